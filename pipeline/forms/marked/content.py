"""A new .xlsx out of what the sheets of another file hold: values, and merged cells as far as they are known."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from pipeline.forms.grid import Grid
from pipeline.forms.marked.package import Package, Unpatchable
from pipeline.forms.marked.words import width_of, without_controls
from pipeline.forms.values.reading import Raw, written

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NARROWEST: Final = 9
_WIDEST: Final = 40
_FORMATS: Final = {dt.datetime: "yyyy-mm-dd hh:mm", dt.date: "yyyy-mm-dd", dt.time: "hh:mm", dt.timedelta: "[h]:mm"}
_MOST_CELLS: Final = 200_000
"""Filled ones: openpyxl takes some seconds for so many."""
_MOST_TEXT: Final = 32_767


def xlsx_of_content(grids: Sequence[Grid]) -> bytes:
    """Raises Unpatchable for one too large. A formula is its value here."""
    from openpyxl import Workbook

    if sum(1 for grid in grids for _ in grid.filled()) > _MOST_CELLS:
        raise Unpatchable("too large")
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for grid in grids:
        _fill(workbook.create_sheet(grid.sheet), grid)
    out = io.BytesIO()
    workbook.save(out)
    return _without_clock(out.getvalue())


def _without_clock(content: bytes) -> bytes:
    """The same file gives the same copy: openpyxl notes when it wrote."""
    package = Package(content)
    for relation in package.relations(""):
        if relation.kind == "core-properties":
            package.unrelate("", relation)
    return package.content()


def _fill(sheet: Worksheet, grid: Grid) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    for row in range(grid.height):
        if columns := [column for _, column in grid.filled_in(row)]:
            _fill_line(sheet, grid, row, columns)
    for column, width in _widths(grid).items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for (top, left), (bottom, right) in grid.spans.items():
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row in grid.facts.hidden_rows & set(range(grid.height)):
        sheet.row_dimensions[row + 1].hidden = True
    for column in grid.facts.hidden_columns & set(range(grid.width)):
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    if grid.hidden:
        sheet.sheet_state = "hidden"
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "9", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fill_line(sheet: Worksheet, grid: Grid, row: int, columns: list[int]) -> None:
    """Lines of a table have boxes; a text by itself, a title or a note, may run on over its neighbours."""
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin", color="A6A6A6")
    alone = len(columns) == 1
    for column in range(columns[0], columns[-1] + 1):
        cell = sheet.cell(row + 1, column + 1)
        _put(cell, grid.raw((row, column)))
        cell.font = Font(name="宋体", size=11)
        cell.alignment = Alignment(vertical="center", wrap_text=not alone or "\n" in grid.text((row, column)))
        if not alone:
            cell.border = Border(left=side, right=side, top=side, bottom=side)


def _widths(grid: Grid) -> dict[int, int]:
    """By column, for the texts that have to stay inside it."""
    widths: dict[int, int] = {}
    for row in range(grid.height):
        cells = list(grid.filled_in(row))
        for cell in cells if len(cells) > 1 else []:
            if grid.end(cell) == cell:
                needed = max(width_of(line) for line in grid.text(cell).split("\n")) + 2
                widths[cell[1]] = max(widths.get(cell[1], _NARROWEST), min(_WIDEST, needed))
    return widths


def _put(cell: Any, raw: Raw) -> None:
    if isinstance(raw, str):
        # A text that begins with = stays a text.
        cell.value, cell.data_type = without_controls(written(raw))[:_MOST_TEXT], "s"
    else:
        cell.value = int(raw) if isinstance(raw, float) and raw.is_integer() else raw
        cell.number_format = _format(raw)


def _format(raw: Raw) -> str:
    return next((form for kind, form in _FORMATS.items() if isinstance(raw, kind)), "General")
