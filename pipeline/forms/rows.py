"""The rows of a sheet's tables, each cell read by its column; what is wrong with header or row is said."""

from __future__ import annotations

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.excuses import settle_mark
from pipeline.forms.grid import Cell
from pipeline.forms.headers import Block
from pipeline.forms.report import Report
from pipeline.forms.tables import FoundTable
from pipeline.forms.values import names, text
from pipeline.forms.values.marks import says_observing
from pipeline.forms.values.reading import Misread, written
from pipeline.mapping.form import Column, FormMapping, Role, Table, Type
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK


class RowReader:
    """`year` is the sheet's, for days and months that name none."""

    def __init__(self, form: FormMapping, report: Report, year: int | None) -> None:
        self._grid = report.grid
        self._form = form
        self._report = report
        self._year = year

    def read(self, name: str, table: FoundTable | None, title: Cell | None) -> tuple[Row, ...]:
        mapping = self._form.tables[name]
        if table is None:
            if not mapping.optional:
                heads = "、".join(part for part, entry in mapping.columns.items() if not entry.optional)
                self._report.stop(title, "table-missing", f"找不到“{name}”表的表头", f"表头一行应有：{heads}")
            return ()
        self._check_headers(name, mapping, table)
        if mapping.anchor not in table.matched():
            return ()
        rows = [row for block in table.blocks for row in self._block(mapping, table, block)]
        if not rows and not mapping.optional:
            cell = (table.first_row, table.blocks[0][mapping.anchor])
            self._report.stop(cell, "table-empty", f"“{name}”表中一行也没有填", "请从表头下一行起填写")
        return tuple(rows)

    def _check_headers(self, name: str, mapping: Table, table: FoundTable) -> None:
        found = table.matched()
        for column, entry in mapping.columns.items():
            if column in found or (entry.optional and not entry.anchor):
                continue
            cell = (table.header, min(table.blocks[0].values()))
            near = names.nearest(column, [self._grid.text(stranger) for stranger in table.strangers])
            hint = f"“{near[0]}”是不是“{column}”？请改正表头" if near else f"请在表头一行加上“{column}”"
            self._report.stop(cell, "header-missing", f"“{name}”表缺少“{column}”一列", hint)

    def _block(self, mapping: Table, table: FoundTable, block: Block) -> list[Row]:
        rows: list[Row] = []
        above: dict[str, Value] = {}
        for line in table.rows:
            cells = {name: self._cell(column, line, table) for name, column in block.items()}
            if not self._is_entry(mapping, cells, line):
                continue
            if text.is_blank(self._grid.raw(cells[mapping.anchor])):
                message = f"这一行没有填{mapping.anchor}"
                self._report.stop(cells[mapping.anchor], "row-without-anchor", message, "请补填，或删去整行")
                continue
            above = self._row(mapping, cells, above, self._group(table, line))
            rows.append(above)
        return rows

    def _cell(self, column: int, line: int, table: FoundTable) -> Cell:
        """A cell merged downwards (党小组) holds for each of its rows."""
        head = self._grid.head((line, column))
        return head if head[0] >= table.first_row and head[1] == column else (line, column)

    def _is_entry(self, mapping: Table, cells: dict[str, Cell], line: int) -> bool:
        """Something stands in the line itself, beyond its number and what is merged down into it.

        无 in place of a photo's name says that there is none.
        """
        anchor = mapping.columns[mapping.anchor]
        if anchor.role is Role.PHOTO and text.is_blank_mark(self._grid.raw(cells[mapping.anchor])):
            return False
        return any(
            cell[0] == line and not text.is_blank(self._grid.raw(cell))
            for name, cell in cells.items()
            if mapping.columns[name].anchor or mapping.columns[name].type is not Type.COUNT
        )

    def _group(self, table: FoundTable, line: int) -> Value | None:
        """The heading among the rows, such as 列席人员, that the line stands under."""
        for row in range(line - 1, table.first_row - 1, -1):
            cells = list(self._grid.filled_in(row))
            if len(cells) == 1 and row not in table.rows and row not in table.printed:
                told = self._grid.text(cells[0])
                return Value(told, told, self._report.origin(cells[0]))
        return None

    def _row(
        self, mapping: Table, cells: dict[str, Cell], above: dict[str, Value], group: Value | None
    ) -> dict[str, Value]:
        row: dict[str, Value] = {}
        is_person = mapping.columns[mapping.anchor].type is Type.MEMBER
        person = self._grid.text(cells[mapping.anchor]) if is_person else ""
        for name, column in mapping.columns.items():
            if name not in cells:
                row[name] = Value(BLANK, "", self._report.origin(None))
            elif text.is_ditto(self._grid.raw(cells[name])) and name in above:
                told = self._grid.text(cells[name])
                row[name] = Value(above[name].value, told, self._report.origin(cells[name]))
            else:
                row |= self._value(name, column, cells[name], person)
        settle_mark(mapping, row, cells, group, self._report)
        return row

    def _value(self, name: str, column: Column, cell: Cell, person: str) -> dict[str, Value]:
        raw = self._grid.raw(cell)
        read = read_cell(raw, column, Surroundings(self._year, person))
        if isinstance(read, Misread) and column.optional and column.type is Type.COUNT and column.role is None:
            if not says_observing(written(raw)):
                self._report.warn(cell, read.code, f"{name}：{read.message}", read.hint)
            read = BLANK
        if isinstance(read, Misread):
            self._report.stop(cell, read.code, f"{name}：{read.message}", read.hint)
            return {}
        if read is BLANK and not column.optional:
            hint = f"请填写{name}" + (f"，例如 {column.example}" if column.example else "")
            self._report.stop(cell, "cell-empty", f"{name}没有填", hint)
        return {name: Value(read, written(raw), self._report.origin(cell))}
