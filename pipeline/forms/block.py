"""The rows of one block of a table: which of its lines are entries, and each of their cells read by its column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.forms.cells import Surroundings
from pipeline.forms.columns import DITTO, Ditto, Read, read_column
from pipeline.forms.excuses import settle_mark
from pipeline.forms.grid import Cell, letters
from pipeline.forms.hidden import tell_hidden_rows
from pipeline.forms.notes import settle_note
from pipeline.forms.report import Report
from pipeline.forms.shared import amounts_from_above, tell_shared_amounts
from pipeline.forms.spread_marks import SpreadMark
from pipeline.forms.tables import FoundTable
from pipeline.forms.values import text
from pipeline.forms.values.marks import says_observing
from pipeline.forms.values.reading import UNCALCULATED, Misread
from pipeline.mapping.form import Column, Entry, Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Origin, Row, Value
from pipeline.model.values import BLANK, Scalar

_MAY_BE_NONE: Final = {Role.PHOTO, Role.COMMITTEE, Role.GROUP}
_Column = tuple[str, Entry, int, str]
"""A column of the mapping that the sheet has: its name there, and its place and letter here."""


class BlockReader:
    """`block` counts the table's blocks from 0, from left to right."""

    def __init__(self, mapping: Table, table: FoundTable, block: int, around: Surroundings, report: Report) -> None:
        self._mapping = mapping
        self._table = table
        self._block = columns = table.blocks[block]
        spread = table.spread[block]
        self._around = around
        self._report = report
        self._grid = report.grid
        self._mark = mark = mapping.by_role(Role.MARK)
        self._marks = SpreadMark(mapping, mark, spread, around, report) if mark and spread else None
        self._contents = [(name, mapping.columns[name]) for name in columns if _is_content(mapping.columns[name])]
        self._columns = [
            (name, entry, columns[name], letters(columns[name]))
            for name, entry in mapping.columns.items()
            if name in columns and not (self._marks and name == mark)
        ]
        self._nothing = dict.fromkeys(mapping.columns, Value(BLANK, "", report.origin(None)))

    def rows(self) -> list[Row]:
        """From top to bottom; what is wrong with a line is said."""
        grid, anchor = self._grid, self._mapping.anchor
        lines = [line for line in self._table.rows if self._is_entry(line)]
        named = [self._cell(anchor, line) for line in lines]
        people = [grid.text(cell) for cell in named]
        reads = zip(*(self._read(column, lines, people) for column in self._columns), strict=True)
        rows: list[Row] = []
        above: dict[str, Value] = {}
        hidden: list[Cell] = []
        shared: set[Cell] = set()
        for line, cell, read in zip(lines, named, reads, strict=True):
            if grid.has_merged(line):
                cells = {name: self._cell(name, line) for name in self._block}
                shared |= amounts_from_above(self._mapping, cells, line, grid)
            if line in grid.facts.hidden_rows:
                hidden.append(cell)
            elif text.is_blank(grid.raw(cell)):
                self._report.stop(cell, "row-without-anchor", f"这一行没有填{anchor}", "请补填，或删去整行")
            else:
                above = self._row(line, read, above)
                self._settle(above, line, cell)
                rows.append(above)
        tell_shared_amounts(shared, self._report)
        tell_hidden_rows(hidden, self._report)
        return rows

    def _read(self, column: _Column, lines: Sequence[int], people: Sequence[str]) -> list[Read]:
        name, entry, at, _ = column
        rows, is_merged = self._grid.rows, self._grid.has_merged
        raws = [rows[self._cell(name, line)[0] if is_merged(line) else line][at] for line in lines]
        return read_column(entry, raws, people, self._around)

    def _is_entry(self, line: int) -> bool:
        """Something stands in the line itself, beyond its number, what is merged down into it, and idle formulas.

        无 in place of a photo's name, a committee's or a group's, says that there is none.
        """
        for name, column in self._contents:
            cell = self._cell(name, line)
            raw = self._grid.raw(cell)
            if column.anchor and column.role in _MAY_BE_NONE and text.is_blank_mark(raw):
                return False
            if cell[0] == line and not text.is_blank(raw) and (column.anchor or raw != UNCALCULATED):
                return True
        return False

    def _cell(self, name: str, line: int) -> Cell:
        """A cell merged downwards (党小组) holds for each of its rows."""
        cell = line, self._block[name]
        if not self._grid.has_merged(line):
            return cell
        head = self._grid.head(cell)
        return head if head[0] >= self._table.first_row and head[1] == cell[1] else cell

    def _row(self, line: int, reads: Iterable[Read], above: dict[str, Value]) -> dict[str, Value]:
        row = self._nothing.copy()
        grid, file, sheet = self._grid, self._report.file, self._grid.sheet
        is_merged = grid.has_merged(line)
        texts, number = grid.texts[line], str(line + 1)
        for (name, entry, at, letter), read in zip(self._columns, reads, strict=True):
            if is_merged:
                top = self._cell(name, line)[0]
                texts, number = grid.texts[top], str(top + 1)
            if read is BLANK:
                if not entry.optional:
                    self._tell_empty(name, entry, self._cell(name, line))
            elif read is DITTO or isinstance(read, Misread):
                if (stands := self._instead(name, entry, line, read, above)) is not None:
                    row[name] = Value(stands, texts[at], Origin(file, sheet, letter + number))
                else:
                    del row[name]
                continue
            row[name] = Value(read, texts[at], Origin(file, sheet, letter + number))
        return row

    def _instead(
        self, name: str, entry: Entry, line: int, read: Ditto | Misread, above: dict[str, Value]
    ) -> Scalar | None:
        """What stands for a cell without a value of its own; None where there is nothing, which has been told."""
        cell = self._cell(name, line)
        if isinstance(read, Misread):
            return None if self._tell_misread(name, entry, cell, read) else BLANK
        if name in above:
            return above[name].value
        # A row above whose own value could not be read has been told already.
        if not above:
            message = f"{name}：“{self._grid.text(cell)}”上面没有可以照抄的一行"
            self._report.stop(cell, "ditto-without-above", message, f"请写出{name}")
        return None

    def _tell_empty(self, name: str, entry: Entry, cell: Cell) -> None:
        hint = f"请填写{name}" + (f"，例如 {entry.example}" if entry.example else "")
        self._report.stop(cell, "cell-empty", f"{name}没有填", hint)

    def _tell_misread(self, name: str, entry: Entry, cell: Cell, read: Misread) -> bool:
        """Whether that stops the sheet; a number that only counts lines may be anything."""
        if not (entry.optional and entry.type is Type.COUNT and entry.role is None):
            self._report.stop(cell, read.code, f"{name}：{read.message}", read.hint)
            return True
        if not says_observing(self._grid.text(cell)):
            self._report.warn(cell, read.code, f"{name}：{read.message}", read.hint)
        return False

    def _settle(self, row: dict[str, Value], line: int, named: Cell) -> None:
        """What the cells of a row say of one another: a note behind the name, a mark beside its reason."""
        mapping, report = self._mapping, self._report
        if mapping.columns[mapping.anchor].type is Type.MEMBER:
            settle_note(mapping, row, named, report)
        if self._marks:
            self._marks.fill_in(row, line, self._grid.text(named))
        if self._mark:
            cells = {name: self._cell(name, line) for name in (self._mark, mapping.anchor) if name in self._block}
            settle_mark(mapping, row, cells, self._group(line), report)

    def _group(self, line: int) -> Value | None:
        """The heading among the rows, such as 列席人员, that the line stands under."""
        cell = self._table.groups.get(line)
        if cell is None:
            return None
        told = self._grid.text(cell)
        return Value(told, told, self._report.origin(cell))


def _is_content(column: Column) -> bool:
    """Its cells make a line an entry; numbers of lines do not."""
    return column.anchor or column.type is not Type.COUNT
