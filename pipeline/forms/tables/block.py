"""The rows of one block of a table: which of its lines are entries, and each of their cells read by its column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final, NamedTuple, cast

from pipeline.forms.cells import Surroundings
from pipeline.forms.grid import Cell, letters
from pipeline.forms.hidden import tell_hidden_rows
from pipeline.forms.report import Report
from pipeline.forms.tables.columns import read_column
from pipeline.forms.tables.excuses import settle_excuse, settle_mark
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.line_words import is_closed
from pipeline.forms.tables.notes import settle_note
from pipeline.forms.tables.odd_cells import Odd, odd_among, settle_odd
from pipeline.forms.tables.shared import amounts_from_above, tell_shared_amounts
from pipeline.forms.tables.spread_marks import SpreadMark
from pipeline.forms.values import text
from pipeline.forms.values.months import month_of_head
from pipeline.forms.values.reading import UNCALCULATED, Raw
from pipeline.mapping.form import Column, Entry, Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK, Scalar

_MAY_BE_NONE: Final = {Role.PHOTO, Role.COMMITTEE, Role.GROUP}
_Column = tuple[str, Entry, int, str]
"""A column of the mapping that the sheet has: its name there, and its place and letter here."""


class _Cells(NamedTuple):
    """Those of one column from top to bottom, with their texts, and their lines' numbers as the person sees them."""

    raws: Sequence[Raw]
    texts: Sequence[str]
    numbers: Sequence[str]


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
        self._printed = columns[mapping.anchor] if _may_be_printed(mapping, table) else None
        self._contents = [
            (at, entry.anchor, entry.anchor and entry.role in _MAY_BE_NONE)
            for name, at in columns.items()
            if _is_content(entry := mapping.columns[name]) and at != self._printed
        ]
        self._columns = [
            (name, entry, columns[name], letters(columns[name]))
            for name, entry in mapping.columns.items()
            if name in columns and not (self._marks and name == mark)
        ]
        self._is_of_people = mapping.columns[mapping.anchor].type is Type.MEMBER
        self._is_merged = self._grid.has_merged(*table.rows)
        self._sheet = report.origin(None)
        self._hidden: list[Cell] = []
        self._shared: set[Cell] = set()

    def rows(self) -> list[Row]:
        """From top to bottom; what is wrong with a line is said."""
        lines = [line for line in self._table.rows if self._is_entry(line)]
        columns = self._columns_of(lines)
        people = columns[self._block[self._mapping.anchor]].texts
        odd: dict[int, list[Odd]] = {}
        held = dict.fromkeys(self._mapping.columns, [Value(BLANK, "", self._sheet)] * len(lines))
        for column in self._columns:
            held[column[0]] = self._read(column, lines, columns[column[2]], people, odd)
        closer = odd.keys() | self._to_settle(lines, held)
        rows: list[Row] = []
        for line, row in zip(lines, _each_row(held), strict=True):
            if line not in closer or self._settle(row, line, odd.get(line, ()), rows[-1] if rows else {}):
                rows.append(row)
        tell_shared_amounts(self._shared, self._report)
        tell_hidden_rows(self._hidden, self._report)
        return rows

    def _columns_of(self, lines: Sequence[int]) -> Mapping[int, _Cells]:
        """By its place, of each column the cells that hold for the lines: above them where they are merged."""
        rows, texts, wanted = self._grid.rows, self._grid.texts, self._block.values()
        if self._is_merged or not lines:
            above = {at: [self._top(at, line) for line in lines] for at in wanted}
            return {
                at: _Cells([rows[top][at] for top in tops], [texts[top][at] for top in tops], _numbers(tops))
                for at, tops in above.items()
            }
        raws = list(zip(*[rows[line] for line in lines], strict=True))
        told = list(zip(*[texts[line] for line in lines], strict=True))
        numbers = _numbers(lines)
        return {at: _Cells(raws[at], told[at], numbers) for at in wanted}

    def _read(
        self, column: _Column, lines: Sequence[int], cells: _Cells, people: Sequence[str], odd: dict[int, list[Odd]]
    ) -> list[Value]:
        """The column's values; what is no value yet goes to `odd`, by its line."""
        name, entry, _, letter = column
        reads = read_column(entry, cells.raws, people, self._around)
        for place in odd_among(entry, reads):
            odd.setdefault(lines[place], []).append((name, entry, reads[place]))
        at = [letter + number for number in cells.numbers]
        return list(map(Value, cast("list[Scalar]", reads), cells.texts, repeat(self._sheet), at))

    def _is_entry(self, line: int) -> bool:
        """Something stands in the line itself, beyond its number, what is merged down into it, and idle formulas.

        无 in place of a photo's name, a committee's or a group's, says that there is none.
        """
        if line in self._table.closed and is_closed(self._grid.word((line, self._block[self._mapping.anchor]))):
            return False
        for at, is_anchor, may_be_none in self._contents:
            top = self._top(at, line) if self._is_merged else line
            raw = self._grid.rows[top][at]
            if may_be_none and text.is_blank_mark(raw):
                return False
            if top == line and not text.is_blank(raw) and (is_anchor or raw != UNCALCULATED):
                return True
        if self._printed is None or self._top(self._printed, line) != line:
            return False
        told = self._grid.texts[line][self._printed]
        return not (text.is_blank(told) or month_of_head(told) or month_of_head(f"{told}月"))

    def _to_settle(self, lines: Sequence[int], held: Mapping[str, Sequence[Value]]) -> Iterable[int]:
        """The lines of which more may be to say than what their cells read as: where nothing is merged, hidden or
        marked, those whose name is not what is written, or is not there.
        """
        if self._is_merged or self._mark or self._grid.facts.hidden_rows:
            return lines
        names = held[self._mapping.anchor]
        return (line for line, name in zip(lines, names, strict=True) if name.value != name.written)

    def _settle(self, row: dict[str, Value], line: int, odd: Iterable[Odd], above: Mapping[str, Value]) -> bool:
        """Whether the line is a row; puts in what its cells say together, and says what is wrong."""
        grid, cell = self._grid, self._cell(self._mapping.anchor, line)
        if self._is_merged and grid.has_merged(line):
            cells = {name: self._cell(name, line) for name in self._block}
            self._shared |= amounts_from_above(self._mapping, cells, line, grid)
        if line in grid.facts.hidden_rows:
            self._hidden.append(cell)
            return False
        if text.is_blank(grid.rows[cell[0]][cell[1]]):
            anchor = self._mapping.anchor
            self._report.stop(cell, "row-without-anchor", f"这一行没有填{anchor}", "请补填，或删去整行")
            return False
        for each in odd:
            settle_odd(row, each, self._cell(each[0], line), above, self._report)
        self._settle_beside(row, line, cell)
        return True

    def _cell(self, name: str, line: int) -> Cell:
        column = self._block[name]
        return self._top(column, line), column

    def _top(self, column: int, line: int) -> int:
        """A cell merged downwards (党小组) holds for each of its rows."""
        if not self._is_merged:
            return line
        row, head = self._grid.head((line, column))
        return row if row >= self._table.first_row and head == column else line

    def _settle_beside(self, row: dict[str, Value], line: int, named: Cell) -> None:
        """What the cells of a row say of one another: a note behind the name, a mark beside its reason."""
        mapping, report = self._mapping, self._report
        if self._is_of_people:
            settle_note(mapping, row, named, report)
        if self._marks:
            self._marks.fill_in(row, line, self._grid.text(named))
        if self._mark:
            cells = {name: self._cell(name, line) for name in (self._mark, mapping.anchor) if name in self._block}
            settle_mark(mapping, row, cells, self._group(line), report)
            settle_excuse(mapping, row, self._around.excuses)

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


def _may_be_printed(mapping: Table, table: FoundTable) -> bool:
    """The months of a plan may stand there before it is filled in: by themselves they make no entry."""
    are_months = mapping.columns[mapping.anchor].type is Type.MONTH and len(table.blocks) == 1
    return are_months and any(not (entry.optional or entry.anchor) for entry in mapping.columns.values())


def _each_row(columns: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    """The columns' values by the columns' names, row by row."""
    return map(dict, map(zip, repeat(columns), zip(*columns.values(), strict=True)))


def _numbers(lines: Iterable[int]) -> list[str]:
    """Of the lines as the person sees them."""
    return [str(line + 1) for line in lines]
