"""Where the tables of a sheet stand, and which lines belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.headers import Header
from pipeline.forms.tables.line_words import closed_lines
from pipeline.forms.tables.lines import Line, Lines
from pipeline.mapping.form import FormMapping

_ENDS: Final = {Line.TOTAL, Line.END, Line.FOOT, Line.CLOSED}


def find_tables(grid: Grid, form: FormMapping, found_headers: Mapping[str, Header]) -> dict[str, FoundTable]:
    """Each table of the form that has a header row on the sheet, with its rows."""
    found = {
        name: FoundTable(name, header.row, header.height, header.blocks, header.spread, header.strangers)
        for name, header in found_headers.items()
    }
    headers = {table.header: table.name for table in found.values()}
    closed = closed_lines(grid) if found else frozenset[int]()
    for table in found.values():
        table.closed = closed
        _Walk(grid, form, table, headers).run()
    return found


class _Walk:
    """Collects a table's rows down to the total, a note, a signature line, the next heading or the next header.

    Where the header is printed again further down, what ended a page does not end the table.
    """

    def __init__(self, grid: Grid, form: FormMapping, table: FoundTable, headers: Mapping[int, str]) -> None:
        self._grid = grid
        self._table = table
        self._lines = Lines(grid, form, table, headers)
        self._stop = self._lines.stop

    def run(self) -> None:
        row = self._table.first_row
        heading: Cell | None = None
        while row < self._stop:
            kind = self._lines.kind(row)
            if kind is Line.ENTRY or (kind is Line.FOOT and self._entry_follows(row)):
                self._table.rows.append(row)
                if heading:
                    self._table.groups[row] = heading
            elif kind is Line.PRINT or (kind is Line.CLOSED and self._entry_follows(row)):
                self._table.printed.append(row)
            elif kind in _ENDS or (kind is Line.HEADING and not self._entry_follows(row)):
                again = self._header_again(row)
                if kind is Line.TOTAL:
                    self._take_total(row, is_last=again is None)
                if again is None:
                    return
                row = again
                continue
            elif kind is Line.HEADING:
                heading = self._grid.filled_in(row)[0]
            row += 1

    def _take_total(self, row: int, *, is_last: bool) -> None:
        if is_last:
            self._table.totals = row
        else:
            self._table.printed.append(row)

    def _header_again(self, row: int) -> int | None:
        return next((line for line in range(row + 1, self._stop) if self._lines.repeats(line)), None)

    def _entry_follows(self, row: int) -> bool:
        """The next line that is not blank is an entry with its anchor and something beside it."""
        for line in range(row + 1, self._stop):
            kind = self._lines.kind(line)
            if kind is not Line.BLANK:
                filled = {cell[1] for cell in self._grid.filled_in(line)}
                return kind is Line.ENTRY and len(filled) > 1 and bool(filled & self._lines.anchors)
        return False
