"""Amounts as people write them, and formulas that failed or were never worked out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import (
    Grid,
    codes,
    column_of,
    dues,
    make_form,
    make_xls,
    read_file,
    read_form,
    record_of,
    sign_in,
)
from openpyxl import load_workbook

MONEY: list[tuple[Any, Any]] = [
    ("¥15.00", "15.00"),
    ("15元", "15.00"),
    ("15.0 0", "15.00"),
    ("1,015.50", "1015.50"),
    ("１５．００", "15.00"),
    (0.2, "0.20"),
    (108.23100000001, "108.23"),
    ("壹拾伍元整", "15.00"),
    ("十五元五角", "15.50"),
    ("免", "money-exempt"),
    ("已交", "money-not-a-number"),
    ("1-6月90", "money-several-months"),
    ("-15", "money-negative"),
    ("15 20", "money-unreadable"),
    ("15.005", "money-decimals"),
    ("=D4*0.005", "formula-uncalculated"),
    ("#REF!", "formula-error"),
    ("〃", "ditto-without-above"),
]


@pytest.mark.parametrize(("written", "meant"), MONEY, ids=[str(written) for written, _ in MONEY])
def test_money(tmp_path: Path, written: Any, meant: str) -> None:
    reading = read_form(tmp_path, dues([("冯伟", 3000, "0.5%", written, 15)]))
    if meant[0].isdigit():
        assert column_of(record_of(reading), "党费", "应交") == [(Decimal(meant), "E4")]
    else:
        assert codes(reading) == [(meant, "E4")]


@pytest.mark.parametrize("make", [make_form, make_xls])
def test_an_error_that_a_formula_left(tmp_path: Path, make: Callable[[Path, Grid], Path]) -> None:
    """In the file an error is a kind of cell, not a text; the remark would be lost without a word."""
    path = make(tmp_path / "表.xlsx", dues([("冯伟", 3000, "0.5%", 15, 15)]))
    if make is make_form:
        workbook = load_workbook(path)
        workbook.worksheets[0]["G3"] = "备注"
        workbook.worksheets[0]["G4"] = "#N/A"
        workbook.worksheets[0]["G4"].data_type = "e"
        workbook.save(path)
    else:
        path = xls_with_error(path)
    assert codes(read_file(path)) == [("formula-error", "G4")]


def xls_with_error(path: Path) -> Path:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for row, cells in enumerate(dues([("冯伟", 3000, "0.5%", 15, 15)])):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    sheet.write(2, 6, "备注")
    sheet.row(3).set_cell_error(6, 42)
    workbook.save(str(path))
    return path


def test_a_row_whose_name_is_a_formula_without_a_value(tmp_path: Path) -> None:
    reading = read_form(tmp_path, sign_in([("=花名册!B3", "√"), ("姜淑芬", "√")]))
    assert codes(reading) == [("formula-uncalculated", "B6")]


def test_formulas_prepared_in_rows_that_nobody_filled(tmp_path: Path) -> None:
    rows = [("冯伟", 3000, "0.5%", 15, 15), (None, None, None, "=D5*E5", None)]
    grid = [*dues(rows), ["合计", None, None, None, "=SUM(E4:E5)", 15]]
    assert [name for name, _ in column_of(record_of(read_form(tmp_path, grid)), "党费", "姓名")] == ["冯伟"]
