"""Each meeting and each vote of an activity or a period, held against the branch as it was on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.rules.bodies import Parts
from pipeline.rules.roll_checks import Meeting, check_meeting


def check_rolls(activity: Activity, forms: Mapping[str, FormMapping], measure: Measure) -> Iterator[Problem]:
    """Of what took place."""
    if activity.period:
        for held in activity.at_home:
            yield from _check(held, None, forms, measure)
    elif not activity.planned:
        sheet = next((held for held in activity.sources.values() if forms[held.form].table_with(Role.MARK)), None)
        for held in activity.sources.values():
            yield from _check(held, sheet, forms, measure)


def _check(held: Held, sheet: Held | None, forms: Mapping[str, FormMapping], measure: Measure) -> Iterator[Problem]:
    form = forms[held.form]
    day = held.record.value(form.by_role(Role.DATE) or "")
    told = form.by_role(Role.IN_FAVOUR) or form.table_with(Role.IN_FAVOUR) or form.by_role(Role.KINDS)
    if not told or not isinstance(day, dt.date):
        return
    branch = measure.past.on(day)
    if branch.roster is None:
        return
    profile = branch.profile
    yield from check_meeting(
        Meeting(
            held.record,
            form,
            sheet.record if sheet else None,
            forms[sheet.form] if sheet else None,
            branch.roster,
            day,
            measure.rules.on(day),
            Parts(profile.committee, profile.groups) if profile else Parts(),
        )
    )
