"""A blank form that somebody has begun to fill: one that nobody touched is not read."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook


def fill_in(path: Path, blank: bytes) -> None:
    """Writes a remark into the first row of the first sheet's table."""
    workbook = load_workbook(io.BytesIO(blank))
    sheet = workbook.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "备注")
    sheet.cell(head.row + 1, head.column).value = "已核对"
    workbook.save(path)
