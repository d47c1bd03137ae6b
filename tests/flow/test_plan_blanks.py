"""The blank plan of the coming quarter lies in the workbook of the month before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, make_desk
from openpyxl import load_workbook

from pipeline.flow.blanks.blanks import Wish, write_blank_forms

FORM = "季度活动计划"


@pytest.mark.parametrize(
    ("month", "quarter"), [("2026-03", "2026年第二季度"), ("2026-12", "2027年第一季度"), ("2026-04", "")]
)
def test_quarter(month: str, quarter: str, tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    book = load_workbook(write_blank_forms(desk, Wish(BRANCH, month)).paths[0])
    cells = [cell.value for row in book[FORM].iter_rows() for cell in row] if FORM in book.sheetnames else []
    assert (quarter in cells) is bool(quarter)
    assert (FORM in book.sheetnames) is bool(quarter)
