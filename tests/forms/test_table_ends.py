"""What stands below the entries of a table, or between them, and is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, codes, column_of, dues, read_form, roster

from pipeline.forms.read import WorkbookReading

HEAD: list[list[Any]] = [["2026年3月党费收缴表"], ["支部", BRANCH], ["姓名", "应交", "实交"]]
ENTRIES: list[list[Any]] = [["冯伟", 15, 15], ["姜淑芬", 18, 18]]


def named(reading: WorkbookReading, table: str) -> list[object]:
    (record,) = [each.record for each in reading.readings if each.record]
    return [value for value, _ in column_of(record, table, record_anchor(table))]


def record_anchor(table: str) -> str:
    return {"安排": "活动主题", "落实": "事项"}.get(table, "姓名")


CLOSING = ["以下空白", "此行以下空白", "——以下空白——", "（以下空白）", "以下均为空白", "空白", "以 下 空 白"]


@pytest.mark.parametrize("closing", CLOSING)
@pytest.mark.parametrize("column", [0, 1, 5])
def test_nothing_follows_where_it_says_so_in_any_column(tmp_path: Path, closing: str, column: int) -> None:
    grid = [*dues((("冯伟", 3000, "0.5%", 15, 15),)), [None] * column + [closing], [None, None, None, "2026年3月20日"]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("cell-unread", "D6")]
    assert named(reading, "党费") == ["冯伟"]


def test_beside_the_last_of_another_block_it_is_nobody(tmp_path: Path) -> None:
    head = [["党员花名册"], ["支部", BRANCH], ["姓名", "性别", "姓名", "性别"]]
    reading = read_form(tmp_path, [*head, ["冯伟", "男", "姜淑芬", "女"], ["沈一鸣", "男", "以下空白"]])
    assert codes(reading) == []
    assert named(reading, "党员") == ["冯伟", "沈一鸣", "姜淑芬"]


TABLES: dict[str, tuple[list[list[Any]], str, list[str]]] = {
    "党员": ([["党员花名册"], ["支部", BRANCH], ["姓名", "性别"], ["冯伟", "男"]], "姓名", ["冯伟"]),
    "安排": (
        [["2026年主题党日活动安排表"], ["支部", BRANCH], ["月份", "活动主题"], ["3月", "学党章"]],
        "活动主题",
        ["学党章"],
    ),
    "落实": (
        [["议定事项落实情况表"], ["支部", BRANCH, "年度", "2026"], ["事项", "落实情况"], ["修路", "好"]],
        "事项",
        ["修路"],
    ),
    "过生日党员": (
        [["政治生日登记表"], ["支部", BRANCH, "活动日期", "2026-09-20"], ["姓名", "愿望"], ["冯伟", "学习"]],
        "姓名",
        ["冯伟"],
    ),
}


SAID = ["共有3项制度没有上墙，建议补上", "共3个方面：学习不深", "合计共2条建议重复", "以上都是大家说的"]


@pytest.mark.parametrize("said", SAID)
def test_what_people_say_in_a_list_of_texts_is_no_foot(tmp_path: Path, said: str) -> None:
    head = [["意见建议征集表"], ["支部", BRANCH], ["征集日期", "2026-03-05"], ["意见建议", "提出人"]]
    (reading,) = read_form(tmp_path, [*head, ["加强理论学习"], [said], ["多谈心"]]).readings
    assert reading.record is not None
    assert [value for value, _ in column_of(reading.record, "意见", "意见建议")] == ["加强理论学习", said, "多谈心"]


@pytest.mark.parametrize("table", TABLES)
def test_it_is_no_entry_of_any_table(tmp_path: Path, table: str) -> None:
    grid, column, values = TABLES[table]
    (reading,) = read_form(tmp_path, [*grid, ["以下空白"]]).readings
    assert reading.record is not None
    assert [value for value, _ in column_of(reading.record, table, column)] == values


def test_a_remark_that_says_so_leaves_its_entry(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [["党员花名册"], ["支部", BRANCH], ["姓名", "备注"], ["冯伟", "以下空白"]])
    assert named(reading, "党员") == ["冯伟"]


GOES_ON = ["续表", "接下页", "（接上页）", "第1页", "第 1 页 共 2 页", "以下空白"]


@pytest.mark.parametrize("between", GOES_ON)
def test_what_stands_between_two_pages_loses_nobody(tmp_path: Path, between: str) -> None:
    reading = read_form(tmp_path, [*HEAD, ENTRIES[0], [between], ENTRIES[1]])
    assert codes(reading) == []
    assert named(reading, "党费") == ["冯伟", "姜淑芬"]


FEET = {
    "（盖章）": False,
    "党支部（盖章）": False,
    "第 1 页 共 2 页": False,
    "出纳：": False,
    "单位负责人：姜海涛": False,
    "2026年3月20日": True,
    "登记人：姜海涛": True,
    "会计：姜海涛": True,
    "以上共2人": True,
    "人数：2": True,
    "大写：叁拾叁元整": True,
    "1.本表一式两份": True,
    "*带星号为退休": True,
    "其中：在职": True,
}


@pytest.mark.parametrize(("foot", "is_told"), FEET.items())
def test_feet_in_the_column_of_names_end_the_table(tmp_path: Path, foot: str, is_told: bool) -> None:
    reading = read_form(tmp_path, [*HEAD, *ENTRIES, [foot]])
    assert codes(reading) == ([("cell-unread", "A6")] if is_told else [])
    assert named(reading, "党费") == ["冯伟", "姜淑芬"]


@pytest.mark.parametrize("foot", ["2026年3月20日", "1.本表一式两份", "其中：在职"])
def test_above_another_entry_they_are_refused_as_names(tmp_path: Path, foot: str) -> None:
    problems = codes(read_form(tmp_path, [*HEAD, ENTRIES[0], [foot], ENTRIES[1]]))
    assert next(code for code, cell in problems if cell == "A5").startswith("name-")


NOBODY = ["待定", "已故", "暂缺", "组长", "无变动", "机关第七党支部", "退休支部"]


@pytest.mark.parametrize("told", NOBODY)
def test_words_that_are_no_names_make_no_members(tmp_path: Path, told: str) -> None:
    assert codes(read_form(tmp_path, roster(("冯伟", told)))) == [("name-unreadable", "B5")]


BESIDE: dict[str, tuple[Sequence[Any], Sequence[Any], list[tuple[str, str]]]] = {
    "beside an entry": (HEAD[2], [*ENTRIES[0], None, "出席12"], [("cell-unread", "E4")]),
    "under the second column of a merged head": (
        ["姓名", "应交", "实交", None],
        [*ENTRIES[0], "另交2"],
        [("cell-unread", "D4")],
    ),
    "nothing there": (HEAD[2], ENTRIES[0], []),
}


@pytest.mark.parametrize("case", BESIDE)
def test_cells_under_no_head_are_told(tmp_path: Path, case: str) -> None:
    head, row, problems = BESIDE[case]
    merged = ["C3:D3"] if "merged" in case else []
    assert codes(read_form(tmp_path, [*HEAD[:2], list(head), list(row)], merged)) == problems


UNITS: dict[str, list[list[Any]]] = {
    "D2": [HEAD[0], ["支部：" + BRANCH, None, None, "单位：角"], HEAD[2], *ENTRIES],
    "B3": [*HEAD[:2], ["姓名", "应交（千元）", "实交"], *ENTRIES],
}


@pytest.mark.parametrize("cell", UNITS)
def test_another_unit_than_yuan_is_not_read_as_yuan(tmp_path: Path, cell: str) -> None:
    assert codes(read_form(tmp_path, UNITS[cell])) == [("money-unit", cell)]


@pytest.mark.parametrize("unit", ["单位：元", "单位：人民币元"])
def test_yuan_is_no_other_unit(tmp_path: Path, unit: str) -> None:
    grid = [HEAD[0], ["支部：" + BRANCH, None, None, unit], ["姓名", "应交（元）", "实交"], *ENTRIES]
    assert codes(read_form(tmp_path, grid)) == []


def plan(*rows: Sequence[Any]) -> list[list[Any]]:
    return [["2026年学习计划表"], ["支部", BRANCH], ["月份", "学习内容", "备注"], *map(list, rows)]


def test_printed_months_that_nobody_filled_in_are_no_entries(tmp_path: Path) -> None:
    reading = read_form(tmp_path, plan(["1月", "学党章"], ["2月"], ["三月"], ["4月份"], [5], ["6"]))
    assert codes(reading) == []
    (sheet,) = reading.readings
    assert sheet.record is not None
    assert [cell for _, cell in column_of(sheet.record, "学习安排", "月份")] == ["A4"]


@pytest.mark.parametrize("told", ["组长", "2026年3月20日", "每月"])
def test_what_is_no_month_alone_in_their_column_goes_back(tmp_path: Path, told: str) -> None:
    assert ("cell-empty", "B5") in codes(read_form(tmp_path, plan(["1月", "学党章"], [told], ["3月", "学条例"])))


def test_a_month_with_anything_beside_it_is_one(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, plan(["1月", "学党章"], ["2月", None, "待定"]))) == [("cell-empty", "B5")]
