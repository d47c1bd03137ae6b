"""The rows of one block of a table: which of its lines are entries, and each of their cells read by its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Final, cast

from pipeline.forms.cells import Surroundings
from pipeline.forms.grid import Cell, letters
from pipeline.forms.hidden import tell_hidden_rows
from pipeline.forms.report import Report
from pipeline.forms.tables.columns import Ditto, Read, read_column
from pipeline.forms.tables.excuses import settle_mark
from pipeline.forms.tables.notes import settle_note
from pipeline.forms.tables.shared import amounts_from_above, tell_shared_amounts
from pipeline.forms.tables.spread_marks import SpreadMark
from pipeline.forms.tables.tables import FoundTable
from pipeline.forms.values import text
from pipeline.forms.values.marks import says_observing
from pipeline.forms.values.reading import UNCALCULATED, Misread
from pipeline.mapping.form import Column, Entry, Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK, Blank, Scalar

_MAY_BE_NONE: Final = {Role.PHOTO, Role.COMMITTEE, Role.GROUP}
_Column = tuple[str, Entry, int, str]
"""A column of the mapping that the sheet has: its name there, and its place and letter here."""
_Odd = tuple[str, Entry, Read]
"""A cell that needs a closer look: its column's name and entry, and what it reads as."""
_ODD: Final = frozenset({Misread, Ditto})
"""What a cell may read as that is no value yet."""
_ODD_OR_BLANK: Final = _ODD | {Blank}


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
        self._contents = [(entry, at) for name, at in columns.items() if _is_content(entry := mapping.columns[name])]
        self._columns = [
            (name, entry, columns[name], letters(columns[name]))
            for name, entry in mapping.columns.items()
            if name in columns and not (self._marks and name == mark)
        ]
        self._is_of_people = mapping.columns[mapping.anchor].type is Type.MEMBER
        self._is_merged = any(map(self._grid.has_merged, table.rows))
        self._nothing = Value(BLANK, "", report.origin(None))

    def rows(self) -> list[Row]:
        """From top to bottom; what is wrong with a line is said."""
        grid, anchor = self._grid, self._mapping.anchor
        lines = [line for line in self._table.rows if self._is_entry(line)]
        named = [self._cell(anchor, line) for line in lines]
        people = [grid.texts[row][column] for row, column in named]
        numbers = [str(line + 1) for line in lines]
        odd: dict[int, list[_Odd]] = {}
        held = dict.fromkeys(self._mapping.columns, [self._nothing] * len(lines))
        for column in self._columns:
            held[column[0]] = self._read(column, lines, numbers, people, odd)
        rows: list[Row] = []
        above: dict[str, Value] = {}
        hidden: list[Cell] = []
        shared: set[Cell] = set()
        for line, cell, values in zip(lines, named, zip(*held.values(), strict=True), strict=True):
            if self._is_merged and grid.has_merged(line):
                cells = {name: self._cell(name, line) for name in self._block}
                shared |= amounts_from_above(self._mapping, cells, line, grid)
            if line in grid.facts.hidden_rows:
                hidden.append(cell)
            elif text.is_blank(grid.rows[cell[0]][cell[1]]):
                self._report.stop(cell, "row-without-anchor", f"这一行没有填{anchor}", "请补填，或删去整行")
            else:
                row = dict(zip(held, values, strict=True))
                for each in odd.get(line, ()):
                    self._settle_odd(row, each, line, above)
                self._settle(row, line, cell)
                rows.append(row)
                above = row
        tell_shared_amounts(shared, self._report)
        tell_hidden_rows(hidden, self._report)
        return rows

    def _read(
        self,
        column: _Column,
        lines: Sequence[int],
        numbers: Sequence[str],
        people: Sequence[str],
        odd: dict[int, list[_Odd]],
    ) -> list[Value]:
        """The column's values; what is no value yet goes to `odd`, by its line. `numbers` are the lines as told."""
        name, entry, at, letter = column
        rows, texts, tops = self._grid.rows, self._grid.texts, lines
        if self._is_merged:
            tops = [self._top(at, line) for line in lines]
            numbers = [str(top + 1) for top in tops]
        reads = read_column(entry, [rows[top][at] for top in tops], people, self._around)
        if not (_ODD if entry.optional else _ODD_OR_BLANK).isdisjoint(map(type, reads)):
            for line, read in zip(lines, reads, strict=True):
                if isinstance(read, Misread | Ditto) or (read is BLANK and not entry.optional):
                    odd.setdefault(line, []).append((name, entry, read))
        cells = [letter + number for number in numbers]
        told = [texts[top][at] for top in tops]
        return list(map(Value, cast("list[Scalar]", reads), told, repeat(self._report.origin(None)), cells))

    def _is_entry(self, line: int) -> bool:
        """Something stands in the line itself, beyond its number, what is merged down into it, and idle formulas.

        无 in place of a photo's name, a committee's or a group's, says that there is none.
        """
        for entry, at in self._contents:
            top = self._top(at, line) if self._is_merged else line
            raw = self._grid.rows[top][at]
            if entry.anchor and entry.role in _MAY_BE_NONE and text.is_blank_mark(raw):
                return False
            if top == line and not text.is_blank(raw) and (entry.anchor or raw != UNCALCULATED):
                return True
        return False

    def _cell(self, name: str, line: int) -> Cell:
        column = self._block[name]
        return self._top(column, line), column

    def _top(self, column: int, line: int) -> int:
        """A cell merged downwards (党小组) holds for each of its rows."""
        if not self._is_merged:
            return line
        row, head = self._grid.head((line, column))
        return row if row >= self._table.first_row and head == column else line

    def _settle_odd(self, row: dict[str, Value], odd: _Odd, line: int, above: Mapping[str, Value]) -> None:
        """Puts in what stands for a cell without a value of its own, or takes the cell out; says what is wrong."""
        name, entry, read = odd
        if not isinstance(read, Misread | Ditto):
            self._tell_empty(name, entry, self._cell(name, line))
        elif (stands := self._instead(name, entry, line, read, above)) is not None:
            row[name] = Value(stands, row[name].written, row[name].origin)
        else:
            del row[name]

    def _instead(
        self, name: str, entry: Entry, line: int, read: Ditto | Misread, above: Mapping[str, Value]
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
        if self._is_of_people:
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
