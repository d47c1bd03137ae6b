"""Blank forms in tests: made, filled in as a person does it, saved, read."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from filled import Told
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import ConverterError
from pipeline.forms.blank.book import blank_workbook
from pipeline.forms.blank.prefill import BlankForm, Prefill
from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.form import FormMapping
from pipeline.pdf.soffice import find_soffice, run


def blank(*forms: FormMapping, prefill: Prefill | None = None) -> Workbook:
    """The workbook as it is given out, opened."""
    return load_workbook(io.BytesIO(blank_workbook([BlankForm(form, prefill or Prefill()) for form in forms])))


def blank_sheet(form: FormMapping, prefill: Prefill | None = None) -> Worksheet:
    sheet = blank(form, prefill=prefill).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(book: Workbook | Worksheet, folder: Path) -> Path:
    workbook = book if isinstance(book, Workbook) else book.parent
    assert isinstance(workbook, Workbook)
    path = folder / "表.xlsx"
    workbook.save(path)
    return path


def read(path: Path, forms: Mapping[str, FormMapping]) -> WorkbookReading:
    return read_workbook(WorkbookFile(path), path.name, forms, "")


def find(sheet: Worksheet, text: str, below: int = 0) -> tuple[int, int]:
    """Row and column of the first cell that holds just this text."""
    return next(
        (cell.row, cell.column)
        for line in sheet.iter_rows(min_row=below + 1)
        for cell in line
        if cell.value == text and cell.column is not None
    )


def beside(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """The first cell to the right of the label, merged or not."""
    for merged in sheet.merged_cells.ranges:
        if (merged.min_row, merged.min_col) == (row, column):
            return row, merged.max_col + 1
    return row, column + 1


def header_of(sheet: Worksheet, form: FormMapping, table: str) -> int:
    """The row of the table's header, counted from 1."""
    entry = form.tables[table]
    below = find(sheet, entry.section)[0] if entry.section else 0
    rows = (row for row in range(below + 1, sheet.max_row + 1) if _texts(sheet, row) >= set(entry.columns))
    return next(rows)


def fill(
    sheet: Worksheet,
    form: FormMapping,
    typed: Mapping[str, Any],
    tables: Mapping[str, Sequence[Told]],
    gaps: Mapping[int, int] | None = None,
) -> None:
    """`gaps`: before which entry, counted from 0, how many lines are left empty."""
    for name, content in typed.items():
        sheet.cell(*beside(sheet, *find(sheet, name))).value = content
    for name, told in tables.items():
        header = row = header_of(sheet, form, name)
        for number, (entry, _) in enumerate(told):
            row += 1 + (gaps or {}).get(number, 0)
            for column, content in entry.items():
                sheet.cell(row, find(sheet, column, header - 1)[1]).value = content


def insert_row(sheet: Worksheet, at: int) -> None:
    """As Excel does it: what lies below moves down, merged cells too."""
    below = [merged for merged in list(sheet.merged_cells.ranges) if merged.min_row >= at]
    for merged in below:
        sheet.unmerge_cells(merged.coord)
    sheet.insert_rows(at)
    for merged in below:
        merged.shift(row_shift=1)
        sheet.merge_cells(merged.coord)


def by_libreoffice(path: Path, folder: Path, ending: str = "xlsx") -> Path:
    """Opened and saved by LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        soffice = find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")
    command = [str(soffice), "--convert-to", ending, "--outdir", str(folder / "out"), str(path)]
    assert run(command, folder, timeout_s=120, fonts=None).exit_code == 0
    return folder / "out" / f"{path.stem}.{ending}"


def _texts(sheet: Worksheet, row: int) -> set[Any]:
    return {cell.value for cell in sheet[row]}
