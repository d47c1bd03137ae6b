"""Which day a month's theme day falls on.

Seed 001 art. 2 (1): the 20th of each month; on a holiday earlier or later, in principle within one week.
Seed 002 (2): the first Friday, special cases within the first ten days.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import ThemeDayRule
from pipeline.model.values import Month
from pipeline.rules.workdays import Workdays, not_issued


class Settled(Enum):
    """How a planned day came about."""

    AS_RULED = "as ruled"
    MOVED = "moved"
    NO_WORKDAY = "no workday"
    """A day off, and no workday within the rule's limits: it stays."""
    NOT_ISSUED = "not issued"
    """The holiday calendar of the year is not known: the rule's own day."""
    NO_RULE = "no rule"
    """No rule says which day: the month's first."""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """`wanted` is the rule's own day; `remark` what the rule says of that month."""

    day: dt.date
    wanted: dt.date
    settled: Settled
    remark: str = ""

    @property
    def message(self) -> str:
        """What a person should know; empty where the day is a workday by rule."""
        match self.settled:
            case Settled.NOT_ISSUED:
                return not_issued(self.day.year)
            case Settled.NO_WORKDAY:
                return f"{self.day.isoformat()} 放假，规定的范围内没有工作日，请另定日期"
            case Settled.NO_RULE:
                return "选用的规则没有规定主题党日的日期，暂按当月第一天"
            case _:
                return ""


@lru_cache(maxsize=64)
def planned_day(month: Month, rules: BranchRules) -> PlannedDay:
    """By the rule that is in force when the month begins, else when it ends."""
    first, last = _first(month), _last(month)
    rule = rules.on(first).theme_day or rules.on(last).theme_day
    if rule is None:
        return PlannedDay(first, first, Settled.NO_RULE)
    return theme_day(month, rule, Workdays(rules.holidays))


def theme_day(month: Month, rule: ThemeDayRule, workdays: Workdays) -> PlannedDay:
    """The rule's day, on a day off moved to the nearest workday of the month; of two equally near, the earlier."""
    remark = rule.remarks.get(month.month, "")
    fixed = min((day for day in rule.dates if Month.of(day) == month), default=None)
    if fixed:
        return PlannedDay(fixed, fixed, Settled.AS_RULED, remark)
    wanted = _wanted(month, rule)
    works = workdays.is_workday(wanted)
    if works is None:
        return PlannedDay(wanted, wanted, Settled.NOT_ISSUED, remark)
    if works:
        return PlannedDay(wanted, wanted, Settled.AS_RULED, remark)
    near = next((day for day in _around(wanted, rule) if workdays.is_workday(day)), None)
    if near is None:
        return PlannedDay(wanted, wanted, Settled.NO_WORKDAY, remark)
    return PlannedDay(near, wanted, Settled.MOVED, remark)


def _around(wanted: dt.date, rule: ThemeDayRule) -> list[dt.date]:
    """The other days that it may move to, the nearest first."""
    last = min(_last(Month.of(wanted)).day, rule.last_day)
    days = [wanted.replace(day=number) for number in range(1, last + 1) if number != wanted.day]
    allowed = [day for day in days if abs((day - wanted).days) <= rule.within_days]
    return sorted(allowed, key=lambda day: (abs((day - wanted).days), day))


def _wanted(month: Month, rule: ThemeDayRule) -> dt.date:
    first = _first(month)
    if rule.nth is None:
        return first.replace(day=rule.day or 1)
    offset = (rule.weekday - first.isoweekday()) % 7
    return first + dt.timedelta(offset + 7 * (rule.nth - 1))


def _first(month: Month) -> dt.date:
    return dt.date(month.year, month.month, 1)


def _last(month: Month) -> dt.date:
    return dt.date(month.year, month.month, calendar.monthrange(month.year, month.month)[1])
