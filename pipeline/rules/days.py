"""Which day a month's theme day falls on.

Seed 001 art. 2 (1): the 20th of each month; on a holiday earlier or later, in principle within one week.
Seed 002 (2): the first Friday, special cases within the first ten days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.values import Month
from pipeline.settings.schema import ThemeDay


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """`checked` is false when the holiday calendar of that year has not been issued: the day is then the rule's own."""

    day: dt.date
    checked: bool


def theme_day(month: Month, rule: ThemeDay) -> PlannedDay:
    """The rule's day, moved to the nearest workday within `within_days`; of two equally near, the earlier."""
    wanted = _wanted(month, rule)
    for distance in range(rule.within_days + 1):
        for day in (wanted - dt.timedelta(distance), wanted + dt.timedelta(distance)):
            works = is_workday(day)
            if works is None:
                return PlannedDay(wanted, checked=False)
            if works and Month.of(day) == month:
                return PlannedDay(day, checked=True)
    return PlannedDay(wanted, checked=True)


def is_workday(day: dt.date) -> bool | None:
    """By the State Council's yearly notice, make-up workdays included; None for a year not yet issued."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def _wanted(month: Month, rule: ThemeDay) -> dt.date:
    if rule.nth is None:
        return dt.date(month.year, month.month, rule.day)
    first = dt.date(month.year, month.month, 1)
    offset = (rule.weekday - first.isoweekday()) % 7
    return first + dt.timedelta(offset + 7 * (rule.nth - 1))
