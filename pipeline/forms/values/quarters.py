"""Quarters (季度): 2026年第一季度, 一季度, Q1, 2026.1-3月."""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.values import titles
from pipeline.forms.values.date_parts import FIRST_YEAR, LAST_YEAR, LONGEST, normalised
from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.text import is_blank_mark
from pipeline.model.values import Quarter

_EXAMPLE: Final = "例如 2026年第一季度"
_MENTION: Final = re.compile(
    r"""(?<![0-9])(?:(?P<year>[0-9]{4}|[0-9]{2}(?=年))(?:年度?|[-./。]|\ )?)?
    (?:第?(?P<spoken>[1-4])(?:季度|季)
     | [Qq](?P<letter>[1-4])(?![0-9])
     | (?P<first>[0-9]{1,2})(?:月份?)?(?:-+|~|至|到)(?P<last>[0-9]{1,2})月)""",
    re.VERBOSE,
)
_SEVERAL: Final = re.compile("[1-4](?:-+|~|至|到|、|,|和|及)第?[1-4]季度?")
_BARE: Final = re.compile("[1-4]")
_FIRST_MONTHS: Final = {1: 1, 4: 2, 7: 3, 10: 4}


def read_quarter(raw: Raw, year: int | None = None) -> Quarter | Misread:
    """A quarter; one without a year takes `year`, where the form knows it."""
    if is_blank_mark(raw):
        return Misread("quarter-missing", "此处应填季度", _EXAMPLE)
    text = normalised(raw) if len(written(raw)) <= LONGEST else ""
    found = {(year, int(text))} if _BARE.fullmatch(text) else _quarters(text, titles.find_year(text) or year)
    if not found:
        return misread("quarter-unreadable", raw, "不是可识别的季度", _EXAMPLE)
    if len(found) > 1:
        return misread("quarter-several", raw, "不止一个季度", f"一格只填一个季度，{_EXAMPLE}")
    its_year, number = found.pop()
    return _quarter(its_year, number, raw)


def _quarter(year: int | None, number: int, raw: Raw) -> Quarter | Misread:
    if year is None:
        return misread("quarter-year-missing", raw, "没有写年份", _EXAMPLE)
    if year < 100:
        return misread("quarter-ambiguous", raw, "的年份只有两位", f"请写全：{Quarter(2000 + year, number)}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return misread("quarter-out-of-range", raw, f"的年份不在 {FIRST_YEAR}—{LAST_YEAR} 年之间", _EXAMPLE)
    return Quarter(year, number)


def find_quarter(text: str, year: int | None = None) -> Quarter | None:
    """The one quarter that a title or a sheet's name tells; None for none, for several, and for one of no year."""
    found = _quarters(normalised(text[:LONGEST]), titles.find_year(text) or year)
    its_year, number = found.pop() if len(found) == 1 else (None, 0)
    return Quarter(its_year, number) if its_year and FIRST_YEAR <= its_year <= LAST_YEAR else None


def _quarters(text: str, year: int | None) -> set[tuple[int | None, int]]:
    """Year and number of each that is named; 第一季度（1-3月） is one."""
    mentions = [match for match in _MENTION.finditer(text) if _number(match)]
    years = {int(match["year"]) for match in mentions if match["year"]}
    its_year = years.pop() if len(years) == 1 else year
    found = {(int(match["year"]) if match["year"] else its_year, _number(match)) for match in mentions}
    return found | {(its_year, 0)} if _SEVERAL.search(text) else found


def _number(match: re.Match[str]) -> int:
    """0 for months that are no quarter."""
    if told := match["spoken"] or match["letter"]:
        return int(told)
    first, last = int(match["first"]), int(match["last"])
    return _FIRST_MONTHS.get(first, 0) if last == first + 2 else 0
