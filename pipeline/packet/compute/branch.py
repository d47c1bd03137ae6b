"""支部情况: the committee as the branch's own sheet tells it, when its term is over, and the roster's counts."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.branch.facts import BranchPast
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.branch import full_members, profile_of
from pipeline.rules.terms import term_of

_COLUMNS: Final = ("序号", "姓名", "职务", "分工", "任职日期")
_NAMES: Final = ("任期届满", "名册人数", "名册正式", "名册预备")


def branch(material: Material, context: Context) -> Context:
    nothing: Context = {"支部委员会": [], **dict.fromkeys(_NAMES, BLANK)}
    held = next((one for one in material.sources.values() if material.forms[one.form].is_profile), None)
    profile = profile_of(held.record, material.forms[held.form]) if held else None
    if held is None or profile is None:
        return nothing
    day = held.day or material.activity.day
    term = term_of(profile.elected.value, material.measure.rules.on(day)) if profile.elected else None
    place = material.forms[held.form].table_with(Role.COMMITTEE)
    rows = {str(row[place[1]].value): row for row in held.record.rows(place[0])} if place else {}
    told = [
        {
            "序号": number,
            "姓名": name,
            "职务": post,
            **{column: rows[name][column].value if name in rows else BLANK for column in ("分工", "任职日期")},
        }
        for number, (name, post) in enumerate(profile.committee.items(), 1)
    ]
    counts = _counts(material.measure.past, day)
    return {"支部委员会": told, "任期届满": term.end if term else BLANK, **counts}


def _counts(past: BranchPast, day: dt.date) -> dict[str, Any]:
    """Of the roster that was in force; BLANK where none has come."""
    roster, there = past.on(day).roster, past.on(day).members
    if roster is None or there is None:
        return dict.fromkeys(_NAMES[1:], BLANK)
    full = full_members(roster, day)
    return {"名册人数": len(there), "名册正式": full, "名册预备": len(there) - full}


BRANCH: Final = Computed(
    branch, names=_NAMES, tables={"支部委员会": dict.fromkeys(_COLUMNS)}, reads=("分工", "任职日期")
)
