"""What a cell can mean once it has been read: a handful of small types beside the standard ones.

A value is one of: str, int, Decimal (money, in yuan), date, time, bool, Month, Quarter, PartialDate,
Rate, Attendance, tuple of str, or BLANK. The digests of documents are made of their repr (see `digest_text`): those of
dataclasses and enumerations take three times as long as plain ones.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final


class Blank:
    """The one value of a field that may be empty and is. It is false, and prints as nothing."""

    _only: Blank | None = None

    def __new__(cls) -> Blank:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""

    def __repr__(self) -> str:
        return "BLANK"


BLANK: Final = Blank()


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; `month` counts from 1."""

    year: int
    month: int

    def __hash__(self) -> int:
        return self.year * 12 + self.month

    def __repr__(self) -> str:
        return f"Month({self.year}, {self.month})"

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.year, day.month)

    def iso(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year; `number` counts from 1."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = 3 * self.number - 2
        return Month(self.year, first), Month(self.year, first + 1), Month(self.year, first + 2)

    def iso(self) -> str:
        return f"{self.year:04d}-Q{self.number}"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which a form gives the year and the month only, as 出生年月 does."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}.{self.month:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """A share of one: `fraction` 0.015 prints as 1.5%."""

    fraction: Decimal

    def __repr__(self) -> str:
        return f"Rate({self.fraction})"

    def __str__(self) -> str:
        percent = (self.fraction * 100).normalize()
        return f"{percent:f}%"


_PRESENT: Final = ("出席", "迟到", "早退", "线上", "送学")


class Attendance(Enum):
    """What a sign-in row says of one person; the value is the word that is printed."""

    PRESENT = "出席"
    LATE = "迟到"
    LEFT_EARLY = "早退"
    ONLINE = "线上"
    TAUGHT_AT_HOME = "送学"
    """Old or long ill: the branch brought the activity to the person, who so took part in it."""
    BY_PROXY = "代签"
    EXCUSED = "请假"
    ABSENT = "缺席"
    MADE_UP = "补课"
    OBSERVING = "列席"
    """Sits in without a vote: no member of the meeting, in none of its counts."""

    def __init__(self, word: str) -> None:
        self.is_present: bool = word in _PRESENT
        """Counts into 实到: in the room, on line or visited (送学), for all or part of the time.

        On line and 送学 are ways of taking part: 学校党支部党员活动日制度【2】 四（二）.
        """

    # As `Role`: Enum's own hash is that of the name, in Python.
    __hash__ = object.__hash__

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"Attendance.{self._name_}"


Scalar = (
    str
    | int
    | bool
    | Decimal
    | dt.date
    | dt.time
    | Month
    | Quarter
    | PartialDate
    | Rate
    | Attendance
    | tuple[str, ...]
    | Blank
)
