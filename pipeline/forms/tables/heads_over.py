"""What stands over the heads of columns: 4月 over 应交 | 实交, 本月 or 2026年, or what is no time at all."""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.values.months import month_of_head, read_month
from pipeline.forms.values.titles import find_year
from pipeline.forms.words import word
from pipeline.model.values import Month

_THIS: Final = frozenset({"本月", "当月", "本年", "本年度", "本期", "本次", "今年"})
_OTHER: Final = frozenset({"上月", "下月", "上年", "上年度", "上期", "上次", "去年"})
_YEAR: Final = re.compile(r"\d{4}年?度?")

When = Month | int | None
"""What a sheet is of, a month or a year; None where nothing says so."""


class HeadsOver:
    """Over those of one table, in its header and in the line above it."""

    def __init__(self, table: FoundTable, grid: Grid) -> None:
        self._table = table
        self._grid = grid
        self._rows: dict[int, list[str]] = {}

    def lowest(self, column: int) -> Cell:
        """The head of a column, below the heads that stand over it."""
        rows = range(self._table.first_row - 1, self._table.header, -1)
        levels = (self._grid.head((row, column)) for row in rows)
        return next((cell for cell in levels if not self._grid.is_empty(cell)), (self._table.header, column))

    def over(self, cell: Cell) -> str:
        """In the header; over one of a single line, a time in the line above it."""
        header = self._table.header
        if cell[0] > header:
            return self._heads_in(header)[cell[1]]
        if self._table.height > 1 or header == 0:
            return ""
        told = self._heads_in(header - 1)[cell[1]]
        return told if is_time(told) else ""

    def _heads_in(self, row: int) -> list[str]:
        """What stands over each column; a head that is not merged stands over the empty cells to its right too."""
        if row not in self._rows:
            told: list[str] = []
            for column in range(self._grid.width):
                own = self._grid.text(self._grid.head((row, column))).strip()
                told.append(own or (told[-1] if told else ""))
            self._rows[row] = told
        return self._rows[row]


def is_time(group: str) -> bool:
    told = word(group)
    return told in _THIS or told in _OTHER or bool(month_of_head(group)) or _YEAR.fullmatch(told) is not None


def is_of(group: str, when: When) -> bool:
    """Whether a head names the time that the sheet is of."""
    if word(group) in _THIS:
        return True
    if month_of_head(group):
        return isinstance(when, Month) and read_month(group, when.year) == when
    year = when.year if isinstance(when, Month) else when
    return is_time(group) and year is not None and find_year(group) == year
