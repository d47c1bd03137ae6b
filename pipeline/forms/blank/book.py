"""Blank forms as a workbook: a sheet for each, and behind them the notes on how to fill them in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pipeline.forms.blank.layout import write_form
from pipeline.forms.blank.notes import Notes
from pipeline.forms.blank.page import protect, set_up_page
from pipeline.forms.blank.prefill import BlankForm
from pipeline.forms.blank.styles import BODY
from pipeline.forms.blank.untouched import number_of
from pipeline.forms.values.reading import written

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
_FORMULA: Final = "f"


def blank_workbook(forms: Sequence[BlankForm]) -> bytes:
    """An .xlsx with a sheet named as each form."""
    from openpyxl import Workbook

    workbook = Workbook()
    # Columns are measured in the digits of this font
    workbook._named_styles["Normal"].font = BODY  # type: ignore[attr-defined]
    workbook.remove(workbook.worksheets[0])
    sheets = [workbook.create_sheet(_FORBIDDEN.sub(" ", blank.form.form)[:_LONGEST_NAME]) for blank in forms]
    notes = Notes(workbook)
    for sheet, blank in zip(sheets, forms, strict=True):
        write_form(sheet, blank, notes)
    notes.write((blank.form for blank in forms), (number for sheet in sheets for number in _numbers(sheet)))
    set_up_page(workbook.worksheets[-1], landscape=False)
    protect(workbook.worksheets[-1])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _numbers(sheet: Worksheet) -> Iterator[str]:
    """As it is written, its sums not worked out, and as it is once a spreadsheet program has saved it."""
    cells: list[Any] = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    sums = {cell.coordinate: _sum(cell, cells) for cell in cells if cell.data_type == _FORMULA}
    yield number_of(written(cell.value) for cell in cells if cell.coordinate not in sums)
    if sums:
        yield number_of(written(sums.get(cell.coordinate, cell.value)) for cell in cells)


def _sum(formula: Any, cells: list[Any]) -> float:
    """What it will come to: the numbers above it, in its column."""
    above = (cell.value for cell in cells if cell.column == formula.column and cell.row < formula.row)
    return float(sum(Decimal(str(value)) for value in above if isinstance(value, (int, float))))
