"""Day and hours in one cell: 2026年3月20日 14:30—17:30."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.forms.values.date_parts import moment_of, parts_of, without_weekday
from pipeline.forms.values.dates import HALF_DAY, read_date, read_day_and_rest
from pipeline.forms.values.reading import Misread, Raw, misread
from pipeline.forms.values.times import read_time_range

_EXAMPLE = "例如 2026-03-20 14:30—17:30"
_TO = re.compile("(?P<start>.*?)(?:-+|~|至|到)(?P<end>.+)")
_ANOTHER_DAY = re.compile("[0-9]{1,2}[日号]|[、,和][0-9]{1,2}(?![0-9:时点])")
_MIDNIGHT = re.compile("0{1,2}:00(?::00(?:\\.0+)?)?")


@dataclass(frozen=True, slots=True)
class When:
    """A day; `start` and `end` are None where the cell does not name them. `end` is later than `start`."""

    day: dt.date
    start: dt.time | None = None
    end: dt.time | None = None


def read_when(raw: Raw, year: int | None = None) -> When | Misread:
    """A day with or without hours; a text that names month and day only takes `year`."""
    if not isinstance(raw, str):
        day = read_date(raw, year)
        return day if isinstance(day, Misread) else When(day, _typed_start(raw))
    found = read_day_and_rest(raw, year)
    if isinstance(found, Misread):
        return found
    day, rest = found
    hours = _without_same_day(rest.strip(" ,，、;.。T"), day)
    if hours is None:
        return misread("date-several", raw, "不止一个日期", f"一格只填一天，{_EXAMPLE}")
    if not hours or _MIDNIGHT.fullmatch(hours) or HALF_DAY.fullmatch(hours):
        return When(day)
    times = read_time_range(hours)
    if isinstance(times, Misread):
        return misread(times.code, raw, "中的时间无法识别", f"{times.hint}；只写一段起止时间，写成 14:30—17:30")
    return When(day, *times)


def _typed_start(raw: Raw) -> dt.time | None:
    moment = moment_of(raw)
    return None if moment is None or moment.time() == dt.time() else moment.time()


def _without_same_day(rest: str, day: dt.date) -> str | None:
    """The hours, without brackets around them or the same day repeated; None when another day follows."""
    hours = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
    found = _TO.fullmatch(hours)
    if found is None:
        return None if _ANOTHER_DAY.match(rest) else hours
    again = parts_of(found["end"])
    if again is None:
        return None if _ANOTHER_DAY.match(found["end"]) else hours
    if (again.year or day.year, again.month, again.day) != (day.year, day.month, day.day):
        return None
    return f"{found['start']}-{without_weekday(again.rest)[0].strip()}"
