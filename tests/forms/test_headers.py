"""Headers: two levels of them, columns of the sheet's own, words that are labels elsewhere."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from builders import BRANCH, codes, column_of, fields_of, read_form, record_of, registration


@pytest.mark.parametrize("merged", [["A3:A4", "B3:B4", "C3:D3"], []])
def test_two_levels_of_headers(tmp_path: Path, merged: list[str]) -> None:
    grid = [
        ["2026年3月党费收缴表"],
        ["支部", BRANCH],
        ["序号", "姓名", "党费", None],
        [None, None, "应交", "实交"],
        [1, "冯伟", 15, 15],
    ]
    assert column_of(record_of(read_form(tmp_path, grid, merged)), "党费", "应交") == [(Decimal("15.00"), "C5")]


def test_both_levels_together_name_the_column(tmp_path: Path) -> None:
    grid = [
        ["党员花名册"],
        ["支部", BRANCH],
        ["序号", "姓名", "时间", None],
        [None, None, "入党", "转正"],
        [1, "冯伟", "2001-07-01", "2002-07-01"],
    ]
    record = record_of(read_form(tmp_path, grid, ["A3:A4", "B3:B4", "C3:D3"]))
    assert column_of(record, "党员", "转正日期") == [(dt.date(2002, 7, 1), "D5")]


def test_the_wage_computation_sheet_with_many_columns_of_its_own(tmp_path: Path) -> None:
    heads = (
        "序号 姓名 岗位工资 薪级工资 绩效 养老 职业年金 公积金 医保 所得税 税后工资总额 交纳比例 每月应交 共交纳 备注"
    )
    row = [1, "冯伟", 1, 2, 3, 4, 5, 6, 7, 8, 3000, "0.5%", 15, 15]
    reading = read_form(tmp_path, [["2026年3月党费明细表"], heads.split(), row])
    assert codes(reading) == [("column-unread", f"{letter}2") for letter in "CDEFGHIJ"]
    record = reading.readings[0].record
    assert record is not None
    assert column_of(record, "党费", "计算基数") == [(Decimal("3000.00"), "K3")]


def test_two_columns_for_one_thing_the_own_name_wins(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["姓名", "月工资收入", "计算基数", "应交"], ["冯伟", 5000, 3000, 15]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("column-unread", "B2")]
    record = reading.readings[0].record
    assert record is not None
    assert column_of(record, "党费", "计算基数") == [(Decimal("3000.00"), "C3")]


@pytest.mark.parametrize("merged", [["A2:A3", "B2:B3", "C2:D2"], ["C2:D2"], []])
@pytest.mark.parametrize("head", ["应缴党费", "应交"])
def test_rate_and_amount_below_one_head(tmp_path: Path, head: str, merged: list[str]) -> None:
    grid = [
        ["2026年3月党费收缴表"],
        ["姓名", "月工资", head, None, "实交"],
        [None, None, "比例", "金额"],
        ["冯伟", 3000, "0.5%", 15, 15],
    ]
    record = record_of(read_form(tmp_path, grid, merged))
    row = {name: held.origin.cell for name, held in record.rows("党费")[0].items() if held.written}
    assert row == {"姓名": "A4", "计算基数": "B4", "比例": "C4", "应交": "D4", "实交": "E4"}


def test_a_bare_amount_is_not_the_due(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["姓名", "工资", "金额"], ["冯伟", 3000, 15]]
    assert ("header-missing", "C2") in codes(read_form(tmp_path, grid))


@pytest.mark.parametrize("head", ["内容", "主要内容"])
def test_the_agendas_header_is_no_label(tmp_path: Path, head: str) -> None:
    grid = [*registration(), ["活动过程", "先参观，后座谈。"], ["序号", "环节", head], [1, "学习", "学党章"]]
    record = record_of(read_form(tmp_path, grid))
    assert fields_of(record)["活动内容"] == ("先参观，后座谈。", "B7")
    assert column_of(record, "议程", "内容") == [("学党章", "C9")]
