"""Months (党费所属月份) and years (年度)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

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
from pipeline.forms.values.dates import calendar_day
from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.text import is_blank_mark
from pipeline.model.values import Month

_EXAMPLE = "例如 2026年3月"
_YEAR_EXAMPLE = "例如 2026"
_SEVERAL = re.compile("[0-9](?:月份?)?(?:-+|~|至|到|、|,|和)(?:[0-9]{4}年)?[0-9]{1,2}月|季度|半年|全年")
_HEADS_MONTH = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月份?|[0-9]{1,2}-[0-9]{1,2}月份?|第?[1-4一二三四]季度")
_AMOUNT = "[应实已]?[交缴]纳?(?:党费|金额|总额|数)?(?:合计|总计)?|(?:党费|金额|总额)(?:合计|总计)?|合计|总计"
_HEADS_YEAR = re.compile(f"(?:全年|累计)(?:{_AMOUNT})?|(?:年度|本年度?)(?:{_AMOUNT})")
_ONE_MONTH = re.compile(r"(?:[0-9]{4}年)?([0-9]{1,2})月份?")
_MONTHS = 12
_BARE = re.compile("[0-9]{1,2}")


@lru_cache(maxsize=1 << 4, typed=True)
def read_month(raw: Raw, year: int | None = None) -> Month | Misread:
    """A month; of a day, its month. A month without a year takes `year`, where the form knows it."""
    if is_blank_mark(raw):
        return Misread("month-missing", "此处应填月份", _EXAMPLE)
    if (moment := moment_of(raw)) is not None:
        return _month(moment.year, moment.month, raw)
    if (readings := decimal_readings(raw)) is not None:
        return _from_decimal(raw, *readings)
    return _from_text(raw, year)


def heads_a_month(text: str) -> bool:
    """Whether a column's head is a month or a quarter."""
    return _HEADS_MONTH.fullmatch(normalised(text).replace(" ", "")) is not None


def heads_a_year(text: str) -> bool:
    """Whether a column's head is an amount of the whole year: 全年实缴, 累计."""
    return _HEADS_YEAR.fullmatch(normalised(text).replace(" ", "")) is not None


def month_of_head(text: str) -> int | None:
    """The number of the one month that heads a column; None for a quarter, or for several."""
    found = _ONE_MONTH.fullmatch(normalised(text).replace(" ", ""))
    return int(found[1]) if found and 1 <= int(found[1]) <= _MONTHS else None


def read_year(raw: Raw) -> int | Misread:
    """A year: 2026, 2026年度, 二〇二六年; of a text or cell that holds a day or a month, its year."""
    if is_blank_mark(raw):
        return Misread("year-missing", "此处应填年度", _YEAR_EXAMPLE)
    if isinstance(raw, dt.date):
        return _year(raw.year, raw)
    text = normalised(raw) if len(written(raw)) <= LONGEST else ""
    parts = whole_parts(text)
    if parts is None or parts.year is None or without_weekday(parts.rest)[0]:
        return misread("year-unreadable", raw, "不是可识别的年度", _YEAR_EXAMPLE)
    if parts.has_short_year:
        choices = f"{2000 + parts.year} 或 {1900 + parts.year}"
        return misread("year-ambiguous", raw, "的年份只有两位", f"请写全：{choices}")
    return _year(parts.year, raw)


def _from_text(raw: Raw, year: int | None) -> Month | Misread:
    text = normalised(raw) if len(written(raw)) <= LONGEST else ""
    if _BARE.fullmatch(text):
        return _of_year(year, int(text), raw)
    parts = whole_parts(text)
    if parts is not None and parts.month is not None and not without_weekday(parts.rest)[0]:
        return _from_parts(parts, parts.month, raw, year)
    if _SEVERAL.search(text):
        return misread("month-several", raw, "不止一个月", f"一格只填一个月，{_EXAMPLE}")
    return misread("month-unreadable", raw, "不是可识别的月份", _EXAMPLE)


def _from_decimal(raw: Raw, whole: int, behind: tuple[int, ...]) -> Month | Misread:
    if not FIRST_YEAR <= whole <= LAST_YEAR:
        return misread("month-unreadable", raw, "不是可识别的月份", _EXAMPLE)
    months = [month for month in behind if 1 <= month <= 12]
    if len(months) > 1:
        return _ambiguous(raw, [f"{whole}年{month}月" for month in months])
    return _month(whole, months[0] if months else behind[0], raw)


def _from_parts(parts: Parts, month: int, raw: Raw, year: int | None) -> Month | Misread:
    if parts.has_short_year and parts.year is not None:
        return _ambiguous(raw, [f"{century + parts.year}年{month}月" for century in (2000, 1900)])
    found = _of_year(parts.year or year, month, raw)
    if isinstance(found, Month) and parts.day is not None:
        day = calendar_day(found.year, month, parts.day, raw)
        return day if isinstance(day, Misread) else found
    return found


def _of_year(year: int | None, month: int, raw: Raw) -> Month | Misread:
    if year is not None:
        return _month(year, month, raw)
    if 1 <= month <= 12:
        return misread("month-year-missing", raw, "没有写年份", _EXAMPLE)
    return misread("month-impossible", raw, "中的月份不存在", _EXAMPLE)


def _ambiguous(raw: Raw, choices: list[str]) -> Misread:
    return misread("month-ambiguous", raw, "可能有几种理解", f"请写全：{' 或 '.join(choices)}")


def _month(year: int, month: int, raw: Raw) -> Month | Misread:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return misread("month-out-of-range", raw, f"的年份不在 {FIRST_YEAR}—{LAST_YEAR} 年之间", _EXAMPLE)
    if not 1 <= month <= 12:
        return misread("month-impossible", raw, "中的月份不存在", _EXAMPLE)
    return Month(year, month)


def _year(year: int, raw: Raw) -> int | Misread:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return misread("year-out-of-range", raw, f"不在 {FIRST_YEAR}—{LAST_YEAR} 年之间", _YEAR_EXAMPLE)
    return year
