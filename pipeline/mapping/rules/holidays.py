"""A year's days off as an office writes them down: mappings/holidays/2027.yaml, for years that no package knows yet."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from pipeline.mapping.rules.parts import DaysText, Part

_SATURDAY = 6


class HolidayYear(Part):
    """The State Council's notice of one year, whole: it takes the place of what the program knows of that year."""

    holidays: Annotated[int, Field(ge=1949, le=2999)]
    """The year."""
    source: Annotated[str, Field(min_length=1)]
    off: tuple[DaysText, ...]
    """Days off, Saturdays and Sundays among them or not."""
    work: tuple[DaysText, ...] = ()
    """Saturdays and Sundays that are workdays (调休上班)."""

    def is_workday(self, day: dt.date) -> bool:
        """Of a day of the year."""
        if any(day in days for days in self.work):
            return True
        return day.isoweekday() < _SATURDAY and not any(day in days for days in self.off)
