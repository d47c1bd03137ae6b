"""What a sheet says of a field that no label gives: its title, its name, a line above the table, the folder."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.fields.labels import LabelSearch
from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.values import titles
from pipeline.forms.values.choice import choices_in
from pipeline.forms.values.quarters import find_quarter
from pipeline.forms.values.reading import Misread
from pipeline.forms.words import word
from pipeline.mapping.form import FieldOf
from pipeline.mapping.vocabulary import Type
from pipeline.model.record import Origin, Value
from pipeline.model.values import BLANK, Month, Quarter, Scalar

_DATE_AHEAD = re.compile(r"^(?:\d{4}年(?:度)?)?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?")
_BRANCH = r"[^\d，。、：:；]{2,30}?(?:党支部|党总支|支部)"
_BRANCH_AHEAD = re.compile(f"^({_BRANCH})")
_BRANCH_ALONE = re.compile(f"{_BRANCH}(?:委员会)?")
_NO_BRANCH = re.compile(r"^(?:各|本|该|我|全体|关于)|党日|活动|签到|党费|谈话|会议|名册")
_NO_LABEL = re.compile(f".:.|^{_BRANCH}$")
"""单位:元 and a branch say nothing of what stands beside them."""
_MEETING = re.compile(r"会议|会\s*(?:情况)?\s*(?:记录|纪要|登记)|课")
_HEADS_DAY = re.compile("(?:日期|时间|年月|月份|年度|年份)$")
_FINDS: Final[Mapping[Type, Callable[[str, int | None], Scalar | None]]] = {
    Type.MONTH: titles.find_month,
    Type.QUARTER: find_quarter,
    Type.YEAR: lambda words, year: titles.find_year(words),
}
_OUTER = " \u3000\n()（）[]【】〔〕"


class Elsewhere:
    """`lines` are the table's; a line found here joins the cells that the `search` for labels used."""

    def __init__(
        self, title: Cell | None, report: Report, branch: str, lines: Collection[int], search: LabelSearch
    ) -> None:
        self._labels = search.labels
        self.unparted = search.unparted
        self._grid = report.grid
        self.title = title
        self._report = report
        self._branch = branch
        self._lines = lines
        self._used = search.used

    def headings(self) -> Iterator[tuple[str, Cell | None]]:
        """The title, without the days of something else, and the sheet's name, which is nowhere in the sheet."""
        if self.title and not self._grid.is_hidden(self.title):
            yield titles.without_dates_of_others(self._grid.text(self.title), self._labels), self.title
        yield self._grid.sheet, None

    def loose(self) -> Iterator[str]:
        """What stands outside the tables and served as neither label nor value."""
        for cell in self._grid.outside(self._lines):
            if cell not in self._used and cell != self.title:
                yield self._grid.text(cell)

    def column_of(self, labels: Iterable[str]) -> Cell | None:
        """A header of a table that is a field's label."""
        cells = (cell for label in labels for cell in self._grid.places().get(word(label), ()))
        return min((cell for cell in cells if cell[0] in self._lines), default=None)

    def year(self) -> int | None:
        """The year of the first heading that names one."""
        return next((year for words, _ in self.headings() if (year := titles.find_year(words))), None)

    def value(self, entry: FieldOf, year: int | None) -> Value | None:
        """The headings, a lone line above the table, the folder, or the declared default; `year` is the sheet's."""
        if entry.in_title:
            for words, cell in self.headings():
                read = _in_words(words, entry, year)
                if read is not None:
                    return Value(read, words, self._report.origin(cell))
            if lone := self._lone(entry, year):
                return lone
        if entry.type is Type.BRANCH and self._branch:
            return Value(self._branch, self._branch, Origin(self._report.file))
        if entry.default is not None and not (entry.in_title and self.other_meeting()):
            default = read_cell(entry.default, entry, Surroundings())
            return None if isinstance(default, Misread) else Value(default, "", Origin(self._report.file))
        return None

    def other_meeting(self) -> str:
        """The title of a meeting's minutes or of a lesson whose kind it does not tell; empty for any other."""
        told = self._grid.text(self.title) if self.title else ""
        return told if _MEETING.search(told) else ""

    def _lone(self, entry: FieldOf, year: int | None) -> Value | None:
        """What stands by itself above the table, as 2026年1月5日 or （2026年3月） under a title."""
        for cell in self._grid.filled():
            if cell[0] in self._lines:
                return None
            if cell in self._used or cell == self.title or self._grid.is_hidden(cell) or self._is_labelled(cell):
                continue
            read = self._alone(cell, entry, year)
            if read is not None:
                self._used.add(cell)
                return Value(read, self._grid.text(cell), self._report.origin(cell))
        return None

    def _is_labelled(self, cell: Cell) -> bool:
        """What stands left of it, or a head of days above it, says of what it is: 制表日期 | 2026年4月1日."""
        grid = self._grid
        left = next((other for other in reversed(grid.filled_in(cell[0])) if other < cell), None)
        above = grid.head((cell[0] - 1, cell[1]))
        return (left is not None and self._is_free(left) and not _NO_LABEL.search(grid.word(left))) or (
            self._is_free(above) and _HEADS_DAY.search(grid.word(above)) is not None
        )

    def _is_free(self, cell: Cell) -> bool:
        return cell not in self._used and cell != self.title

    def _alone(self, cell: Cell, entry: FieldOf, year: int | None) -> Scalar | None:
        raw = self._grid.raw(cell)
        raw = raw.strip(_OUTER) if isinstance(raw, str) else raw
        if entry.type is Type.BRANCH:
            text = re.sub(r"\s+", "", self._grid.text(cell).strip(_OUTER))
            return text if _BRANCH_ALONE.fullmatch(text) and not _NO_BRANCH.search(text) else None
        if entry.type not in {Type.DATE, Type.MONTH, Type.QUARTER, Type.YEAR}:
            return None
        if isinstance(raw, (int, float)):
            return None
        read = read_cell(raw, entry, Surroundings(year))
        return None if isinstance(read, Misread) or read is BLANK else read


def _in_words(words: str, entry: FieldOf, year: int | None) -> Scalar | None:
    """A time, a branch or choices named in running words; None when there is none, never a guess."""
    if entry.type in _FINDS:
        return _FINDS[entry.type](words, year)
    if entry.type is Type.DATE:
        found = titles.find_dates(words)
        return found[0] if found and not titles.names_several_days(words) else None
    if entry.type is Type.CHOICES:
        return choices_in(words, entry.choices, entry.synonyms) or None
    if entry.type is Type.BRANCH:
        named = _BRANCH_AHEAD.match(_DATE_AHEAD.sub("", re.sub(r"\s+", "", words)))
        return named[1] if named and not _NO_BRANCH.search(named[1]) else None
    return None


def disagrees(words: str, value: Scalar) -> Month | Quarter | int | None:
    """The month or quarter, or of a year's form the year, that a heading names and the value is not of; else None."""
    if isinstance(value, (Month, dt.date)):
        month = titles.find_month(words, value.year)
        own = value if isinstance(value, Month) else Month.of(value)
        return month if month and month != own else None
    if isinstance(value, Quarter):
        quarter = find_quarter(words, value.year)
        return quarter if quarter and quarter != value else None
    year = titles.find_year(words)
    return year if isinstance(value, int) and year and year != value else None
