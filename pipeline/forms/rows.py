"""The rows of a sheet's tables, each cell read by its column; what is wrong with header or row is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.forms.cells import DITTO, ColumnRead, Surroundings, column_reader
from pipeline.forms.excuses import settle_mark
from pipeline.forms.grid import Cell, letters
from pipeline.forms.head_faults import tell_headers, tell_table_missing
from pipeline.forms.headers import Block
from pipeline.forms.hidden import tell_hidden_columns, tell_hidden_rows
from pipeline.forms.notes import settle_note
from pipeline.forms.report import Report
from pipeline.forms.shared import amounts_from_above, tell_shared_amounts
from pipeline.forms.spread_marks import SpreadMark
from pipeline.forms.tables import FoundTable
from pipeline.forms.values import text
from pipeline.forms.values.marks import Legend, says_observing
from pipeline.forms.values.reading import UNCALCULATED, Misread
from pipeline.mapping.form import Column, Entry, FormMapping, Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Origin, Row, Value
from pipeline.model.values import BLANK


class _Column(NamedTuple):
    """A column of the mapping, what reads its cells, and its letter; no letter where the sheet has not got it."""

    name: str
    entry: Entry
    read: ColumnRead
    letter: str

    @classmethod
    def of(cls, name: str, entry: Entry, column: int | None, around: Surroundings) -> _Column:
        return cls(name, entry, column_reader(entry, around), "" if column is None else letters(column))


class RowReader:
    """`year` and `day` are the sheet's, for days and months that name none; `legend` what it says of its marks."""

    def __init__(
        self, form: FormMapping, report: Report, year: int | None, day: dt.date | None, legend: Legend
    ) -> None:
        self._grid = report.grid
        self._form = form
        self._report = report
        self._around = Surroundings(year, day, legend=legend, is_1904=report.grid.is_1904)
        self._nothing = Value(BLANK, "", report.origin(None))

    def read(self, name: str, table: FoundTable | None, title: Cell | None) -> tuple[Row, ...]:
        mapping = self._form.tables[name]
        if table is None:
            if not mapping.optional:
                tell_table_missing(name, mapping, title, self._report)
            return ()
        if not tell_headers(name, mapping, table, self._report):
            return ()
        tell_hidden_columns(table, self._report)
        blocks = zip(table.blocks, table.spread, strict=True)
        rows = [row for block, spread in blocks for row in self._block(name, table, block, spread)]
        if not rows and not mapping.optional and not self._report.stopped:
            cell = (table.first_row, table.blocks[0][mapping.anchor])
            self._report.stop(cell, "table-empty", f"“{name}”表中一行也没有填", "请从表头下一行起填写")
        return tuple(rows)

    def _block(self, name: str, table: FoundTable, block: Block, spread: list[Cell]) -> list[Row]:
        mapping, grid = self._form.tables[name], self._grid
        contents = {part: column for part, column in block.items() if _is_content(mapping.columns[part])}
        columns = set(contents.values())
        anchor, names_people = mapping.anchor, mapping.columns[mapping.anchor].type is Type.MEMBER
        mark = mapping.by_role(Role.MARK)
        marks = SpreadMark(mapping, mark, spread, self._around, self._report) if mark and spread else None
        single = {part: column for part, column in block.items() if part != mark} if marks else block
        readers = [_Column.of(part, entry, single.get(part), self._around) for part, entry in mapping.columns.items()]
        rows: list[Row] = []
        above: dict[str, Value] = {}
        hidden: list[Cell] = []
        shared: set[Cell] = set()
        for line in table.rows:
            if columns.isdisjoint(column for _, column in grid.filled_in(line)):
                continue
            cells = {part: (line, column) for part, column in block.items()}
            if grid.has_merged(line):
                cells = {part: self._cell(cell, table) for part, cell in cells.items()}
            if not self._is_entry(mapping, contents, cells, line):
                continue
            if grid.has_merged(line):
                shared |= amounts_from_above(mapping, cells, line, grid)
            if line in grid.facts.hidden_rows:
                hidden.append(cells[anchor])
            elif text.is_blank(grid.raw(cells[anchor])):
                message = f"这一行没有填{anchor}"
                self._report.stop(cells[anchor], "row-without-anchor", message, "请补填，或删去整行")
            else:
                above = self._row(readers, cells, above, grid.text(cells[anchor]))
                if names_people:
                    settle_note(mapping, above, cells[anchor], self._report)
                if marks:
                    marks.fill_in(above, line, grid.text(cells[anchor]))
                if mark:
                    settle_mark(mapping, above, cells, self._group(table, line), self._report)
                rows.append(above)
        tell_shared_amounts(shared, self._report)
        tell_hidden_rows(hidden, self._report)
        return rows

    def _cell(self, cell: Cell, table: FoundTable) -> Cell:
        """A cell merged downwards (党小组) holds for each of its rows."""
        head = self._grid.head(cell)
        return head if head[0] >= table.first_row and head[1] == cell[1] else cell

    def _is_entry(self, mapping: Table, contents: Iterable[str], cells: dict[str, Cell], line: int) -> bool:
        """Something stands in the line itself, beyond its number, what is merged down into it, and idle formulas.

        无 in place of a photo's name says that there is none.
        """
        for name in contents:
            cell = cells[name]
            column, raw = mapping.columns[name], self._grid.raw(cell)
            if column.anchor and column.role is Role.PHOTO and text.is_blank_mark(raw):
                return False
            if cell[0] == line and not text.is_blank(raw) and (column.anchor or raw != UNCALCULATED):
                return True
        return False

    def _group(self, table: FoundTable, line: int) -> Value | None:
        """The heading among the rows, such as 列席人员, that the line stands under."""
        cell = table.groups.get(line)
        if cell is None:
            return None
        told = self._grid.text(cell)
        return Value(told, told, self._report.origin(cell))

    def _row(
        self, columns: Iterable[_Column], cells: dict[str, Cell], above: dict[str, Value], person: str
    ) -> dict[str, Value]:
        row: dict[str, Value] = {}
        raws, texts, file, sheet = self._grid.rows, self._grid.texts, self._report.file, self._grid.sheet
        for name, entry, read_cell, letter in columns:
            if not letter:
                row[name] = self._nothing
                continue
            cell = line, column = cells[name]
            read = read_cell(raws[line][column], person)
            if read is BLANK:
                if not entry.optional:
                    self._tell_empty(name, entry, cell)
            elif read is DITTO:
                row |= self._ditto(name, cell, above)
                continue
            elif isinstance(read, Misread):
                if self._tell_misread(name, entry, cell, read):
                    continue
                read = BLANK
            row[name] = Value(read, texts[line][column], Origin(file, sheet, f"{letter}{line + 1}"))
        return row

    def _tell_empty(self, name: str, entry: Entry, cell: Cell) -> None:
        hint = f"请填写{name}" + (f"，例如 {entry.example}" if entry.example else "")
        self._report.stop(cell, "cell-empty", f"{name}没有填", hint)

    def _ditto(self, name: str, cell: Cell, above: dict[str, Value]) -> dict[str, Value]:
        """As above; a row above whose own value could not be read has been told already."""
        told = self._grid.text(cell)
        if name in above:
            return {name: Value(above[name].value, told, self._report.origin(cell))}
        if not above:
            message = f"{name}：“{told}”上面没有可以照抄的一行"
            self._report.stop(cell, "ditto-without-above", message, f"请写出{name}")
        return {}

    def _tell_misread(self, name: str, entry: Entry, cell: Cell, read: Misread) -> bool:
        """Whether that stops the sheet; a number that only counts lines may be anything."""
        if not (entry.optional and entry.type is Type.COUNT and entry.role is None):
            self._report.stop(cell, read.code, f"{name}：{read.message}", read.hint)
            return True
        if not says_observing(self._grid.text(cell)):
            self._report.warn(cell, read.code, f"{name}：{read.message}", read.hint)
        return False


def _is_content(column: Column) -> bool:
    """Its cells make a line an entry; numbers of lines do not."""
    return column.anchor or column.type is not Type.COUNT
