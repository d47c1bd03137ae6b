"""A sheet and its mapping -> a record, or every problem of the sheet at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.labels import FoundField, LabelSearch
from pipeline.forms.recognise import Recognised
from pipeline.forms.tables import FoundTable, find_tables, header_words
from pipeline.forms.values import dates, names, text, titles, when
from pipeline.forms.values.marks import excuse_in
from pipeline.forms.values.reading import Misread, Raw, written
from pipeline.mapping.form import Column, Entry, FieldOf, FormMapping, Role, Table, Type
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record, Row, Value
from pipeline.model.values import BLANK, Attendance, Month, Scalar

_DATE_AHEAD = re.compile(r"^(?:\d{4}年(?:度)?)?(?:\d{1,2}月份?)?")
_BRANCH_AHEAD = re.compile(r"^(.{2,30}?(?:党支部|党总支|支部))")


@dataclass(slots=True)
class Reading:
    """What one sheet gave: a record, or problems that stop it; warnings come with either."""

    form: str
    sheet: str
    record: Record | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        return any(problem.stops for problem in self.problems)


def extract(grid: Grid, seen: Recognised, file: str, branch: str) -> Reading:
    """`branch` is what the folder says, used where the sheet names none; empty when it says nothing."""
    return _Extraction(grid, seen, file, branch).run()


class _Extraction:
    def __init__(self, grid: Grid, seen: Recognised, file: str, branch: str) -> None:
        self._grid = grid
        self._form: FormMapping = seen.form
        self._title = seen.title
        self._file = file
        self._branch = branch
        self._reading = Reading(seen.form.form, grid.sheet)
        self._year: int | None = None
        self._taken: set[Cell] = set()
        self._used: set[Cell] = set()

    def run(self) -> Reading:
        tables = find_tables(self._grid, self._form)
        self._taken = set(self._table_cells(tables))
        search = LabelSearch(self._grid, self._form, self._taken | ({self._title} if self._title else set()))
        found = search.run()
        self._used = search.used
        fields = self._fields(found)
        self._year = self._year_of(fields)
        rows = {name: tuple(self._rows(name, tables)) for name in self._form.tables}
        totals = {name: self._totals(table) for name, table in tables.items() if table.totals is not None}
        self._unread(tables, self._taken | self._used)
        if not self._reading.stopped:
            self._reading.record = Record(self._form.form, self._origin(None), fields, rows, totals)
        return self._reading

    # --- places

    def _origin(self, cell: Cell | None) -> Origin:
        return Origin(self._file, self._grid.sheet, address(cell) if cell else "")

    def _problem(
        self, cell: Cell | None, code: str, message: str, hint: str = "", severity: Severity = Severity.STOPS
    ) -> None:
        self._reading.problems.append(Problem(self._origin(cell), code, message, hint, severity))

    def _table_cells(self, tables: dict[str, FoundTable]) -> Iterator[Cell]:
        """Every cell of the lines that are table: labels are not looked for there."""
        for table in tables.values():
            lines = [*range(table.header, table.first_row), *table.rows]
            if table.totals is not None:
                lines.append(table.totals)
            for row in lines:
                yield from ((row, column) for column in range(self._grid.width))

    # --- fields

    def _fields(self, found: dict[str, FoundField]) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        ordered = sorted(self._form.fields.items(), key=lambda item: item[1].type in _NEEDS_YEAR)
        for name, entry in ordered:
            self._year = self._year or self._year_of(fields)
            if name in fields and fields[name].value is not BLANK:
                continue
            fields |= self._field(name, entry, found.get(name))
        return {name: fields[name] for name in self._form.fields if name in fields}

    def _field(self, name: str, entry: FieldOf, found: FoundField | None) -> dict[str, Value]:
        """The field's value, and those of the start and end times that stand in the same cell."""
        if found and not text.is_blank(found.raw):
            read, times = self._read_field(found.raw, entry)
            if isinstance(read, Misread):
                self._problem(found.cell, read.code, f"{name}：{read.message}", read.hint)
                return {}
            if read is not BLANK:
                origin = self._origin(found.cell)
                values = {part: Value(time, written(found.raw), origin) for part, time in times.items()}
                return {name: Value(read, written(found.raw), origin)} | values
        if (value := self._elsewhere(entry)) is not None:
            return {name: value}
        if entry.optional:
            return {name: Value(BLANK, "", self._origin(found.cell if found else None))}
        self._missing(name, entry, found)
        return {}

    def _read_field(self, raw: Raw, entry: FieldOf) -> tuple[Scalar | Misread, dict[str, Scalar]]:
        if not entry.times:
            return read_cell(raw, entry, Surroundings(self._year)), {}
        read = when.read_when(raw, self._year)
        if isinstance(read, Misread):
            return read_cell(raw, entry, Surroundings(self._year)), {}
        pairs = zip(entry.times, (read.start, read.end), strict=False)
        return read.day, {name: time for name, time in pairs if time is not None}

    def _elsewhere(self, entry: FieldOf) -> Value | None:
        """The title, the sheet's name, the folder, or the declared default."""
        if entry.in_title:
            title = self._grid.text(self._title) if self._title else ""
            for words, cell in ((title, self._title), (self._grid.sheet, None)):
                read = _in_words(words, entry)
                if read is not None:
                    return Value(read, words, self._origin(cell))
            if entry.type is Type.DATE and (lone := self._lone_date()):
                return lone
        if entry.type is Type.BRANCH and self._branch:
            return Value(self._branch, self._branch, Origin(self._file))
        if entry.default is not None:
            default = read_cell(entry.default, entry, Surroundings())
            return None if isinstance(default, Misread) else Value(default, "", Origin(self._file))
        return None

    def _lone_date(self) -> Value | None:
        """A date that stands by itself above the table, as under a roster's title."""
        for cell in self._grid.filled():
            if cell in self._taken:
                return None
            day = dates.read_date(self._grid.raw(cell))
            if isinstance(day, dt.date) and cell not in self._used:
                self._used.add(cell)
                return Value(day, self._grid.text(cell), self._origin(cell))
        return None

    def _missing(self, name: str, entry: FieldOf, found: FoundField | None) -> None:
        example = f"，例如 {entry.example}" if entry.example else ""
        if found:
            self._problem(found.cell, "field-empty", f"{name}没有填", f"请在这一格填写{name}{example}")
        else:
            self._problem(
                self._title,
                "field-missing",
                f"表中找不到“{name}”",
                f"请在表头加上“{name}：”并填写{example}",
            )

    def _year_of(self, fields: dict[str, Value]) -> int | None:
        for role in (Role.DATE, Role.MONTH, Role.YEAR):
            name = self._form.by_role(role)
            value = fields[name].value if name and name in fields else None
            if isinstance(value, (dt.date, Month)):
                return value.year
            if isinstance(value, int):
                return value
        return None

    # --- rows

    def _rows(self, name: str, tables: dict[str, FoundTable]) -> Iterator[Row]:
        mapping = self._form.tables[name]
        table = tables.get(name)
        if table is None:
            if not mapping.optional:
                heads = "、".join(part for part, entry in mapping.columns.items() if not entry.optional)
                self._problem(self._title, "table-missing", f"找不到“{name}”表的表头", f"表头一行应有：{heads}")
            return
        self._check_headers(name, mapping, table)
        if mapping.anchor not in set().union(*table.blocks):
            return
        count = 0
        for block in table.blocks:
            above: dict[str, Value] = {}
            for line in table.rows:
                if row := self._row(mapping, table, block, line, above):
                    above = dict(row)
                    count += 1
                    yield row
        if not count and not mapping.optional:
            cell = (table.first_row, table.blocks[0][mapping.anchor])
            self._problem(cell, "table-empty", f"“{name}”表中一行也没有填", "请从表头下一行起填写")

    def _check_headers(self, name: str, mapping: Table, table: FoundTable) -> None:
        found = set().union(*table.blocks)
        for column, entry in mapping.columns.items():
            if column in found or (entry.optional and not entry.anchor):
                continue
            cell = (table.header, min(table.blocks[0].values()))
            near = names.nearest(column, [self._grid.text(stranger) for stranger in table.strangers])
            hint = f"“{near[0]}”是不是“{column}”？请改正表头" if near else f"请在表头一行加上“{column}”"
            self._problem(cell, "header-missing", f"“{name}”表缺少“{column}”一列", hint)

    def _row(
        self, mapping: Table, table: FoundTable, block: dict[str, int], line: int, above: dict[str, Value]
    ) -> dict[str, Value] | None:
        cells = {name: self._cell(block[name], line, table, mapping, name) for name in mapping.columns if name in block}
        raws = {name: self._grid.raw(cell) for name, cell in cells.items()}
        told = [name for name, raw in raws.items() if not text.is_blank(raw) and not _is_number_column(name, mapping)]
        if not told:
            return None
        anchor = mapping.anchor
        if text.is_blank(raws[anchor]):
            self._problem(cells[anchor], "row-without-anchor", f"这一行没有填{anchor}", f"请填写{anchor}，或删去整行")
            return None
        row: dict[str, Value] = {}
        name_here = written(raws[anchor]) if mapping.columns[anchor].type is Type.MEMBER else ""
        for name, column in mapping.columns.items():
            if name not in cells:
                row[name] = Value(BLANK, "", self._origin(None))
            elif text.is_ditto(raws[name]) and name in above:
                row[name] = Value(above[name].value, written(raws[name]), self._origin(cells[name]))
            else:
                row |= self._value(name, column, raws[name], cells[name], name_here)
        if mark := mapping.by_role(Role.MARK):
            self._excuse(mapping, mark, row, cells)
        return row

    def _excuse(self, mapping: Table, mark: str, row: dict[str, Value], cells: dict[str, Cell]) -> None:
        """Where the mark is empty, a reason or a remark may say that the person was excused; nothing says it: stop."""
        excuse, remark = mapping.by_role(Role.EXCUSE), mapping.by_role(Role.REMARK)
        if mark not in row or row[mark].value is not BLANK:
            return
        for column, needs_word in ((excuse, False), (remark, True)):
            told = row.get(column) if column else None
            if told is None or told.value is BLANK:
                continue
            reason = excuse_in(str(told.value)) if needs_word else str(told.value)
            if reason is None:
                continue
            row[mark] = Value(Attendance.EXCUSED, told.written, told.origin)
            if excuse and row[excuse].value is BLANK:
                row[excuse] = Value(reason, told.written, told.origin)
            return
        where = cells.get(mark) or cells[mapping.anchor]
        who = row[mapping.anchor].written if mapping.anchor in row else ""
        self._problem(where, "mark-missing", f"{who}没有签到标记", "出席请填√，请假请填“请假”，缺席请填×")

    def _cell(self, column: int, line: int, table: FoundTable, mapping: Table, name: str) -> Cell:
        """A column merged downwards (党小组) holds for each of its rows, never for the anchor."""
        head = self._grid.head((line, column))
        merged_down = head[0] >= table.first_row and head[1] == column
        return head if merged_down and name != mapping.anchor else (line, column)

    def _value(self, name: str, column: Column, raw: Raw, cell: Cell, name_here: str) -> dict[str, Value]:
        read = read_cell(raw, column, Surroundings(self._year, name_here))
        if isinstance(read, Misread):
            self._problem(cell, read.code, f"{name}：{read.message}", read.hint)
            return {}
        if read is BLANK and not column.optional:
            hint = f"请填写{name}" + (f"，例如 {column.example}" if column.example else "")
            self._problem(cell, "cell-empty", f"{name}没有填", hint)
        return {name: Value(read, written(raw), self._origin(cell))}

    def _totals(self, table: FoundTable) -> dict[str, Value]:
        columns = self._form.tables[table.name].columns
        totals: dict[str, Value] = {}
        for name, column in table.blocks[0].items():
            cell = (table.totals or 0, column)
            if not columns[name].total or self._grid.is_empty(cell):
                continue
            read = read_cell(self._grid.raw(cell), columns[name], Surroundings(self._year))
            if isinstance(read, Misread):
                self._problem(cell, read.code, f"合计行的{name}：{read.message}", read.hint, Severity.WARNS)
            else:
                totals[name] = Value(read, self._grid.text(cell), self._origin(cell))
        return totals

    # --- what was not read

    def _unread(self, tables: dict[str, FoundTable], used: set[Cell]) -> None:
        """A column or a cell that no entry of the mapping reads is said, not passed over."""
        for name, table in tables.items():
            known = header_words(self._form.tables[name])
            for head in table.strangers:
                if self._grid.word(head) in known or self._column_is_empty(table, head[1]):
                    continue
                self._problem(
                    head,
                    "column-unread",
                    f"“{self._grid.text(head)}”一列不在表单中，没有读取",
                    "如需归档，请把内容写进备注",
                    Severity.WARNS,
                )
        labels = {text for form_table in self._form.tables.values() for text in (form_table.section,)}
        for cell in self._grid.filled():
            if cell in used or cell == self._title or not self._looks_like_content(cell, labels):
                continue
            self._problem(
                cell,
                "cell-unread",
                f"“{self._grid.text(cell)[:30]}”没有读取",
                "如需归档，请写到相应的栏目里",
                Severity.WARNS,
            )

    def _column_is_empty(self, table: FoundTable, column: int) -> bool:
        return all(self._grid.is_empty((row, column)) for row in table.rows)

    def _looks_like_content(self, cell: Cell, sections: set[str]) -> bool:
        """Headings, notes and blank signature lines are the form's own print."""
        words = self._grid.text(cell).strip()
        if self._grid.spans.get(cell, cell)[1] > cell[1] and len(words) <= 12:
            return False
        return not _PRINTED.match(words) and words not in sections and self._grid.word(cell) != ""


_PRINTED = re.compile(
    r"^(附件?\d*|注|说明|填表说明|备注|单位|审核人?|制表|填表|填报|复核|签字|签名|第.{1,3}页|.{0,8}[:：]$)"
)
_NEEDS_YEAR = {Type.DATE, Type.TIME}


def _is_number_column(name: str, mapping: Table) -> bool:
    return mapping.columns[name].type is Type.COUNT and not mapping.columns[name].anchor


def _in_words(words: str, entry: Entry) -> Scalar | None:
    """A month, year, date or branch named in running words; None when there is none, never a guess."""
    if entry.type is Type.MONTH:
        return titles.find_month(words)
    if entry.type is Type.YEAR:
        return titles.find_year(words)
    if entry.type is Type.DATE:
        found = titles.find_dates(words)
        return found[0] if found else None
    if entry.type is Type.BRANCH:
        named = _BRANCH_AHEAD.match(_DATE_AHEAD.sub("", re.sub(r"\s+", "", words)))
        return named[1] if named else None
    return None
