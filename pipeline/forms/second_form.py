"""A title that comes again on a sheet: the head of a later page, or of a second form, which is not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable

_DATED: Final = re.compile(r"[\d年度月日份.\-/〇一二三四五六七八九十()]+")


def tell_two_forms(seen: Recognised, tables: Mapping[str, FoundTable], used: set[Cell], report: Report) -> None:
    """The title again further down: the same head printed on every page, or a second form, which is not read."""
    grid = report.grid
    title = _undated(grid.word(seen.title)) if seen.title else ""
    if seen.title is None or not title:
        return
    inside = {row for table in tables.values() for row in (*range(table.header, table.first_row), *table.rows)}
    for row in sorted({*range(seen.title[0] + 1, grid.height)} - inside):
        cells = grid.filled_in(row)
        if not cells or cells[0] in used or _undated(grid.word(cells[0])) != title:
            continue
        if not _is_page_head(grid, seen.title, row, tables):
            message = f"这张工作表里有两份{seen.form.form}（第一份的标题在 {address(seen.title)}）"
            report.stop(cells[0], "forms-stacked", message, "一张工作表只放一份，请把后面的移到另一张工作表")


def _is_page_head(grid: Grid, title: Cell, row: int, tables: Mapping[str, FoundTable]) -> bool:
    """Each line from the title down to the header stands in the first head too; a later page may leave some out."""
    header = min((table.header for table in tables.values() if table.header > title[0]), default=None)
    if header is None:
        return False
    first = [_line(grid, line) for line in range(title[0] + 1, header + 1)]
    if _line(grid, row) != _line(grid, title[0]):
        return False
    for line in range(row + 1, min(row + 1 + len(first), grid.height)):
        told = _line(grid, line)
        if told and told == first[-1]:
            return True
        if told and told not in first:
            return False
    return False


def _line(grid: Grid, row: int) -> list[str]:
    return [grid.word(cell) for cell in grid.filled_in(row)] if row < grid.height else []


def _undated(title: str) -> str:
    return _DATED.sub("", title)
