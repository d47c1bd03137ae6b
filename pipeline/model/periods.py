"""Stretches of the calendar by which work is planned, done and reported: a month, a quarter, half a year, a year."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final, Self

from pipeline.model.values import Month, Quarter

_MONTHS: Final = {"month": 1, "two-months": 2, "quarter": 3, "half": 6, "year": 12}


class Length(Enum):
    """How long a period is."""

    MONTH = "month"
    TWO_MONTHS = "two-months"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    def __init__(self, name: str) -> None:
        self.months: int = _MONTHS[name]

    # As `Role`: Enum's own hash is that of the name, in Python.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`number` counts the periods of that length within the year, from 1."""

    year: int
    number: int
    length: Length

    @classmethod
    def of(cls, day: dt.date, length: Length) -> Self:
        """The one that holds the day."""
        return cls(day.year, (day.month - 1) // length.months + 1, length)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, (self.number - 1) * self.length.months + 1, 1)

    @property
    def last(self) -> dt.date:
        return last_of_month(self.year, self.number * self.length.months)

    @property
    def months(self) -> tuple[Month, ...]:
        first = self.first.month
        return tuple(Month(self.year, month) for month in range(first, first + self.length.months))

    def __contains__(self, day: dt.date) -> bool:
        return day.year == self.year and (day.month - 1) // self.length.months + 1 == self.number

    def __str__(self) -> str:
        """As it is said: 2026年, 2026年上半年, 2026年第一季度, 2026年3月."""
        match self.length:
            case Length.YEAR:
                return f"{self.year}年"
            case Length.HALF:
                return f"{self.year}年{'上下'[self.number - 1]}半年"
            case Length.QUARTER:
                return str(Quarter(self.year, self.number))
            case Length.TWO_MONTHS:
                return f"{self.year}年{self.first.month}—{self.last.month}月"
            case Length.MONTH:
                return f"{self.year}年{self.number}月"

    def iso(self) -> str:
        """2026, 2026-H1, 2026-Q1, 2026-D1, 2026-03: names that sort by time among those of one length."""
        match self.length:
            case Length.YEAR:
                return f"{self.year:04d}"
            case Length.HALF:
                return f"{self.year:04d}-H{self.number}"
            case Length.QUARTER:
                return Quarter(self.year, self.number).iso()
            case Length.TWO_MONTHS:
                return f"{self.year:04d}-D{self.number}"
            case Length.MONTH:
                return f"{self.year:04d}-{self.number:02d}"


@lru_cache(maxsize=64)
def last_of_month(year: int, month: int) -> dt.date:
    """Kept for a while: the calendar takes long to tell, and all ask for the months of a year or two."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def first_day(happened: str) -> dt.date | None:
    """The first day of a day, month or year in ISO form; none where nothing is known."""
    parts = [int(part) for part in happened.split("-") if part]
    return dt.date(*[*parts, 1, 1][:3]) if parts else None
