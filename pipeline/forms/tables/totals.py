"""The 合计 row of a table, for the rules to compare with the rows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.values.reading import UNCALCULATED, Misread
from pipeline.mapping.form import Column, FormMapping
from pipeline.model.record import Value


def read_totals(form: FormMapping, tables: Mapping[str, FoundTable], report: Report) -> dict[str, dict[str, Value]]:
    """By table and column; a total that cannot be read is a warning."""
    return {
        name: {
            column: total
            for column, entry in form.tables[name].columns.items()
            if entry.total and (total := _total(entry, table, column, report))
        }
        for name, table in tables.items()
        if table.totals is not None and table.totals not in report.grid.facts.hidden_rows
    }


def _total(entry: Column, table: FoundTable, column: str, report: Report) -> Value | None:
    """Blocks side by side may have one total for all, or one each: these are added up."""
    grid = report.grid
    told: list[Value] = []
    for block in table.blocks:
        cell = (table.totals or 0, block.get(column, -1))
        if grid.is_empty(cell):
            continue
        read = read_cell(grid.raw(cell), entry, Surroundings())
        if grid.raw(cell) == UNCALCULATED:
            # A form of ours that was never opened in Excel; the rows' own sums are what counts.
            continue
        if isinstance(read, Misread):
            report.warn(cell, read.code, f"合计行的{column}：{read.message}", read.hint)
        else:
            told.append(Value(read, grid.text(cell), report.origin(cell)))
    if len(told) < 2:
        return told[0] if told else None
    amounts = [value.value for value in told if isinstance(value.value, Decimal)]
    return Value(sum(amounts, Decimal("0.00")), " + ".join(value.written for value in told), told[-1].origin)
