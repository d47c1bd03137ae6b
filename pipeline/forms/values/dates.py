"""Days, and days of which only year and month are known (出生年月)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from pipeline.forms.values.date_parts import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    Parts,
    decimal_readings,
    moment_of,
    normalised,
    whole_parts,
    without_weekday,
)
from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.text import is_blank_mark
from pipeline.model.values import PartialDate

EXAMPLE: Final = "例如 2026-03-20"
_MONTH_EXAMPLE = "例如 1985.02 或 1985-02-16"
_MIDNIGHT = re.compile(r"[ T,]?0{1,2}:00(?::00(?:\.0+)?)?")
_ANOTHER_DAY = re.compile(r"(?:-+|~|至|到|、|,|和|;)[0-9]{1,4}(?:[年月日号./-]|$)")
_CLOCK = re.compile("[0-9]{1,2}[:时点]|[上下]午")
HALF_DAY: Final = re.compile(r"\s*[(]?(?:上午|中午|下午|傍晚|晚上|晚)[)]?")
"""Behind a day it is no hour: it stays in what was written."""


def read_date(raw: Raw, year: int | None = None) -> dt.date | Misread:
    """A full day; a text that names month and day only takes `year`, where the form knows it."""
    moment = moment_of(raw)
    if moment is not None:
        return day_in_range(moment.date(), raw)
    if (readings := decimal_readings(raw)) is not None:
        return _from_decimal(raw, *readings, year)
    found = read_day_and_rest(raw, year)
    if isinstance(found, Misread):
        return found
    day, rest = found
    return _unless_more(day, rest, raw)


def read_partial_date(raw: Raw) -> dt.date | PartialDate | Misread:
    """A full day, or year and month; the text 1998.1 is January, the number 1998.1 may be October."""
    if isinstance(raw, dt.date):
        return read_date(raw)
    if (readings := decimal_readings(raw)) is not None:
        return _partial_from_decimal(raw, *readings)
    named = None if moment_of(raw) is not None else _year_and_month(_parts(raw))
    if named is None:
        return read_date(raw)
    year, month = named
    if year < 100:
        return _ambiguous(raw, [f"{century + year}.{month:02d}" for century in (1900, 2000)])
    return _partial(year, month, raw)


def _year_and_month(parts: Parts | None) -> tuple[int, int] | None:
    """Year and month of a text that names just these; 72.12 looks like a day of a month, and is none."""
    if parts is None or parts.rest or parts.month is None:
        return None
    if parts.year is not None:
        return (parts.year, parts.month) if parts.day is None else None
    if parts.month > 12 and parts.day is not None and 1 <= parts.day <= 12:
        return parts.month, parts.day
    return None


def read_day_and_rest(raw: Raw, year: int | None = None) -> tuple[dt.date, str] | Misread:
    """The day that a text begins with, and the normalised text behind it, a fitting weekday taken off."""
    if is_blank_mark(raw):
        return Misread("date-missing", "此处应填日期", EXAMPLE)
    parts = _parts(raw)
    if parts is None:
        return misread("date-unreadable", raw, "不是可识别的日期", EXAMPLE)
    day = _day_of(parts, raw, year)
    if isinstance(day, Misread):
        return day
    rest, weekday = without_weekday(parts.rest)
    if weekday is not None and weekday != day.weekday():
        actual = "一二三四五六日"[day.weekday()]
        return misread("date-weekday-contradicts", raw, f"中的星期与日期不符，{day} 是星期{actual}", "请核对日期")
    return day, rest


def day_in_range(day: dt.date, raw: Raw) -> dt.date | Misread:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    return misread("date-out-of-range", raw, f"的年份不在 {FIRST_YEAR}—{LAST_YEAR} 年之间", EXAMPLE)


def calendar_day(year: int, month: int, day: int, raw: Raw) -> dt.date | Misread:
    """The day if the calendar has it."""
    try:
        return day_in_range(dt.date(year, month, day), raw)
    except ValueError:
        return misread("date-impossible", raw, "这一天不存在", EXAMPLE)


def either_year(day: dt.date, years_on: int, raw: Raw) -> Misread:
    """Month and day were written alone, and may be of `day`'s year or of the one `years_on` from it."""
    other = calendar_day(day.year + years_on, day.month, day.day, raw)
    return _ambiguous(raw, [str(choice) for choice in sorted({day, other}, key=str) if isinstance(choice, dt.date)])


def _parts(raw: Raw) -> Parts | None:
    text = written(raw)
    return whole_parts(normalised(text)) if len(text) <= LONGEST else None


def _day_of(parts: Parts, raw: Raw, year: int | None) -> dt.date | Misread:
    if parts.year is None and parts.month is not None and parts.day is not None:
        if year is None:
            return misread("date-year-missing", raw, "没有写年份", EXAMPLE)
        return calendar_day(year, parts.month, parts.day, raw)
    if parts.year is None or parts.month is None or parts.day is None:
        return _incomplete(parts, raw)
    if parts.has_short_year:
        return _short_year(parts.year, parts.month, parts.day, parts.by_units, raw)
    return calendar_day(parts.year, parts.month, parts.day, raw)


def _incomplete(parts: Parts, raw: Raw) -> Misread:
    if parts.rest or parts.year is None:
        return misread("date-unreadable", raw, "不是可识别的日期", EXAMPLE)
    if parts.month is None:
        return misread("date-month-missing", raw, "没有写月和日", EXAMPLE)
    return misread("date-day-missing", raw, "没有写到日", EXAMPLE)


def _short_year(year: int, month: int, day: int, by_units: bool, raw: Raw) -> Misread:
    orders = [(2000 + year, month, day), (1900 + year, month, day)]
    if not by_units:
        orders.append((2000 + day, month, year))
    days = [calendar_day(*order, raw) for order in orders]
    choices = [str(choice) for choice in days if isinstance(choice, dt.date)]
    if not choices:
        return misread("date-impossible", raw, "这一天不存在", EXAMPLE)
    return _ambiguous(raw, choices)


def _unless_more(day: dt.date, rest: str, raw: Raw) -> dt.date | Misread:
    trailing = rest.strip(" .。,")
    if not trailing or _MIDNIGHT.fullmatch(rest) or HALF_DAY.fullmatch(trailing):
        return day
    if _ANOTHER_DAY.match(rest):
        return misread("date-several", raw, "不止一个日期", f"本格只填一个日期，{EXAMPLE}")
    if _CLOCK.search(rest):
        return misread("date-with-time", raw, "带有时间", f"本格只填日期：{day}")
    return misread("date-unreadable", raw, "在日期之外还有别的内容", f"本格只填日期，{EXAMPLE}")


def _ambiguous(raw: Raw, choices: list[str]) -> Misread:
    return misread("date-ambiguous", raw, "可能有几种理解", f"请写全：{' 或 '.join(dict.fromkeys(choices))}")


def _from_decimal(raw: Raw, whole: int, behind: tuple[int, ...], year: int | None) -> dt.date | Misread:
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return misread("date-day-missing", raw, "没有写到日", EXAMPLE)
    if not 1 <= whole <= 12:
        return misread("date-unreadable", raw, "不是可识别的日期", EXAMPLE)
    if year is None:
        return misread("date-year-missing", raw, "没有写年份", EXAMPLE)
    days = [calendar_day(year, whole, day, raw) for day in behind]
    possible = [day for day in days if isinstance(day, dt.date)]
    if len(possible) > 1:
        return _ambiguous(raw, [str(day) for day in possible])
    return possible[0] if possible else days[0]


def _partial_from_decimal(raw: Raw, whole: int, behind: tuple[int, ...]) -> dt.date | PartialDate | Misread:
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        return read_date(raw)
    months = [month for month in behind if 1 <= month <= 12]
    if len(months) > 1:
        return _ambiguous(raw, [f"{whole}年{month}月" for month in months])
    return _partial(whole, months[0] if months else behind[0], raw)


def _partial(year: int, month: int, raw: Raw) -> PartialDate | Misread:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return misread("date-out-of-range", raw, f"的年份不在 {FIRST_YEAR}—{LAST_YEAR} 年之间", _MONTH_EXAMPLE)
    if not 1 <= month <= 12:
        return misread("date-impossible", raw, "中的月份不存在", _MONTH_EXAMPLE)
    return PartialDate(year, month)
