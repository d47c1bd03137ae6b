"""Whole workbooks: every kind of file, hidden sheets, nothing in them, damaged bytes."""

from __future__ import annotations

import datetime as dt
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from builders import BRANCH, codes, column_of, dues, fields_of, make_form, make_ods, make_xls, shipped_mappings, sign_in
from openpyxl import load_workbook

from pipeline.forms.read import WorkbookReading, names_branches, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.model.values import Attendance

GRID = sign_in(date=dt.date(2026, 3, 20), theme="学习 䶮 A<B & C")


def read(path: Path) -> WorkbookReading:
    return read_workbook(WorkbookFile(path), path.name, shipped_mappings().forms, BRANCH)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (make_form, "表.xlsx"),
        (make_form, "其实是新格式.xls"),
        (make_xls, "表.xls"),
        (make_xls, "表.et"),
        (make_xls, "其实是旧格式.xlsx"),
        (make_ods, "表.ods"),
        (make_form, "没有后缀"),
    ],
)
def test_every_kind_of_workbook_under_any_name(tmp_path: Path, make: object, name: str) -> None:
    assert callable(make)
    reading = read(make(tmp_path / name, GRID))
    assert codes(reading) == []
    record = reading.readings[0].record
    assert record is not None
    assert fields_of(record)["活动日期"] == (dt.date(2026, 3, 20), "B3")
    assert fields_of(record)["活动主题"] == ("学习 䶮 A<B & C", "B4")
    assert column_of(record, "签到", "签到") == [(Attendance.PRESENT, "C6"), (Attendance.EXCUSED, "C7")]


@pytest.mark.parametrize("make", [make_form, make_xls, make_ods])
def test_numbers_of_every_kind_of_workbook(tmp_path: Path, make: object) -> None:
    assert callable(make)
    reading = read(make(tmp_path / "表", dues([("冯伟", 7215.4, 0.015, 108.23, 108.23)])))
    (sheet,) = reading.readings
    assert sheet.record is not None
    assert column_of(sheet.record, "党费", "应交") == [(Decimal("108.23"), "E4")]


def test_a_hidden_sheet_is_said_and_not_read(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {"三月": sign_in(), "旧表": sign_in(date="2025-03-20")})
    workbook = load_workbook(path)
    workbook["旧表"].sheet_state = "hidden"
    workbook.save(path)
    reading = read(path)
    assert [(problem.code, problem.at.sheet) for problem in reading.all_problems()] == [("sheet-hidden", "旧表")]
    assert [sheet.sheet for sheet in reading.readings] == ["三月"]


def test_one_form_for_many_months(tmp_path: Path) -> None:
    sheets = {f"{month}月": dues(month=f"2026年{month}月") for month in range(1, 13)}
    reading = read(make_form(tmp_path / "表.xlsx", sheets))
    assert codes(reading) == []
    assert [sheet.record.value("月份").month for sheet in reading.readings if sheet.record] == [*range(1, 13)]


def test_nothing_in_it(tmp_path: Path) -> None:
    assert codes(read(make_form(tmp_path / "表.xlsx", {"Sheet1": [], "Sheet2": []}))) == [("workbook-empty", "")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", b"text"])
def test_bytes_that_are_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(content)
    assert codes(read(path)) == [("workbook-broken", "")]
    assert not names_branches(WorkbookFile(path), shipped_mappings().forms)


@pytest.mark.parametrize("make", [make_form, make_xls, make_ods])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_off_anywhere_never_raises(tmp_path: Path, make: object, share: float) -> None:
    assert callable(make)
    path = make(tmp_path / "表", GRID)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert isinstance(read(path), WorkbookReading)


def test_a_formula_that_nothing_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    reading = read(make_form(tmp_path / "表.xlsx", dues([("冯伟", 3000, "0.5%", "=C4*D4", 15)])))
    assert codes(reading) == [("formula-uncalculated", "E4")]


def test_error_values_are_not_numbers(tmp_path: Path) -> None:
    reading = read(make_form(tmp_path / "表.xlsx", dues([("冯伟", 3000, "0.5%", "#REF!", 15)])))
    assert [cell for _, cell in codes(reading)] == ["E4"]


def test_months_not_filled_in_yet_are_skipped(tmp_path: Path) -> None:
    sheets = {"1月": dues(month="2026年1月"), "2月": dues([], month="2026年2月"), "3月": [*dues([])[:3], [1], [2]]}
    reading = read(make_form(tmp_path / "表.xlsx", sheets))
    assert [(problem.code, problem.at.sheet, problem.stops) for problem in reading.all_problems()] == [
        ("sheet-blank", "2月", False),
        ("sheet-blank", "3月", False),
    ]
    assert [sheet.sheet for sheet in reading.readings] == ["1月"]


def test_a_sheet_with_rows_but_no_names_is_not_blank(tmp_path: Path) -> None:
    sheets = {"1月": dues(month="2026年1月"), "2月": dues([(None, 3000, "0.5%", 15, 15)], month="2026年2月")}
    assert ("row-without-anchor", "B4") in codes(read(make_form(tmp_path / "表.xlsx", sheets)))


def test_a_blank_form_beside_another_kind_is_a_fault(tmp_path: Path) -> None:
    sheets = {"签到": sign_in(), "3月": dues([])}
    assert ("table-empty", "B4") in codes(read(make_form(tmp_path / "表.xlsx", sheets)))


@pytest.mark.parametrize(
    ("count", "size", "told"),
    [(1_000, 10, []), (1_001, 10, ["workbook-of-pictures"]), (3, 70 << 20, ["workbook-of-pictures"])],
)
def test_pictures_without_end(tmp_path: Path, count: int, size: int, told: list[str]) -> None:
    path = make_form(tmp_path / "表.xlsx", GRID)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for number in range(count):
            package.writestr(f"xl/media/image{number}.png", bytes(size))
    assert [code for code, _ in codes(read(path))] == told
