"""Which days are workdays: by the State Council's yearly notice, as the program or the office has it; never a guess."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.mapping.rules.holidays import HolidayYear


@dataclass(frozen=True, slots=True)
class Workdays:
    """`written` are the years of mappings/holidays: they take the place of what the package knows."""

    written: Mapping[int, HolidayYear] = field(default_factory=dict)

    def is_workday(self, day: dt.date) -> bool | None:
        """Make-up workdays included; None for a year whose calendar has not been issued."""
        year = self.written.get(day.year)
        return year.is_workday(day) if year else _as_issued(day)

    def after(self, day: dt.date, count: int) -> dt.date | None:
        """The `count`th workday after the day; None where that reaches a year whose calendar has not been issued."""
        while count:
            day += dt.timedelta(1)
            works = self.is_workday(day)
            if works is None:
                return None
            count -= works
        return day


@lru_cache(maxsize=1024)
def _as_issued(day: dt.date) -> bool | None:
    """By the notices that the package knows."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def not_issued(year: int) -> str:
    """What to say where the calendar of the year is not known."""
    return (
        f"{year} 年的节假日安排还没有，没有按节假日调整；"
        f"国务院办公厅公布以后，请写进 mappings/holidays/{year}.yaml（写法见 docs/rules.md）"
    )
