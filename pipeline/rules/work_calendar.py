"""A year's work by days: theme days, what is due before them, what is to be filed, what each period asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import RequirementRule
from pipeline.model.periods import Length
from pipeline.model.values import BLANK, Month
from pipeline.rules.days import planned_day
from pipeline.rules.deadlines import Due, due_before, due_in
from pipeline.rules.facts import BranchFacts
from pipeline.rules.plans import PlannedTime, planned_time
from pipeline.rules.requirements import applies, asked_in

_THEME_DAY = "主题党日"


@dataclass(frozen=True, slots=True)
class Task:
    """`day` is the last day on which it is in time. Where `is_open` that is not known: then it is the earliest."""

    day: dt.date
    what: str
    remark: str
    basis: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of the branch's own plan; `time.day` may be words."""

    month: Month
    time: PlannedTime
    theme: str


def tasks_of(
    year: int, rules: BranchRules, branch_on: Callable[[dt.date], BranchFacts], plan: Sequence[Planned]
) -> tuple[Task, ...]:
    """By day. Of the months that the plan has its rows hold; the day rule gives the day of the others."""
    in_plan = {row.month for row in plan}
    months = [Month(year, number) for number in range(1, 13)]
    by_rule = [Planned(each, planned_time(each, BLANK, rules), "") for each in months if each not in in_plan]
    found = [
        *(task for row in (*plan, *by_rule) for task in _theme_day(row, rules)),
        *map(_filing, due_in(year, rules)),
        *_of_periods(year, rules, branch_on),
    ]
    return tuple(sorted(found, key=lambda task: (task.day, task.what)))


def _theme_day(row: Planned, rules: BranchRules) -> Iterator[Task]:
    """And what is due before it. Where neither plan nor rule knows a day there is nothing to say."""
    told = row.time.day
    if told is BLANK or isinstance(told, Month):
        return
    is_day = isinstance(told, dt.date)
    day = told if isinstance(told, dt.date) else planned_day(row.month, rules).day
    words = "" if is_day else f"计划写“{told}”"
    rule = rules.on(day).theme_day
    remark = "；".join(text for text in (f"《{row.theme}》" if row.theme else "", words, row.time.remark) if text)
    yield Task(day, _THEME_DAY, remark, rule.basis if rule else "", is_open=not is_day)
    for due in due_before(day, [_THEME_DAY], rules) if is_day else ():
        what = f"{day.month}月{day.day}日的{_THEME_DAY}"
        yield Task(due.day or day, due.rule.form or due.rule.paper, f"{what}，告知{due.rule.to}", due.rule.basis)


def _filing(due: Due) -> Task:
    by = "由上级党组织汇总，" if due.rule.office else ""
    to = f"{by}报{due.rule.to}" if due.rule.to else ""
    what = _spliced(str(due.period or ""), due.rule.form or due.rule.paper)
    if due.day:
        return Task(due.day, what, to, due.rule.basis)
    after = f"{due.start} 以后 {due.rule.workdays} 个工作日内；{due.unissued} 年的节假日安排还没有公布，哪一天未定"
    return Task(due.start, what, "；".join(text for text in (to, after) if text), due.rule.basis, is_open=True)


def _spliced(of: str, what: str) -> str:
    """2026年第二季度活动计划 of 2026年第二季度 and 季度活动计划."""
    shared = next((size for size in range(len(what), 0, -1) if of.endswith(what[:size])), 0)
    return of + what[shared:]


def _of_periods(year: int, rules: BranchRules, branch_on: Callable[[dt.date], BranchFacts]) -> Iterator[Task]:
    """What is due on one day stands together; what the branch is not asked for is left out.

    Of the year before too: what is due some days after it.
    """
    due: dict[dt.date, list[RequirementRule]] = {}
    for each in (year - 1, year):
        for rule, periods in asked_in(each, rules):
            for period in () if _is_monthly_theme_day(rule) else periods:
                day = period.last + dt.timedelta(rule.within_days)
                if day.year == year and applies(rule, period, branch_on(period.last)):
                    due.setdefault(day, []).append(rule)
    for day, asked in due.items():
        what = "、".join(f"{rule.id}（{rule.every}{rule.at_least}次）" for rule in asked)
        yield Task(day, what, "到这一天为止要有", _bases(asked))


def _bases(rules: Iterable[RequirementRule]) -> str:
    """Each source once, with its articles."""
    articles: dict[str, list[str]] = {}
    for rule in rules:
        articles.setdefault(rule.source, []).extend([rule.article] if rule.article else [])
    return "；".join(f"{source} {'、'.join(dict.fromkeys(told))}".strip() for source, told in articles.items())


def _is_monthly_theme_day(rule: RequirementRule) -> bool:
    """The theme days of each month stand by themselves."""
    return rule.every.length is Length.MONTH and rule.kinds == (_THEME_DAY,) and not rule.tags
