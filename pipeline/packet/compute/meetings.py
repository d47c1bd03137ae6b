"""三会一课: the year's meetings, their days by month, and how many there should have been.

No clock: a period is over when something of a later one has been registered. Of those that are not, the register
says only that nothing is registered yet (尚未登记); whether they are due is told by an inspection, which has a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.model.periods import Length, Period
from pipeline.model.values import BLANK
from pipeline.packet.compute.activities import ACTIVITIES
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.evidence.facts import kind_facts, took_place
from pipeline.rules.facts import Evidence, Fact
from pipeline.rules.meetings import Tally, tallies
from pipeline.rules.requirements import Answer
from pipeline.rules.standing import Standing

KINDS: Final = ("支委会", "党员大会", "党小组会", "党课")
_MONTHS: Final = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
_MANY: Final = 3
_YEAR: Final = 12
_TALLY: Final = ("会议", "要求", "应开", "实开", "缺少", "尚未登记", "不适用", "依据")


def meetings(material: Material, context: Context) -> Context:
    year = material.activity.day.year
    held = [activity for activity in material.activity.within if took_place(activity)]
    facts = [fact for activity in held for fact in kind_facts(activity) if fact.what in KINDS]
    today = max((activity.day for activity in held), default=dt.date(year, 1, 1))
    past = material.measure.past
    ruled = list(tallies(year, KINDS, material.measure.rules, Evidence(tuple(facts), past.facts_on, today)))
    known = {kind for tally in ruled for kind in tally.rule.kinds}
    rows = [row for row in context["活动台账"] if set(KINDS) & set(row["活动类型"].split("、"))]
    return {
        "会议": [{**row, "序号": number} for number, row in enumerate(rows, 1)],
        "各月会议": [_months(kind, facts) for kind in KINDS],
        "应开实开": [*map(_tally, ruled), *(_unruled(kind, facts) for kind in KINDS if kind not in known)],
        "截至": today if held else BLANK,
    }


def _months(kind: str, facts: Iterable[Fact]) -> Context:
    """The days of each month."""
    days = sorted({fact.day for fact in facts if fact.what == kind})
    told = {name: [day for day in days if day.month == month] for month, name in enumerate(_MONTHS, 1)}
    return {"会议": kind, **{name: "、".join(f"{day.day}日" for day in of) for name, of in told.items()}}


def _tally(tally: Tally) -> Context:
    rule = tally.rule
    return {
        "会议": "、".join(rule.kinds),
        "要求": f"{rule.every} {rule.at_least} 次",
        "应开": tally.wanted,
        "实开": tally.held,
        "缺少": _spoken(tally.periods(Standing.MISSING), rule.at_least),
        "尚未登记": _spoken(tally.periods(Standing.NOT_YET), rule.at_least),
        "不适用": _not_asked(tally),
        "依据": rule.basis,
    }


def _unruled(kind: str, facts: Iterable[Fact]) -> Context:
    held = len({fact.event for fact in facts if fact.what == kind})
    return {**dict.fromkeys(_TALLY, ""), "会议": kind, "要求": "没有规定次数", "应开": "", "实开": held}


def _not_asked(tally: Tally) -> str:
    """Why, where it is so all the year."""
    periods = tally.periods(Standing.NOT_APPLICABLE)
    if not periods:
        return ""
    reasons = []
    if tally.rule.members_from:
        reasons.append(f"正式党员不足 {tally.rule.members_from} 人")
    if tally.rule.with_groups:
        reasons.append("没有党小组")
    months = sum(answer.period.length.months for answer in periods if answer.period)
    which = "全年" if months == _YEAR else _spoken(periods, 1)
    return f"{which}（{'或'.join(reasons)}）" if reasons else which


def _spoken(answers: Iterable[Answer], at_least: int) -> str:
    """3月、第一季度, and 4月—12月 of many; where several are asked for, how many are wanting."""
    runs: list[list[Answer]] = []
    for answer in answers:
        if runs and at_least == 1 and _follows(answer.period, runs[-1][-1].period):
            runs[-1].append(answer)
        else:
            runs.append([answer])
    return "、".join(_run(run) + (f"还差 {run[0].wanting} 次" if at_least > 1 else "") for run in runs)


def _run(run: Sequence[Answer]) -> str:
    names = [_called(answer.period) for answer in run if answer.period]
    return f"{names[0]}—{names[-1]}" if len(names) >= _MANY else "、".join(names)


def _follows(period: Period | None, before: Period | None) -> bool:
    return period is not None and before is not None and period.number == before.number + 1


def _called(period: Period) -> str:
    """Within its year."""
    return "全年" if period.length is Length.YEAR else str(period).removeprefix(f"{period.year}年")


MEETINGS: Final = Computed(
    meetings,
    names=("截至",),
    tables={
        "会议": ACTIVITIES.tables["活动台账"],
        "各月会议": dict.fromkeys(("会议", *_MONTHS)),
        "应开实开": dict.fromkeys(_TALLY),
    },
)
