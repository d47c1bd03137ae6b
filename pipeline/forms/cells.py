"""One raw cell and its entry in the mapping -> a typed value, or what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.forms.values import choice, dates, marks, money, months, names, quarters, text, times
from pipeline.forms.values.date_parts import SERIALS
from pipeline.forms.values.reading import Misread, Raw, formula_fault, written
from pipeline.forms.values.ticks import ticked, ticked_alone
from pipeline.forms.words import word
from pipeline.mapping.form import Entry
from pipeline.mapping.vocabulary import Type
from pipeline.model.values import BLANK, Attendance, Blank, Scalar


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the sheet says of a cell: the year of its head, the name in its row, what its marks mean."""

    year: int | None = None
    day: dt.date | None = None
    """What the sheet is of; of a month, its middle. A day that names no year is not far from it."""
    name: str = ""
    legend: Mapping[str, Attendance] = field(default_factory=dict)
    excuses: Mapping[str, str] = field(default_factory=dict)
    """The reasons that signs of the legend give: △出差."""
    is_1904: bool = False

    def in_1900(self, raw: Raw, entry: Entry) -> Raw:
        """A bare serial number as the 1900 system counts it, which is what the readers know."""
        if entry.type not in _DATED or not isinstance(raw, float):
            return raw
        days = raw + _DAYS_TO_1904
        return days if SERIALS.start <= days < SERIALS.stop else raw


_TICKABLE: Final = {Type.YES_NO, Type.CHOICE, Type.CHOICES}
"""Types whose answers a form may print ready to be ticked."""

_DATED: Final = {Type.DATE, Type.DATE_OR_TEXT, Type.BIRTH, Type.MONTH}
_DAYS_TO_1904: Final = 1462
"""From the epoch of the 1900 system to that of the 1904 system."""

_ANSWERS: Final = {Type.YES_NO, Type.TEXT}
"""Types in which 无 says something."""

_HALF_A_YEAR: Final = dt.timedelta(days=183)

Read = Callable[[Raw, Entry, Surroundings], Scalar | Misread]

_MOST_COUNTED: Final = 999_999
_COUNT = re.compile(r"^(\d{1,6})(?:人|名|位|个|号|张|票|份)?$")


def read_cell(raw: Raw, entry: Entry, around: Surroundings) -> Scalar | Misread:
    """BLANK for an empty cell, and for a word of emptiness (无) where a date, an amount or a name may be missing.

    In a text 无 is an answer, and is printed as such: who was asked and had nothing to say is not who was not asked.
    """
    if isinstance(raw, str) and (fault := formula_fault(raw)):
        return fault
    if around.is_1904:
        raw = around.in_1900(raw, entry)
    if entry.type is Type.MARK:
        return _mark(raw, entry, around)
    if raw is None:
        return BLANK
    if isinstance(raw, str):
        if text.is_blank(raw) or (entry.optional and entry.type not in _ANSWERS and text.is_blank_mark(raw)):
            return BLANK
        if entry.type in _TICKABLE:
            raw = _ticked(raw, entry, around)
    return _READERS[entry.type](raw, entry, around)


def _ticked(raw: str, entry: Entry, around: Surroundings) -> str:
    """What is ticked of answers printed ready; the cell as it is where it holds none of these."""
    told = written(raw)
    if (answers := ticked(told)) is not None:
        return "、".join(answers)
    if (alone := ticked_alone(told)) is not None:
        read = _READERS[entry.type]
        if not any(isinstance(read(other, entry, around), Misread) for other in alone[1]):
            return alone[0]
    return raw


def _text(raw: Raw, entry: Entry, around: Surroundings) -> str | Blank | Misread:
    return text.read_text(raw)


def _date(raw: Raw, entry: Entry, around: Surroundings) -> Scalar | Misread:
    """1.5 on a sheet of December may be the January before or behind: neither is guessed."""
    read = dates.read_date(raw, around.year)
    if around.day is None or isinstance(read, Misread) or abs(read - around.day) <= _HALF_A_YEAR:
        return read
    if not isinstance(dates.read_date(raw), Misread):
        return read
    return dates.either_year(read, 1 if read < around.day else -1, raw)


def _date_or_text(raw: Raw, entry: Entry, around: Surroundings) -> Scalar | Misread:
    read = _date(raw, entry, around)
    return text.read_text(raw) if isinstance(read, Misread) else read


def _branch(raw: Raw, entry: Entry, around: Surroundings) -> str | Misread:
    read = text.read_text(raw)
    return read if isinstance(read, Misread) else re.sub(r"\s+", "", str(read))


def _member(raw: Raw, entry: Entry, around: Surroundings) -> str | Misread:
    read = names.read_name(raw)
    return read if isinstance(read, Misread) else read.name


def read_count(raw: Raw) -> int | Misread:
    if isinstance(raw, float) and raw.is_integer() and 0 <= raw <= _MOST_COUNTED:
        return int(raw)
    match = _COUNT.match(word(written(raw)))
    if match:
        return int(match[1])
    return Misread("count-unreadable", f"“{written(raw)}”不是人数或序号", "请填整数，例如 17")


def _choice(raw: Raw, entry: Entry, around: Surroundings) -> str | Misread:
    return choice.read_choice(raw, entry.choices, entry.synonyms)


def _choices(raw: Raw, entry: Entry, around: Surroundings) -> tuple[str, ...] | Misread:
    return choice.read_choices(raw, entry.choices, entry.synonyms)


def _mark(raw: Raw, entry: Entry, around: Surroundings) -> Scalar | Misread:
    """A legend may give even a stroke or an empty cell a meaning, so it is asked first."""
    read = marks.read_mark(raw, {**entry.legend, **around.legend}, own_name=around.name)
    return BLANK if isinstance(read, Misread) and read.code == "mark-missing" else read


_READERS: Final[dict[Type, Read]] = {
    Type.TEXT: _text,
    Type.BRANCH: _branch,
    Type.MEMBER: _member,
    Type.PEOPLE: lambda raw, entry, around: names.read_names(raw),
    Type.DATE: _date,
    Type.DATE_OR_TEXT: _date_or_text,
    Type.BIRTH: lambda raw, entry, around: dates.read_partial_date(raw),
    Type.MONTH: lambda raw, entry, around: months.read_month(raw, around.year),
    Type.QUARTER: lambda raw, entry, around: quarters.read_quarter(raw, around.year),
    Type.YEAR: lambda raw, entry, around: months.read_year(raw),
    Type.TIME: lambda raw, entry, around: times.read_time(raw),
    Type.MONEY: lambda raw, entry, around: money.read_money(raw),
    Type.RATE: lambda raw, entry, around: money.read_rate(raw),
    Type.COUNT: lambda raw, entry, around: read_count(raw),
    Type.CHOICE: _choice,
    Type.CHOICES: _choices,
    Type.YES_NO: lambda raw, entry, around: choice.read_yes_no(raw),
}
