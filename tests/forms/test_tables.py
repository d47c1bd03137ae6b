"""Tables: where one begins and ends, blocks side by side, repeated headers, groups, totals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from builders import column_of, dues, read_form, record_of, registration, roster, sign_in

from pipeline.model.values import Attendance

HEAD = sign_in()[:5]


def names(record, table="签到", column="姓名"):
    return [value for value, _ in column_of(record, table, column)]


def test_two_blocks_side_by_side(tmp_path: Path) -> None:
    grid = [
        *HEAD[:4],
        ["序号", "姓名", "签到", "备注", "序号", "姓名", "签到", "备注"],
        [1, "冯伟", "√", None, 3, "沈一鸣", "√", None],
        [2, "姜淑芬", None, "病假"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert column_of(record, "签到", "姓名") == [("冯伟", "B6"), ("姜淑芬", "B7"), ("沈一鸣", "F6")]
    assert column_of(record, "签到", "签到")[1] == (Attendance.EXCUSED, "D7")


@pytest.mark.parametrize(
    "last",
    [
        ["合计", None, 2],
        ["注：√为出席"],
        ["备注：√为出席，○为请假"],
        ["制表人：张三", None, "审核人：李四"],
        ["党支部书记（签字）："],
        ["应到2人，实到2人"],
    ],
)
def test_what_ends_a_table(tmp_path: Path, last: list[object]) -> None:
    grid = [*HEAD, [1, "冯伟", "√"], [2, "姜淑芬", "√"], last]
    assert names(record_of(read_form(tmp_path, grid))) == ["冯伟", "姜淑芬"]


def test_blank_rows_inside_and_numbered_lines_below_are_no_entries(tmp_path: Path) -> None:
    grid = [*HEAD, [1, "冯伟", "√"], [], [None], [2, "姜淑芬", "√"], [3], [4, None, None]]
    assert names(record_of(read_form(tmp_path, grid))) == ["冯伟", "姜淑芬"]


def test_header_repeated_on_each_page(tmp_path: Path) -> None:
    grid = [*HEAD, [1, "冯伟", "√"], HEAD[4], [2, "姜淑芬", "√"]]
    assert column_of(record_of(read_form(tmp_path, grid)), "签到", "姓名") == [("冯伟", "B6"), ("姜淑芬", "B8")]


def test_whole_head_and_foot_repeated_on_each_page(tmp_path: Path) -> None:
    foot = ["制表人：张三"]
    grid = [*HEAD, [1, "冯伟", "√"], foot, *HEAD, [2, "姜淑芬", "√"], foot]
    assert names(record_of(read_form(tmp_path, grid))) == ["冯伟", "姜淑芬"]


def test_subtotals_and_the_total(tmp_path: Path) -> None:
    grid = [
        *dues()[:4],
        ["小计", None, None, None, 15, 15],
        [2, "姜淑芬", 3000, "0.5%", 15, 15],
        ["本页合计", None, None, None, 15, 15],
        ["合　计", None, None, None, 30, "30.00元"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert names(record, "党费") == ["冯伟", "姜淑芬"]
    totals = {name: (held.value, held.origin.cell) for name, held in record.totals["党费"].items()}
    assert totals == {"应交": (Decimal("30.00"), "E8"), "实交": (Decimal("30.00"), "F8")}


@pytest.mark.parametrize(("left", "right", "total"), [(None, 35, "35.00"), (15, 20, "35.00")])
def test_total_of_two_blocks(tmp_path: Path, left: object, right: object, total: str) -> None:
    grid = [
        ["2026年3月党费收缴表"],
        ["姓名", "应交", "姓名", "应交"],
        ["冯伟", 15, "姜淑芬", 20],
        ["合计", left, None, right],
    ]
    assert record_of(read_form(tmp_path, grid)).totals["党费"]["应交"].value == Decimal(total)


def test_a_name_or_agenda_that_begins_like_a_total(tmp_path: Path) -> None:
    grid = [*registration(), ["序号", "环节"], [1, "总计划安排"], [None, "总计划安排"], [2, "散会"]]
    assert names(record_of(read_form(tmp_path, grid)), "议程", "环节") == ["总计划安排", "总计划安排", "散会"]


def test_headings_of_groups_among_the_rows(tmp_path: Path) -> None:
    grid = [*roster()[:3], ["第一党小组"], [1, "冯伟", "书记"], ["第二党小组"], [2, "姜淑芬", "党员"]]
    record = record_of(read_form(tmp_path, grid, ["A4:C4", "A6:C6"]))
    assert names(record, "党员") == ["冯伟", "姜淑芬"]


def test_three_tables_on_one_sheet(tmp_path: Path) -> None:
    grid = [
        *registration(),
        ["活动议程"],
        ["序号", "环节", "内容", "发言人"],
        [1, "学习", "学党章", "冯伟"],
        ["决议事项"],
        ["序号", "事项", "责任人", "完成时限"],
        [1, "慰问", "姜淑芬", "4月3日"],
        ["照片"],
        ["序号", "文件名", "说明"],
        [1, "IMG_1.jpg", "合影"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert column_of(record, "决议", "完成时限") == [(dt.date(2026, 4, 3), "D12")]
    assert column_of(record, "照片", "文件名") == [("IMG_1.jpg", "B15")]


def test_a_line_that_numbers_the_columns(tmp_path: Path) -> None:
    grid = [*dues()[:3], ["甲", "乙", 1, 2, "3=1×2", 4], dues()[3]]
    assert names(record_of(read_form(tmp_path, grid)), "党费") == ["冯伟"]


def test_the_total_in_words(tmp_path: Path) -> None:
    grid = [*dues(), ["合计（大写）：壹拾伍元整"]]
    assert names(record_of(read_form(tmp_path, grid)), "党费") == ["冯伟"]
