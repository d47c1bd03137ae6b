"""A sheet whose rows are of several days, with a column that tells which: the rows of one day are one record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Final

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.fields import FieldReader
from pipeline.forms.fields.found import FoundField
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.report import Report
from pipeline.forms.several.parts import Part
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.head_blocks import Block
from pipeline.forms.values import titles
from pipeline.forms.values.reading import UNCALCULATED, Misread, Raw
from pipeline.forms.values.text import is_blank, is_ditto
from pipeline.mapping.form import FieldOf, FormMapping, Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Value
from pipeline.model.values import BLANK

_SAME_DAY: Final = "请在这一格填写{name}，例如 2026-03-20；和上一行是同一次的，写“同上”"

_Told = Mapping[str, FoundField]
"""What the columns of a row say of the record that it belongs to."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """`heads` are those of the columns that are fields of the form, its day first; `table` is where they stand."""

    table: str
    heads: Mapping[str, Cell]

    @property
    def day(self) -> str:
        return next(iter(self.heads))

    def without_heads(self, tables: Mapping[str, FoundTable]) -> dict[str, FoundTable]:
        """The tables without the heads of those columns, which no entry of a table reads."""
        table = tables[self.table]
        strangers = [head for head in table.strangers if head not in self.heads.values()]
        return {**tables, self.table: replace(table, strangers=strangers)}

    def parts(self, whole: Part, form: FormMapping, elsewhere: Elsewhere, year: int | None) -> list[Part]:
        """One for each day, in the order in which they come; a row whose day cannot be read is one by itself."""
        report, table = whole.report, whole.tables[self.table]
        grid = _spelled_out(report.grid, table, {head[1] for head in self.heads.values()})
        parts = []
        for lines, told in self._of_each_day(form, table, grid, year):
            part = Report(report.file, grid)
            fields = {**whole.fields, **self._fields(form, FieldReader(form, part, elsewhere, year), told, part)}
            rows = replace(table, rows=lines, totals=None)
            parts.append(Part(fields, {**whole.tables, self.table: rows}, part, (lines[0], min(table.columns()))))
        return parts

    def _fields(self, form: FormMapping, reader: FieldReader, told: _Told, report: Report) -> dict[str, Value]:
        day = told[self.day]
        if is_blank(day.raw):
            report.stop(day.cell, "field-empty", f"{self.day}没有填", _SAME_DAY.format(name=self.day))
            told = {name: field for name, field in told.items() if name != self.day}
        fields, _ = reader.read(told, form.fields.keys() - told.keys())
        return fields

    def _of_each_day(
        self, form: FormMapping, table: FoundTable, grid: Grid, year: int | None
    ) -> Iterator[tuple[list[int], _Told]]:
        """The lines of each day; of a day of several activities, those of each."""
        days: dict[object, list[tuple[int, _Told]]] = {}
        entry = form.fields[self.day]
        for line in table.rows:
            if not _is_filled(form.tables[self.table], table.blocks[0], grid, line):
                continue
            told = {name: _field_at(grid, table, line, head) for name, head in self.heads.items()}
            read = read_cell(told[self.day].raw, entry, Surroundings(year, is_1904=grid.is_1904))
            known = told[self.day].cell if isinstance(read, Misread) or read is BLANK else read
            days.setdefault(known, []).append((line, told))
        for rows in days.values():
            yield from self._of_each_activity(rows)

    def _of_each_activity(self, rows: list[tuple[int, _Told]]) -> Iterator[tuple[list[int], _Told]]:
        """An activity may be named in one of its rows alone, where it is the day's only one."""
        named = {_named(told, self.day): told for _, told in rows if any(_named(told, self.day))}
        if len(named) < 2:
            yield [line for line, _ in rows], next(iter(named.values()), rows[0][1])
            return
        several: dict[tuple[str, ...], tuple[list[int], _Told]] = {}
        for line, told in rows:
            several.setdefault(_named(told, self.day), ([], told))[0].append(line)
        yield from several.values()


def day_sheet(
    form: FormMapping, tables: Mapping[str, FoundTable], found: _Told, elsewhere: Elsewhere, grid: Grid
) -> DaySheet | None:
    """None where the sheet tells its one day beside a label or in a heading, or no column holds days."""
    day = form.by_role(Role.DATE)
    if not form.in_rows or day not in form.key or day is None or not _is_open(day, found):
        return None
    if any(titles.find_dates(words) for words, _ in elsewhere.headings()):
        return None
    for name, table in tables.items():
        heads = {
            field: head
            for field in (day, *(each for each in form.key if each != day))
            if _is_open(field, found) and (head := _column_of(form, field, table, grid))
        }
        if day in heads and len(table.blocks) == 1 and _holds_days(form.fields[day], table, heads[day], grid):
            return DaySheet(name, heads)
    return None


def _is_open(name: str, found: _Told) -> bool:
    return name not in found or is_blank(found[name].raw)


def _column_of(form: FormMapping, name: str, table: FoundTable, grid: Grid) -> Cell | None:
    labels = lexicon(form).labels[name]
    return next((head for head in table.strangers if grid.word(head) in labels), None)


def _holds_days(entry: FieldOf, table: FoundTable, head: Cell, grid: Grid) -> bool:
    """The first that is filled in is a day, or a wrong one: hours are none."""
    filled = (grid.raw((row, head[1])) for row in table.rows)
    first = next((raw for raw in filled if not is_blank(raw)), None)
    read = read_cell(first, entry, Surroundings(2000, is_1904=grid.is_1904))
    return read is not BLANK and not (isinstance(read, Misread) and read.code == "date-unreadable")


def _is_filled(mapping: Table, block: Block, grid: Grid, line: int) -> bool:
    """Whether it has a name, one merged down into it too, or anything else beside its number and idle formulas."""
    contents = [at for name, at in block.items() if mapping.columns[name].type is not Type.COUNT]
    told = (grid.raw((line, at)) for at in contents)
    has_name = not grid.is_empty(grid.head((line, block[mapping.anchor])))
    return has_name or any(not is_blank(raw) and raw != UNCALCULATED for raw in told)


def _field_at(grid: Grid, table: FoundTable, line: int, head: Cell) -> FoundField:
    """A cell merged downwards holds for each of its rows."""
    first = grid.head((line, head[1]))
    cell = first if first[0] >= table.first_row and first[1] == head[1] else (line, head[1])
    return FoundField(grid.raw(cell), cell, head)


def _named(told: _Told, day: str) -> tuple[str, ...]:
    return tuple("" if is_blank(field.raw) else str(field.raw).strip() for name, field in told.items() if name != day)


def _spelled_out(grid: Grid, table: FoundTable, more: set[int]) -> Grid:
    """The grid with what 同上 stands for in its place: the row above may be another day's. Its texts stay."""
    told = copy(grid)
    told.rows = [list(line) for line in grid.rows]
    for column in table.columns() | more:
        above: Raw = None
        for row in table.rows:
            raw = told.rows[row][column]
            if isinstance(raw, str) and is_ditto(raw) and above is not None:
                told.rows[row][column] = above
            above = told.rows[row][column]
    return told
