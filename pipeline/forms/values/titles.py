"""Months, years and days inside titles, sheet names, file names. What is not certain is not found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from functools import lru_cache

from pipeline.forms.values.date_parts import FIRST_YEAR, LAST_YEAR, normalised
from pipeline.model.values import Month

_MENTION = re.compile(
    r"""(?<![0-9])(?:
      (?P<y1>[0-9]{4})年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})[日号]
    | (?P<y2>[0-9]{4})(?P<separator>[-./。])(?P<m2>[0-9]{1,2})(?P=separator)(?P<d2>[0-9]{1,2})(?![0-9])
    | (?P<y3>[0-9]{4})(?P<m3>0[1-9]|1[0-2])(?P<d3>0[1-9]|[12][0-9]|3[01])(?![0-9])
    | (?P<y4>[0-9]{4})(?:年度?|[-./。])(?P<m4>[0-9]{1,2})月
    | (?P<y5>[0-9]{4})[-./。](?P<m5>[0-9]{1,2})(?![0-9年])
    | (?P<y6>(?:19|20)[0-9]{2})(?P<m6>0[1-9]|1[0-2])(?![0-9])
    | (?P<y7>[0-9]{4})年
    | (?P<m8>[0-9]{1,2})月
    )""",
    re.VERBOSE,
)
_MONTH_AND_DAY = re.compile(
    r"(?<![0-9A-Za-z.])(?:(?P<m1>1[0-2]|0?[1-9])[.月](?P<d1>3[01]|[12][0-9]|0?[1-9])"
    r"|(?P<m2>0[1-9]|1[0-2])-(?P<d2>0[1-9]|[12][0-9]|3[01]))(?![0-9.月-])"
)
_BARE_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?![0-9])")
_LABELLED = re.compile(r"(?P<label>[^\W\d_]*(?:日期|时间))[:：]?\s*[\d年月日号/.\-。]+")
_SEVERAL_DAYS = re.compile(
    "(?:月[0-9]{1,2}|[0-9][日号])(?:-+|~|至|到|、|,|和)(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}[日号]"
)
_RANGE = re.compile("(?<![0-9])[0-9]{1,2}(?:月份?)?(?:-+|~|至|到|、|,|和|/)[0-9]{1,2}月|季度|半年|全年")
_LONGEST = 500

_Mention = tuple[int | None, int | None, int | None]


def find_dates(text: str) -> tuple[dt.date, ...]:
    """The full days that a text names, in its order, each once; days without a year are not among them."""
    found = (_day(*mention) for mention in _mentions(text))
    return tuple(dict.fromkeys(day for day in found if day is not None))


def find_month(text: str, year: int | None = None) -> Month | None:
    """The one month that a text names; None when it names none, several, a range, or none with a year.

    A month without a year takes the year that the text names elsewhere (2026年度…(3月)), else `year`.
    """
    if names_several_months(text):
        return None
    of_text = find_year(text) or year
    months = {
        (of_year or of_text, month) for of_year, month, _ in _mentions(text) if month is not None and 1 <= month <= 12
    }
    if len(months) != 1:
        return None
    its_year, its_month = months.pop()
    return None if its_year is None else Month(its_year, its_month)


def names_several_months(text: str) -> bool:
    """1-6月, 一季度, 半年: no one month is meant."""
    return _RANGE.search(_prepared(text)) is not None


def names_several_days(text: str) -> bool:
    """3月20日—21日, 20、21日, or two full days: no one day is meant."""
    return len(find_dates(text)) > 1 or _SEVERAL_DAYS.search(_prepared(text)) is not None


def without_dates_of_others(text: str, labels: Collection[str]) -> str:
    """The text without days that it says are of something else (通知日期2026年3月1日); `labels` are the form's own."""
    if "日期" not in text and "时间" not in text:
        return text
    own = tuple(label for label in labels if len(label) > 2)
    return _LABELLED.sub(lambda found: found[0] if _is_own(found["label"], own) else "", text)


def _is_own(label: str, own: tuple[str, ...]) -> bool:
    return len(label) == 2 or label.endswith(own)


def find_year(text: str) -> int | None:
    """The one year that a text names with 年, in a month or a day, or that it wholly consists of."""
    prepared = _prepared(text)
    if re.fullmatch("[0-9]{4}", prepared):
        prepared += "年"
    years = {year for year, _, _ in _mentions(prepared) if year is not None}
    return years.pop() if len(years) == 1 else None


def find_parts(text: str) -> _Mention:
    """The one year, month and day that a text names; None for what it names not at all, or several of.

    Without a year too: 3.20, 03-20, 3月20日, 3月.
    """
    days = find_dates(text)
    if len(days) == 1 and not names_several_days(text):
        return days[0].year, days[0].month, days[0].day
    year = find_year(text) or _bare_year(text)
    if names_several_days(text) or names_several_months(text):
        return year, None, None
    matches = _MONTH_AND_DAY.finditer(_prepared(text))
    short = {(int(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])) for found in matches}
    if len(short) == 1:
        month, day = short.pop()
        return (year, month, day) if _day(year or 2000, month, day) else (year, None, None)
    months = {month for _, month, _ in _mentions(text) if month is not None and 1 <= month <= 12}
    return year, months.pop() if len(months) == 1 else None, None


def _bare_year(text: str) -> int | None:
    """2026党课讲稿; nothing beside another number of four digits that may be one."""
    years = {int(year) for year in _BARE_YEAR.findall(_prepared(text))}
    return years.pop() if len(years) == 1 else None


@lru_cache(maxsize=1 << 8)
def _prepared(text: str) -> str:
    return normalised(text[:_LONGEST])


@lru_cache(maxsize=1 << 8)
def _mentions(text: str) -> tuple[_Mention, ...]:
    """Year, month and day of each mention, those of no plausible year left out."""
    found = []
    for match in _MENTION.finditer(_prepared(text)):
        named = {key[0]: int(value) for key, value in match.groupdict().items() if value and key != "separator"}
        year = named.get("y")
        if year is None or FIRST_YEAR <= year <= LAST_YEAR:
            found.append((year, named.get("m"), named.get("d")))
    return tuple(found)


def _day(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
