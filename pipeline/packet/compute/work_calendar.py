"""工作日历: what the branch's rules ask for in the year, month by month, with the days of its own plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.rules.book import BranchRules
from pipeline.packet.branch.facts import BranchPast
from pipeline.packet.branch.plans import plan_rows
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.render.scan import Table
from pipeline.rules.plans import planned_time
from pipeline.rules.terms import term_of
from pipeline.rules.work_calendar import Planned, Task, tasks_of

_TASK: Final = ("日期", "事项", "说明", "依据")
_OPEN: Final = "未定"


def work_calendar(material: Material, context: Context) -> Context:
    year = material.activity.day.year
    past = material.measure.past
    rules = material.measure.rules
    found = [*tasks_of(year, rules, past.facts_on, list(_planned(material, year))), *_term(past, rules, year)]
    tasks = sorted(found, key=lambda task: task.day)
    by_month = {number: [task for task in tasks if task.day.month == number] for number in range(1, 13)}
    months = [{"月份": number, "各项": [_row(task) for task in of]} for number, of in by_month.items() if of]
    return {"工作日历": months}


def _planned(material: Material, year: int) -> Iterator[Planned]:
    """Rows of the year's plan that name their month."""
    for held in material.activity.each:
        for row in plan_rows(held, material.forms[held.form]):
            if row.month and row.month.year == year:
                yield Planned(row.month, planned_time(row.month, row.told, material.measure.rules), row.theme)


def _term(past: BranchPast, rules: BranchRules, year: int) -> Iterator[Task]:
    """Of the committee as it is known at the year's end."""
    last = dt.date(year, 12, 31)
    profile = past.on(last).profile
    term = term_of(profile.elected.value, rules.on(last)) if profile and profile.elected else None
    if profile and profile.elected and term and term.end.year == year:
        yield Task(term.end, "支部委员会任期届满，换届", f"{profile.elected.written} 换届", term.rule.basis)


def _row(task: Task) -> Context:
    day = f"{task.day.month}月{task.day.day}日"
    return {"日期": _OPEN if task.is_open else day, "事项": task.what, "说明": task.remark, "依据": task.basis}


WORK_CALENDAR: Final = Computed(work_calendar, tables={"工作日历": {"月份": None, "各项": Table(dict.fromkeys(_TASK))}})
