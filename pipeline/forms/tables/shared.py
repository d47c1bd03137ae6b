"""One amount merged over several people: how much of it is whose, nobody can tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.report import Report
from pipeline.forms.values.text import is_blank
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Type


def amounts_from_above(mapping: Table, cells: Mapping[str, Cell], line: int, grid: Grid) -> set[Cell]:
    """The cells of a line that hold an amount merged down from the entry above it."""
    return {
        cell
        for name, cell in cells.items()
        if cell[0] < line and mapping.columns[name].type is Type.MONEY and not is_blank(grid.raw(cell))
    }


def tell_shared_amounts(cells: Iterable[Cell], report: Report) -> None:
    for cell in sorted(cells):
        area = f"{address(cell)}:{address(report.grid.end(cell))}"
        message = f"{area} 是合并的一格，“{report.grid.text(cell)}”分不清每个人各是多少"
        report.stop(cell, "money-merged", message, "请取消合并，在每个人的一行里写明各自的金额")
