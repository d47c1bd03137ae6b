"""What a sheet says of a field that no label gives: its title, its name, a line above the table, the folder."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.values import titles
from pipeline.forms.values.reading import Misread
from pipeline.mapping.form import FieldOf, Type
from pipeline.model.record import Origin, Value
from pipeline.model.values import BLANK, Month, Scalar

_DATE_AHEAD = re.compile(r"^(?:\d{4}年(?:度)?)?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?")
_BRANCH = r"[^\d，。、：:；]{2,30}?(?:党支部|党总支|支部)"
_BRANCH_AHEAD = re.compile(f"^({_BRANCH})")
_BRANCH_ALONE = re.compile(f"{_BRANCH}(?:委员会)?")
_NO_BRANCH = re.compile(r"^(?:各|本|该|我|全体|关于)|党日|活动|签到|党费|谈话|会议|名册")
_OUTER = " \u3000\n()（）[]【】〔〕"


class Elsewhere:
    """`taken` are the table's cells, `used` those of the labels and their values; a line found here joins them."""

    def __init__(self, title: Cell | None, report: Report, branch: str, taken: set[Cell], used: set[Cell]) -> None:
        self._grid = report.grid
        self.title = title
        self._report = report
        self._branch = branch
        self._taken = taken
        self._used = used

    def headings(self) -> Iterator[tuple[str, Cell | None]]:
        """The title and the sheet's name, which is nowhere in the sheet."""
        if self.title and not self._grid.is_hidden(self.title):
            yield self._grid.text(self.title), self.title
        yield self._grid.sheet, None

    def loose(self) -> Iterator[str]:
        """What stands outside the tables and served as neither label nor value."""
        for cell in self._grid.filled():
            if cell not in self._taken and cell not in self._used and cell != self.title:
                yield self._grid.text(cell)

    def year(self) -> int | None:
        """The year of the first heading that names one."""
        return next((year for words, _ in self.headings() if (year := titles.find_year(words))), None)

    def value(self, entry: FieldOf) -> Value | None:
        """The headings, a lone line above the table, the folder, or the declared default."""
        if entry.in_title:
            for words, cell in self.headings():
                read = _in_words(words, entry, self.year())
                if read is not None:
                    return Value(read, words, self._report.origin(cell))
            if lone := self._lone(entry):
                return lone
        if entry.type is Type.BRANCH and self._branch:
            return Value(self._branch, self._branch, Origin(self._report.file))
        if entry.default is not None:
            default = read_cell(entry.default, entry, Surroundings())
            return None if isinstance(default, Misread) else Value(default, "", Origin(self._report.file))
        return None

    def _lone(self, entry: FieldOf) -> Value | None:
        """What stands by itself above the table, as 2026年1月5日 or （2026年3月） under a title."""
        for cell in self._grid.filled():
            if cell in self._taken:
                return None
            if cell in self._used or cell == self.title or self._grid.is_hidden(cell):
                continue
            read = self._alone(cell, entry)
            if read is not None:
                self._used.add(cell)
                return Value(read, self._grid.text(cell), self._report.origin(cell))
        return None

    def _alone(self, cell: Cell, entry: FieldOf) -> Scalar | None:
        raw = self._grid.raw(cell)
        raw = raw.strip(_OUTER) if isinstance(raw, str) else raw
        if entry.type is Type.BRANCH:
            text = re.sub(r"\s+", "", self._grid.text(cell).strip(_OUTER))
            return text if _BRANCH_ALONE.fullmatch(text) and not _NO_BRANCH.search(text) else None
        if entry.type not in {Type.DATE, Type.MONTH, Type.YEAR}:
            return None
        if isinstance(raw, (int, float)):
            return None
        read = read_cell(raw, entry, Surroundings(self.year()))
        return None if isinstance(read, Misread) or read is BLANK else read


def _in_words(words: str, entry: FieldOf, year: int | None) -> Scalar | None:
    """A month, year, date or branch named in running words; None when there is none, never a guess."""
    if entry.type is Type.MONTH:
        return titles.find_month(words, year)
    if entry.type is Type.YEAR:
        return titles.find_year(words)
    if entry.type is Type.DATE:
        found = titles.find_dates(words)
        return found[0] if found else None
    if entry.type is Type.BRANCH:
        named = _BRANCH_AHEAD.match(_DATE_AHEAD.sub("", re.sub(r"\s+", "", words)))
        return named[1] if named and not _NO_BRANCH.search(named[1]) else None
    return None


def disagrees(words: str, value: Scalar) -> Month | int | None:
    """The month, or of a year's form the year, that a heading names and the value is not of; None for none."""
    if isinstance(value, (Month, dt.date)):
        month = titles.find_month(words, value.year)
        own = value if isinstance(value, Month) else Month.of(value)
        return month if month and month != own else None
    year = titles.find_year(words)
    return year if isinstance(value, int) and year and year != value else None
