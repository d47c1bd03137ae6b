"""A ledger of dues for the whole year: a column for each month, a record for each month that holds anything."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, read_form

from pipeline.forms.read import WorkbookReading
from pipeline.model.values import BLANK, Month

MONTHS = [f"{month}月" for month in range(1, 13)]
HEADS = ["序号", "姓名", "基数", "比例", "月应交", *MONTHS, "合计", "签字", "备注"]


def ledger(*rows: Sequence[Any], title: str = "2026年党费收缴台账", heads: Sequence[str] = HEADS) -> Grid:
    return [[title], ["支部", BRANCH], heads, *rows]


def member(name: str, *paid: Any) -> list[Any]:
    """With 15 yuan due each month."""
    return [1, name, 3000, "0.5%", 15, *paid]


def paid(reading: WorkbookReading) -> dict[int, list[Any]]:
    """What each person paid in each month of which there is a record."""
    records = [each.record for each in reading.readings if each.record]
    return {
        record.value("月份").month: [row["实交"].value and int(row["实交"].value) for row in record.rows("党费")]  # type: ignore[union-attr, arg-type]
        for record in records
    }


READ: dict[str, tuple[list[Any], dict[int, list[Any]]]] = {
    "amounts": ([15, 15], {1: [15], 2: [15]}),
    "a month left out": ([15, "", "15元"], {1: [15], 3: [15]}),
    "exempt": (["免", "免交"], {1: [0], 2: [0]}),
    "paid, as a word": (["已交", "√"], {1: [15], 2: [15]}),
    "three months told in one cell": (["1-3月45"], {1: [15], 2: [15], 3: [15]}),
}


@pytest.mark.parametrize("case", READ)
def test_the_months_of_a_ledger(tmp_path: Path, case: str) -> None:
    cells, amounts = READ[case]
    assert paid(read_form(tmp_path, ledger(member("冯伟", *cells)))) == amounts


def test_a_month_is_a_record_like_that_of_a_sheet(tmp_path: Path) -> None:
    reading = read_form(tmp_path, ledger(member("冯伟", 15, 20), member("尤静", 15), ["合计", "", "", "", 30, 30, 20]))
    record = reading.readings[1].record
    assert record is not None
    assert (record.form, record.value("月份"), record.value("支部")) == ("党费收缴表", Month(2026, 2), BRANCH)
    assert record.fields["月份"].origin.cell == "G3"
    assert [(row["实交"].value, row["实交"].origin.cell) for row in record.rows("党费")] == [
        (Decimal("20.00"), "G4"),
        (BLANK, "G5"),
    ]
    assert record.totals["党费"]["实交"].value == Decimal("20.00")


def test_what_stood_in_the_cell_is_kept(tmp_path: Path) -> None:
    record = read_form(tmp_path, ledger(member("冯伟", "免"))).readings[0].record
    assert record is not None
    assert record.rows("党费")[0]["实交"].written == "免"


@pytest.mark.parametrize(("amount", "months"), [(90, {month: [15] for month in range(1, 7)}), (80, {})])
def test_months_merged_into_one_cell(tmp_path: Path, amount: int, months: dict[int, list[int]]) -> None:
    reading = read_form(tmp_path, ledger(member("冯伟", amount)), merged=["F4:K4"])
    assert paid(reading) == months
    assert codes(reading) == ([] if months else [("money-several-months", "F4")])


def test_heads_may_name_the_year(tmp_path: Path) -> None:
    grid = ledger(["冯伟", 15, 15, 15], title="党费收缴台账", heads=["姓名", "月应交", "2026年1月", "2026年2月"])
    assert paid(read_form(tmp_path, grid)) == {1: [15], 2: [15]}


def test_a_month_beside_its_label_is_told(tmp_path: Path) -> None:
    grid = [["2026年党费收缴台账"], ["支部", BRANCH, "月份", "2026年3月"], HEADS, member("冯伟", 15)]
    reading = read_form(tmp_path, grid)
    assert paid(reading) == {1: [15]}
    assert codes(reading) == [("cell-unread", "D2")]


WRONG = {
    "a month told twice": (ledger(member("冯伟", "1-3月45", 20)), ("money-several-months", "F4")),
    "no year": (ledger(member("冯伟", 15), title="党费收缴台账"), ("month-year-missing", "A1")),
    "no month": (ledger(member("冯伟")), ("table-empty", "F4")),
    "no amount": (ledger(member("冯伟", "一些")), ("money-not-a-number", "F4")),
    "more than one month in words": (ledger(member("冯伟", "1-3月50")), ("money-several-months", "F4")),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_ledger_that_is_wrong(tmp_path: Path, case: str) -> None:
    grid, problem = WRONG[case]
    assert codes(read_form(tmp_path, grid)) == [problem]


def test_what_is_wrong_with_the_sheet_is_told_once(tmp_path: Path) -> None:
    reading = read_form(tmp_path, ledger(member("冯伟", 15, 15), [2, "", 3000, "0.5%", 15, 15, 15]))
    assert codes(reading) == [("row-without-anchor", "B5")]
    assert [each.record for each in reading.readings] == [None, None]


def test_an_own_column_beside_the_months_is_told(tmp_path: Path) -> None:
    grid = ledger(["冯伟", 15, 15, 15, 30], heads=["姓名", "月应交", "3月", "4月", "实交"])
    reading = read_form(tmp_path, grid)
    assert paid(reading) == {3: [15], 4: [15]}
    assert codes(reading) == [("column-unread", "E3")]


WITHOUT_MONTHS: dict[str, tuple[list[str], list[Any], str]] = {
    "the year's due and paid": (["姓名", "月应缴", "全年应缴", "全年实缴"], ["冯伟", 15, 180, 180], "C3"),
    "one of them": (["姓名", "月应缴", "备注", "累计"], ["冯伟", 15, "", 45], "D3"),
    "of the year, in other words": (["姓名", "月应缴", "本年度党费合计"], ["冯伟", 15, 180], "C3"),
}


@pytest.mark.parametrize("case", WITHOUT_MONTHS)
def test_amounts_of_the_year_alone_go_back(tmp_path: Path, case: str) -> None:
    heads, row, cell = WITHOUT_MONTHS[case]
    reading = read_form(tmp_path, ledger(row, heads=heads))
    assert ("months-missing", cell) in codes(reading)
    assert "field-missing" not in {code for code, _ in codes(reading)}


def test_amounts_of_the_year_beside_a_month_are_only_left_out(tmp_path: Path) -> None:
    heads = ["姓名", "应交", "实交", "全年实缴"]
    reading = read_form(tmp_path, ledger(["冯伟", 15, 15, 45], heads=heads, title="2026年3月党费收缴表"))
    assert codes(reading) == [("column-unread", "D3")]
    assert list(paid(reading)) == [3]
