"""By when something is due, and whether it came in time.

Seed 002: the year's plan by 12-30, the quarter's by the 20th of March, June, September and December, summed up by the
committee within five workdays; what is planned is announced before the event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import DeadlineRule
from pipeline.model.periods import Period
from pipeline.rules.standing import Standing
from pipeline.rules.workdays import Workdays, not_issued


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which it is in time; None where that needs a calendar that has not been issued.

    `period` is what it is for: the coming one, of a plan. `start` is the deadline or the event that it is counted
    from, else the day itself. `unissued` is the year whose calendar is wanting, else 0.
    """

    rule: DeadlineRule
    day: dt.date | None
    start: dt.date
    period: Period | None = None
    unissued: int = 0

    @property
    def message(self) -> str:
        """Why there is no day; else empty."""
        return not_issued(self.unissued) if self.unissued else ""

    def standing(self, done: dt.date | None, today: dt.date) -> Standing:
        """`done` is the day on which it was handed in: one to come says nothing yet. Without a day nothing is late."""
        if done and done <= today:
            return Standing.LATE if self.day and done > self.day else Standing.MET
        return Standing.MISSING if self.day and today > self.day else Standing.NOT_YET


@lru_cache(maxsize=8)
def due_in(year: int, rules: BranchRules) -> tuple[Due, ...]:
    """What is due on days of the calendar year, by day; what has no day yet is placed where its count starts."""
    workdays = Workdays(rules.holidays)
    dues = [due for each in (year - 1, year) for due in _of_year(each, rules, workdays)]
    here = [due for due in dues if (due.day or due.start).year == year]
    return tuple(sorted(here, key=lambda due: (due.day or due.start, due.rule.id)))


def due_before(event: dt.date, kinds: Iterable[str], rules: BranchRules) -> tuple[Due, ...]:
    """What is due before an activity of these kinds."""
    of = set(kinds)
    return tuple(
        Due(rule, event - dt.timedelta(rule.days_before), event)
        for rule in rules.on(event).deadlines.values()
        if rule.days_before is not None and of & set(rule.kinds)
    )


def _of_year(year: int, rules: BranchRules, workdays: Workdays) -> Iterator[Due]:
    """What is due on set days of the year, and what is counted from those."""
    for rule in _versions(year, rules):
        for due in _on_set_days(rule, year, rules):
            yield due
            yield from _following(due, rules, workdays, {rule.id})


def _versions(year: int, rules: BranchRules) -> list[DeadlineRule]:
    """Also of a rule that changes within the year, or holds only within it."""
    result: list[DeadlineRule] = []
    for day in rules.through(year):
        result += [rule for rule in rules.on(day).deadlines.values() if rule not in result]
    return result


def _on_set_days(rule: DeadlineRule, year: int, rules: BranchRules) -> Iterator[Due]:
    for number, month_day in enumerate(rule.by, 1):
        day = month_day.in_year(year)
        if rules.on(day).deadlines.get(rule.id) == rule:
            period = Period(year, number, rule.every)
            yield Due(rule, day, day, _next(period) if rule.ahead else period)


def _following(due: Due, rules: BranchRules, workdays: Workdays, seen: set[str]) -> Iterator[Due]:
    """Those counted from it, and from them on; a ring of deadlines ends where it began."""
    if due.day is None:
        return
    for rule in rules.on(due.day).deadlines.values():
        if rule.after == due.rule.id and rule.id not in seen:
            day = workdays.after(due.day, rule.workdays or 0)
            unissued = 0 if day else due.day.year + (workdays.is_workday(due.day) is not None)
            following = Due(rule, day, due.day, due.period, unissued)
            yield following
            yield from _following(following, rules, workdays, {*seen, rule.id})


def _next(period: Period) -> Period:
    return Period.of(period.last + dt.timedelta(1), period.length)
