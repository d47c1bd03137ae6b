"""The rows of one block of a table: which of its lines are entries, and each of their cells read by its column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Final, NamedTuple, cast

from pipeline.forms.cells import Surroundings
from pipeline.forms.grid import Cell, letters
from pipeline.forms.hidden import tell_hidden_rows
from pipeline.forms.report import Report
from pipeline.forms.tables.columns import Ditto, Read, read_column
from pipeline.forms.tables.excuses import settle_excuse, settle_mark
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.line_words import is_closed
from pipeline.forms.tables.notes import settle_note
from pipeline.forms.tables.shared import amounts_from_above, tell_shared_amounts
from pipeline.forms.tables.spread_marks import SpreadMark
from pipeline.forms.values import text
from pipeline.forms.values.marks import says_observing
from pipeline.forms.values.months import month_of_head
from pipeline.forms.values.reading import UNCALCULATED, Misread, Raw
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


class _Lines(NamedTuple):
    """Lines of the sheet: their cells, the texts of these, and the lines' numbers as the person sees them."""

    rows: list[list[Raw]]
    texts: list[list[str]]
    numbers: list[str]


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
        self._is_merged = any(map(self._grid.has_merged, table.rows))
        self._nothing = Value(BLANK, "", report.origin(None))
        self._hidden: list[Cell] = []
        self._shared: set[Cell] = set()

    def rows(self) -> list[Row]:
        """From top to bottom; what is wrong with a line is said."""
        lines = [line for line in self._table.rows if self._is_entry(line)]
        whole = self._lines(lines)
        named = self._block[self._mapping.anchor]
        people = [texts[named] for texts in self._lines_of(named, lines, whole).texts]
        odd: dict[int, list[_Odd]] = {}
        held = dict.fromkeys(self._mapping.columns, [self._nothing] * len(lines))
        for column in self._columns:
            held[column[0]] = self._read(column, lines, whole, people, odd)
        closer = odd.keys() | self._to_settle(lines, held)
        rows: list[Row] = []
        for line, values in zip(lines, zip(*held.values(), strict=True), strict=True):
            row = dict(zip(held, values, strict=True))
            if line not in closer or self._settle(row, line, odd.get(line, ()), rows[-1] if rows else {}):
                rows.append(row)
        tell_shared_amounts(self._shared, self._report)
        tell_hidden_rows(self._hidden, self._report)
        return rows

    def _lines(self, lines: Iterable[int]) -> _Lines:
        grid = self._grid
        return _Lines(
            [grid.rows[line] for line in lines],
            [grid.texts[line] for line in lines],
            [str(line + 1) for line in lines],
        )

    def _lines_of(self, column: int, lines: Sequence[int], whole: _Lines) -> _Lines:
        """Where the column's cells stand that hold for the lines: above them where they are merged."""
        return self._lines([self._top(column, line) for line in lines]) if self._is_merged else whole

    def _read(
        self, column: _Column, lines: Sequence[int], whole: _Lines, people: Sequence[str], odd: dict[int, list[_Odd]]
    ) -> list[Value]:
        """The column's values; what is no value yet goes to `odd`, by its line."""
        name, entry, at, letter = column
        there = self._lines_of(at, lines, whole)
        pick = itemgetter(at)
        reads = read_column(entry, list(map(pick, there.rows)), people, self._around)
        if not (_ODD if entry.optional else _ODD_OR_BLANK).isdisjoint(map(type, reads)):
            for line, read in zip(lines, reads, strict=True):
                if isinstance(read, Misread | Ditto) or (read is BLANK and not entry.optional):
                    odd.setdefault(line, []).append((name, entry, read))
        told, cells = map(pick, there.texts), map(letter.__add__, there.numbers)
        return list(map(Value, cast("list[Scalar]", reads), told, repeat(self._report.origin(None)), cells))

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

    def _settle(self, row: dict[str, Value], line: int, odd: Iterable[_Odd], above: Mapping[str, Value]) -> bool:
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
            self._settle_odd(row, each, line, above)
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
