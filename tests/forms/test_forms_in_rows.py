"""Labels in a row with values below: a record for each row, or for the one; no heading is ever a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, make_form, read_file, read_form, record_of, registration
from openpyxl import load_workbook

from pipeline.forms.read import WorkbookReading
from pipeline.model.record import Record

TITLE = ["2026年谈心谈话登记表"]
HEADS = ["谈话日期", "谈话地点", "谈话人", "谈话对象", "谈话主题", "谈话内容"]
ONE: list[Any] = ["2026-03-12", "203室", "冯伟", "姜淑芬", "年度谈话", "谈了学习"]
TWO: list[Any] = ["2026-03-13", "203室", "冯伟", "沈一鸣", "年度谈话", "谈了工作"]


def records(reading: WorkbookReading) -> list[Record]:
    return [each.record for each in reading.readings if each.record]


def days(reading: WorkbookReading) -> list[tuple[str, str]]:
    """Of each talk whom it was with, and where its day stands."""
    return [(str(each.value("谈话对象")), each.fields["谈话日期"].origin.cell) for each in records(reading)]


TALKS: dict[str, tuple[Grid, list[str], list[tuple[str, str]]]] = {
    "plain": ([TITLE, ["支部", BRANCH], HEADS, ONE, TWO], [], [("姜淑芬", "A4"), ("沈一鸣", "A5")]),
    "numbered, with a total, a note and a line to sign": (
        [
            TITLE,
            ["序号", *HEADS],
            [1, *ONE],
            [2, *TWO],
            [3],
            ["合计", "2人次"],
            ["注：每半年一次"],
            ["谈话人（签字）："],
        ],
        [],
        [("姜淑芬", "B3"), ("沈一鸣", "B4")],
    ),
    "a year above, days without one": (
        [["谈心谈话台账"], ["年度", "2026"], HEADS, ["3月12日", *ONE[1:]], ["3.13", *TWO[1:]]],
        [],
        [("姜淑芬", "A4"), ("沈一鸣", "A5")],
    ),
    "the same as above": (
        [TITLE, HEADS, ONE, ["同上", "〃", "同上", *TWO[3:]]],
        [],
        [("姜淑芬", "A3"), ("沈一鸣", "A4")],
    ),
    "a day merged down": ([TITLE, HEADS, ONE, [None, *TWO[1:]]], ["A3:A4"], [("姜淑芬", "A3"), ("沈一鸣", "A3")]),
    "the talker above the rows": (
        [TITLE, ["谈话人", "冯伟"], [*HEADS[:2], *HEADS[3:]], [*ONE[:2], *ONE[3:]], [*TWO[:2], *TWO[3:]]],
        [],
        [("姜淑芬", "A4"), ("沈一鸣", "A5")],
    ),
    "heads of two levels": (
        [
            TITLE,
            ["谈话双方", "", "谈话情况", "", ""],
            ["谈话人", "谈话对象", "日期", "地点", "内容"],
            ["冯伟", "姜淑芬", "2026-03-12", "203室", "谈了学习"],
            ["冯伟", "沈一鸣", "2026-03-13", "203室", "谈了工作"],
        ],
        ["A2:B2", "C2:E2"],
        [("姜淑芬", "C4"), ("沈一鸣", "C5")],
    ),
    "headings among the rows, the head again": (
        [TITLE, HEADS, ["一、支委之间"], ONE, HEADS, ["二、支委和党员"], TWO],
        ["A3:F3", "A6:F6"],
        [("姜淑芬", "A4"), ("沈一鸣", "A7")],
    ),
    "a label as a value": (
        [TITLE, HEADS, [*ONE[:4], "年度", "谈了"], TWO],
        [],
        [("姜淑芬", "A3"), ("沈一鸣", "A4")],
    ),
    "two blocks side by side": (
        [TITLE, [*HEADS, *HEADS], [*ONE, *TWO], [*TWO[:3], "王五", *TWO[4:]]],
        [],
        [("姜淑芬", "A3"), ("王五", "A4"), ("沈一鸣", "G3")],
    ),
    "a note among the rows": (
        [TITLE, HEADS, ONE, ["备注：本表一式两份"], TWO, ["注：每半年一次"]],
        [],
        [("姜淑芬", "A3"), ("沈一鸣", "A5")],
    ),
    "a line to sign among the rows": (
        [TITLE, HEADS, ONE, ["审核人：冯伟"], TWO, ["党支部书记（签字）：", None, None, "冯伟"]],
        [],
        [("姜淑芬", "A3"), ("沈一鸣", "A5")],
    ),
    "a label among the rows": (
        [TITLE, HEADS, ONE, ["支部", BRANCH], TWO],
        [],
        [("姜淑芬", "A3"), ("沈一鸣", "A5")],
    ),
    "a total among the rows": (
        [TITLE, HEADS, ONE, ["合计", "1人次"], TWO],
        [],
        [("姜淑芬", "A3"), ("沈一鸣", "A5")],
    ),
    "who filled it in, and when, below the rows": (
        [TITLE, ["序号", *HEADS], [1, *ONE], ["填表人", "李四", None, "审核人", "王五"], ["填表日期", "2026-03-31"]],
        [],
        [("姜淑芬", "B3")],
    ),
    "one row": ([TITLE, HEADS, ONE], [], [("姜淑芬", "A3")]),
}


@pytest.mark.parametrize("case", TALKS)
def test_each_talk_is_a_record_with_its_own_cells(tmp_path: Path, case: str) -> None:
    grid, merged, talks = TALKS[case]
    reading = read_form(tmp_path, grid, merged)
    assert codes(reading) == []
    assert days(reading) == talks
    assert {each.value("谈话人") for each in records(reading)} == {"冯伟"}


MEETINGS = ["活动日期", "会议类型", "活动主题", "活动地点", "主持人", "会议记录"]
VOTES = ["票决日期", "表决事项", "应到有表决权", "实到有表决权", "赞成", "反对"]

SAME_DAY: dict[str, tuple[Grid, str, list[tuple[str, str]]]] = {
    "a meeting": (
        [
            ["三会一课登记表"],
            ["支部", BRANCH],
            MEETINGS,
            ["2026-07-05", "支委会", "甲", "会议室", "冯伟", "议了"],
            ["同上", "党课", "乙", "〃", "〃", "讲了"],
        ],
        "活动日期",
        [("2026-07-05", "A4"), ("2026-07-05", "A5")],
    ),
    "a vote": (
        [
            ["票决记录"],
            ["支部", BRANCH],
            VOTES,
            ["2026年10月1日", "事甲", 10, 9, 9, 0],
            ["〃", "事乙", "〃", "〃", 8, 1],
        ],
        "票决日期",
        [("2026-10-01", "A4"), ("2026-10-01", "A5")],
    ),
}


@pytest.mark.parametrize("case", SAME_DAY)
def test_the_day_above_is_that_of_a_row_that_says_so(tmp_path: Path, case: str) -> None:
    grid, field, expected = SAME_DAY[case]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == []
    held = [each.fields[field] for each in records(reading)]
    assert [(str(value.value), value.origin.cell) for value in held] == expected


def test_whom_a_talk_was_with_is_never_the_one_above(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [TITLE, ["支部", BRANCH], HEADS, ONE, [*TWO[:3], "同上", *TWO[4:]]])
    assert codes(reading) == [("ditto-without-above", "D5")]


def test_a_row_is_what_a_sheet_would_be(tmp_path: Path) -> None:
    heads = ["时间", "地点", "谈话人", "职务", "谈话对象", "职务", "主题", "谈话要点"]
    rows = [
        ["2026-03-12 14:30—15:00", "203室", "冯伟", "书记", name, "党员", "年度", "谈了"]
        for name in ("姜淑芬", "沈一鸣")
    ]
    first, second = records(read_form(tmp_path, [TITLE, ["支部", BRANCH], heads, *rows]))
    assert (first.value("谈话人职务"), first.value("谈话对象职务")) == ("书记", "党员")
    assert (first.value("支部"), first.fields["支部"].origin.cell) == (BRANCH, "B2")
    assert (first.value("开始时间"), second.value("谈话对象")) == (dt.time(14, 30), "沈一鸣")
    assert (first.origin.cell, second.origin.cell) == ("A4", "A5")


WRONG: dict[str, tuple[Sequence[Any], list[tuple[str, str]]]] = {
    "a day that is none": (["3月1x", *TWO[1:]], [("date-unreadable", "A4")]),
    "nothing where something must be": ([*TWO[:5], None], [("field-empty", "F4")]),
    "two wrong cells": ([None, "203室", "冯伟", 5, "年度", "谈了"], [("field-empty", "A4"), ("name-unreadable", "D4")]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_holds_up_no_other(tmp_path: Path, case: str) -> None:
    row, problems = WRONG[case]
    reading = read_form(tmp_path, [TITLE, HEADS, ONE, row, TWO])
    assert codes(reading) == problems
    assert [each.record is not None for each in reading.readings] == [True, False, True]


def test_a_wrong_row_below_a_note_is_told(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [TITLE, HEADS, ONE, ["备注：本表一式两份"], [*TWO[:3], None, *TWO[4:]], TWO])
    assert codes(reading) == [("field-empty", "D5")]
    assert days(reading) == [("姜淑芬", "A3"), ("沈一鸣", "A6")]


def test_a_few_words_below_a_note_are_no_row(tmp_path: Path) -> None:
    grid = [TITLE, HEADS, ONE, ["注：每半年一次"], ["电话", None, None, "12345"]]
    assert days(read_form(tmp_path, grid)) == [("姜淑芬", "A3")]


def test_a_hidden_row_is_told_and_not_read(tmp_path: Path) -> None:
    path = make_form(tmp_path / "谈话.xlsx", [TITLE, HEADS, ONE, TWO])
    workbook = load_workbook(path)
    workbook.worksheets[0].row_dimensions[4].hidden = True
    workbook.save(path)
    reading = read_file(path)
    assert codes(reading) == [("row-hidden", "A4")]
    assert days(reading) == [("姜淑芬", "A3")]


def test_a_head_that_is_missing_is_asked_for_once(tmp_path: Path) -> None:
    grid = [TITLE, ["谈话日期", "谈话人", "谈话对象", "谈心要点"]]
    grid += [["2026-03-12", "冯伟", "姜淑芬", "谈了"], ["3月1x", "冯伟", "沈一鸣", "谈了"]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("date-unreadable", "A4"), ("header-missing", "A2"), ("header-missing", "D2")]
    assert [each.record for each in reading.readings] == [None]


def test_heads_that_are_missing_are_asked_for_in_the_order_of_the_form(tmp_path: Path) -> None:
    grid = [TITLE, ["谈话日期", "谈话对象", "谈话主题", "意见建议"]]
    grid += [["2026-03-12", who, "年度谈话", "无"] for who in ("姜淑芬", "沈一鸣")]
    asked = [each.message for each in read_form(tmp_path, grid).all_problems() if each.code == "header-missing"]
    assert [name for told in asked for name in HEADS if f"“{name}”" in told] == ["谈话地点", "谈话人", "谈话内容"]


@pytest.mark.parametrize("below", [[], [[1], [2]], [["本月没有谈话"]]])
def test_a_list_without_entries_is_told_as_such(tmp_path: Path, below: list[list[Any]]) -> None:
    reading = read_form(tmp_path, [TITLE, ["支部", BRANCH], ["序号", *HEADS], *below])
    assert codes(reading) == [("table-empty", "A4")]
    assert reading.readings[0].is_blank


def test_who_signed_is_no_column_of_ours(tmp_path: Path) -> None:
    rows = [[*row, "冯伟"] for row in (ONE, TWO)]
    assert codes(read_form(tmp_path, [TITLE, [*HEADS, "谈话人签字"], *rows])) == []


FORMS: dict[str, tuple[Grid, str]] = {
    "组织处理登记表": (
        [["提醒谈话登记表"], ["谈话时间", "被谈话人", "谈话人", "谈话事由"]]
        + [["2026-03-12", name, "冯伟", "缺席"] for name in ("姜淑芬", "沈一鸣")],
        "姓名",
    ),
    "票决记录表": (
        [["票决记录表"], ["票决日期", "2026-06-18"], ["表决事项", "应到有表决权", "实到有表决权", "赞成"]]
        + [[name, 20, 19, 19] for name in ("接收林一", "接收林二")],
        "表决事项",
    ),
    "党费减免审批表": (
        [["2026年党费减免登记表"], ["姓名", "原月应交", "减免后", "起始月份"]]
        + [[name, 75, 30, "2026年4月"] for name in ("姜淑芬", "沈一鸣")],
        "姓名",
    ),
    "党员自评表": (
        [["2026年民主评议党员登记表"], ["姓名", "性别", "个人自评"]]
        + [[name, "女", "好"] for name in ("姜淑芬", "沈一鸣")],
        "姓名",
    ),
    "活动登记表": (
        [["2026年党课登记表"], ["授课时间", "授课题目", "主讲人", "主持人", "授课地点"]]
        + [[day, "学党章", "冯伟", "姜淑芬", "203室"] for day in ("2026-03-12", "2026-06-12")],
        "活动日期",
    ),
    "活动通知": (
        [["活动通知"], ["活动时间", "活动主题", "活动地点", "通知日期"]]
        + [[day, "学党章", "203室", "2026-03-01"] for day in ("2026-03-12", "2026-06-12")],
        "活动日期",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_that_come_in_rows(tmp_path: Path, form: str) -> None:
    grid, name = FORMS[form]
    reading = read_form(tmp_path, [grid[0], ["支部", BRANCH], *grid[1:]])
    assert codes(reading) == []
    assert [each.form for each in records(reading)] == [form, form]
    assert len({str(each.value(name)) for each in records(reading)}) == 2


def test_rows_without_a_part_of_the_key_go_back(tmp_path: Path) -> None:
    rows = [["记录人", "主讲人", "活动形式"], ["冯伟", "姜淑芬", "学习"], ["冯伟", "沈一鸣", "讨论"]]
    assert codes(read_form(tmp_path, [*registration(), *rows])) == [("forms-in-rows", "A9")]


def test_a_line_to_sign_is_no_second_entry(tmp_path: Path) -> None:
    grid = [["谈心谈话记录"], HEADS, ONE, ["负责人：", None, "签字人（签字）"]]
    assert record_of(read_form(tmp_path, grid)).value("谈话对象") == "姜淑芬"


def test_a_label_before_a_label_and_its_value_keeps_what_stands_beside(tmp_path: Path) -> None:
    grid = [*registration(), ["会议记录", "主讲人", "冯伟", "记录人", "姜淑芬"], [None, "大家都发了言"]]
    reading = read_form(tmp_path, grid, ["A7:A8", "B8:E8"])
    record = reading.readings[0].record
    assert record is not None
    assert (record.value("主讲人"), record.value("记录人")) == ("冯伟", "姜淑芬")
