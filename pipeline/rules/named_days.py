"""Days and months in the name of a file or sheet: 3.20签到, 2026年3月党费, 签到20260320."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from pipeline.model.values import Month, Scalar

_MENTION: Final = re.compile(
    r"""
      (?<![0-9])(?P<y1>(?:19|20)[0-9]{2})\s*(?:年|[-._/])\s*(?P<m1>[0-9]{1,2})\s*(?:月|[-._/])\s*(?P<d1>[0-9]{1,2})(?![0-9])
    | (?<![0-9])(?P<y2>20[0-9]{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12][0-9]|3[01])(?![0-9])
    | (?<![0-9])(?P<y3>(?:19|20)[0-9]{2})\s*(?:年度?|[-._/])\s*(?P<m3>[0-9]{1,2})\s*月
    | (?<![0-9])(?P<y4>20[0-9]{2})[-.](?P<m4>0[1-9]|1[0-2])(?![0-9.])
    | (?<![0-9])(?P<m5>[0-9]{1,2})\s*月\s*(?P<d5>[0-9]{1,2})\s*[日号]
    | (?<![0-9.A-Za-z版第-])(?P<m6>[0-9]{1,2})\.(?P<d6>[0-9]{1,2})(?![0-9.版])
    | (?<![0-9])(?P<m7>[0-9]{1,2})\s*月
    | (?<![0-9])(?P<y8>(?:19|20)[0-9]{2})\s*年
    """,
    re.VERBOSE,
)
_SPAN: Final = re.compile("[0-9]月?份?[-~—–至到、,，和/][0-9]{1,2}月|季度|半年|[日号][-~—–至到]|改|更正|修订")
"""A stretch of time, or a day on which something else was done, is no day of the form."""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """Year and day may be left out, or all but the year."""

    year: int | None
    month: int | None
    day: int | None

    def __str__(self) -> str:
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return "".join(f"{number}{unit}" for number, unit in parts if number is not None)

    def is_in(self, month: Month) -> bool:
        return self.year in {None, month.year} and self.month in {None, month.month}

    def fits(self, value: Scalar) -> bool:
        """A month's form may bear in its name the day on which it was written, so only a month contradicts it."""
        if isinstance(value, dt.date):
            return self.is_in(Month.of(value)) and self.day in {None, value.day}
        if isinstance(value, Month):
            return self.is_in(value) or self.day is not None
        return self.year in {None, value} or self.month is not None


@lru_cache(maxsize=64)
def days_named(words: str) -> tuple[NamedDay, ...]:
    """Every day, month or year that the name holds; none where it speaks of a stretch of time or of a correction."""
    text = unicodedata.normalize("NFKC", words)
    if _SPAN.search(text):
        return ()
    found = []
    for match in _MENTION.finditer(text):
        named = {key[0]: int(value) for key, value in match.groupdict().items() if value}
        day = NamedDay(named.get("y"), named.get("m"), named.get("d"))
        if _is_possible(day):
            found.append(day)
    return tuple(_with_common_year(found))


def _with_common_year(found: list[NamedDay]) -> list[NamedDay]:
    """A year that stands by itself is that of the months beside it: 2026年度主题党日(3月)."""
    years = {day.year for day in found if day.month is None}
    months = [day for day in found if day.month is not None]
    if len(years) != 1 or not months:
        return found
    (year,) = years
    return [day if day.year else replace(day, year=year) for day in months]


def _is_possible(day: NamedDay) -> bool:
    if day.month is None:
        return True
    try:
        dt.date(day.year or 2000, day.month, day.day or 1)
    except ValueError:
        return False
    return True
