"""Rows, columns and cells that are there and that nobody sees: said, never read in silence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.values.text import is_blank

_HINT = "要报送的，请取消隐藏（或取消筛选）；不要的，请删去；保存后重新放入"


def tell_hidden_rows(anchors: Sequence[Cell], report: Report) -> None:
    """`anchors` are the first cells of hidden entries, from top to bottom; a run of lines is one problem."""
    runs: list[list[Cell]] = []
    for cell in anchors:
        if runs and cell[0] == runs[-1][-1][0] + 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    for run in runs:
        first, last = run[0][0] + 1, run[-1][0] + 1
        lines = f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
        report.stop(run[0], "row-hidden", f"{lines}填了内容，却是隐藏的，没有读取", _HINT)


def tell_hidden_cell(name: str, cell: Cell, report: Report) -> bool:
    """Whether the field stands where nobody sees it."""
    is_hidden = report.grid.is_hidden(cell)
    if is_hidden:
        report.stop(cell, "cell-hidden", f"“{name}”填在隐藏的行或列里，没有读取", _HINT)
    return is_hidden


def tell_hidden_columns(table: FoundTable, report: Report) -> None:
    """A hidden column of the form that holds something."""
    grid = report.grid
    for block in table.blocks:
        for name, column in block.items():
            if column in grid.facts.hidden_columns and any(not is_blank(grid.raw((row, column))) for row in table.rows):
                message = f"“{name}”一列填了内容，却是隐藏的，没有读取"
                report.stop((table.header, column), "column-hidden", message, _HINT)
