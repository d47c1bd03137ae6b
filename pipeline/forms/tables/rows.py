"""The rows of a sheet's tables, block by block; what is wrong with a table as a whole is said."""

from __future__ import annotations

from pipeline.forms.cells import Surroundings
from pipeline.forms.grid import Cell
from pipeline.forms.hidden import tell_hidden_columns
from pipeline.forms.report import Report
from pipeline.forms.tables.block import BlockReader
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.head_faults import tell_headers, tell_table_missing
from pipeline.forms.tables.photo_names import each_photo, photo_rows
from pipeline.forms.tables.units import tell_units
from pipeline.mapping.form import FormMapping
from pipeline.model.record import Row


class RowReader:
    """`around` is what the sheet says of its cells: its year and day, and what its marks mean."""

    def __init__(self, form: FormMapping, report: Report, around: Surroundings) -> None:
        self._form = form
        self._report = report
        self._around = around

    def read(self, name: str, table: FoundTable | None, title: Cell | None) -> tuple[Row, ...]:
        mapping = self._form.tables[name]
        if table is None:
            if not mapping.optional:
                tell_table_missing(name, mapping, title, self._report)
            return tuple(photo_rows(mapping, self._report))
        if table.doubts or not tell_headers(name, mapping, table, self._report):
            return ()
        tell_hidden_columns(table, self._report)
        tell_units(mapping, table, self._report)
        rows = [
            row
            for block in range(len(table.blocks))
            for row in BlockReader(mapping, table, block, self._around, self._report).rows()
        ]
        if not rows and not mapping.optional and not self._report.stopped:
            cell = (table.first_row, table.blocks[0][mapping.anchor])
            self._report.stop(cell, "table-empty", f"“{name}”表中一行也没有填", "请从表头下一行起填写")
        return tuple(each_photo(mapping, rows))
