"""Rows: where a table begins and ends, blocks side by side, merges, repeated headers, totals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from builders import (
    BRANCH,
    codes,
    column_of,
    dues,
    fields_of,
    plan,
    read_form,
    record_of,
    registration,
    roster,
    sign_in,
)

from pipeline.model.values import BLANK, Attendance, Month, PartialDate

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


def test_a_group_merged_downwards_holds_for_each_row(tmp_path: Path) -> None:
    grid = [
        ["党员花名册"],
        ["支部", BRANCH],
        ["党小组", "序号", "姓名"],
        ["第一小组", 1, "冯伟"],
        [None, 2, "姜淑芬"],
        [None, 3, None],
        ["第二小组", 4, "沈一鸣"],
    ]
    record = record_of(read_form(tmp_path, grid, ["A4:A6"]))
    assert column_of(record, "党员", "党小组") == [("第一小组", "A4"), ("第一小组", "A4"), ("第二小组", "A7")]


def test_a_month_merged_over_two_activities(tmp_path: Path) -> None:
    grid = plan(
        [("1月", "学党章", "甲", "人教科"), (None, "志愿服务", "乙", "办公室"), ("2月", "党课", "丙", "办公室")]
    )
    record = record_of(read_form(tmp_path, grid, ["A4:A5"]))
    assert column_of(record, "安排", "月份") == [(Month(2026, 1), "A4"), (Month(2026, 1), "A4"), (Month(2026, 2), "A6")]


def test_headings_of_groups_among_the_rows(tmp_path: Path) -> None:
    grid = [*roster()[:3], ["第一党小组"], [1, "冯伟", "书记"], ["第二党小组"], [2, "姜淑芬", "党员"]]
    record = record_of(read_form(tmp_path, grid, ["A4:C4", "A6:C6"]))
    assert names(record, "党员") == ["冯伟", "姜淑芬"]


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


@pytest.mark.parametrize("ditto", ["同上", "〃", '"'])
def test_as_above_takes_the_value_of_the_row_before(tmp_path: Path, ditto: str) -> None:
    head = ["序号", "姓名", "应交", "交纳日期"]
    grid = [
        ["2026年3月党费收缴表"],
        head,
        [1, "冯伟", 15, "2026-03-20"],
        [2, "姜淑芬", 15, ditto],
        [3, "尤静", 15, ditto],
    ]
    record = record_of(read_form(tmp_path, grid))
    day = dt.date(2026, 3, 20)
    assert column_of(record, "党费", "交纳日期") == [(day, "D3"), (day, "D4"), (day, "D5")]


def test_a_label_of_the_form_that_is_an_entry_of_its_table(tmp_path: Path) -> None:
    grid = [
        *(row[:2] for row in registration()),
        ["环节", "内容"],
        ["集中学习", "学党章"],
        ["重温入党誓词", "冯伟领誓"],
        ["集中学习", "是"],
        ["会议记录", "冯伟：开会。"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert names(record, "议程", "环节") == ["集中学习", "重温入党誓词"]
    assert fields_of(record)["集中学习"] == (True, "B10")
    assert fields_of(record)["会议记录"] == ("冯伟：开会。", "B11")


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


def test_a_reason_stands_for_the_mark(tmp_path: Path) -> None:
    rows = [("冯伟", "√"), ("姜淑芬", None, "出差"), ("尤静", None, None, "请假（住院）")]
    record = record_of(read_form(tmp_path, sign_in(rows)))
    assert column_of(record, "签到", "签到")[1:] == [(Attendance.EXCUSED, "D7"), (Attendance.EXCUSED, "E8")]
    assert column_of(record, "签到", "请假事由")[2] == ("住院", "E8")


def test_a_mark_that_is_also_a_label_does_not_end_the_table(tmp_path: Path) -> None:
    grid = [*HEAD[:4], ["签到", "姓名"], ["√", "冯伟"], ["请假", "姜淑芬"], ["√", "尤静"]]
    record = record_of(read_form(tmp_path, grid))
    assert names(record) == ["冯伟", "姜淑芬", "尤静"]


def test_a_line_that_numbers_the_columns(tmp_path: Path) -> None:
    grid = [*dues()[:3], ["甲", "乙", 1, 2, "3=1×2", 4], dues()[3]]
    assert names(record_of(read_form(tmp_path, grid)), "党费") == ["冯伟"]


def test_the_total_in_words(tmp_path: Path) -> None:
    grid = [*dues(), ["合计（大写）：壹拾伍元整"]]
    assert names(record_of(read_form(tmp_path, grid)), "党费") == ["冯伟"]


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("病假", "病假"),
        ("出差", "出差"),
        ("公 差", "公差"),
        ("请假(出差)", "出差"),
        ("请假：带队参赛", "带队参赛"),
        ("病假（住院）", "病假（住院）"),
        ("请事假", "事假"),
        ("值班", "值班"),
        ("请假", BLANK),
        ("假", BLANK),
        ("请假(半天)", BLANK),
    ],
)
def test_a_mark_that_is_a_reason_is_kept_as_one(tmp_path: Path, mark: str, reason: object) -> None:
    record = record_of(read_form(tmp_path, sign_in([("冯伟", mark)])))
    (row,) = record.rows("签到")
    assert (row["签到"].value, row["请假事由"].value) == (Attendance.EXCUSED, reason)


def test_the_reason_that_stands_in_its_own_column_wins(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, sign_in([("冯伟", "事假", "照顾老人")])))
    assert column_of(record, "签到", "请假事由") == [("照顾老人", "D6")]


@pytest.mark.parametrize(
    "cells",
    [
        (1, "林小满", None, "列席", None, None),
        (1, "林小满", None, "√（列席）", None, None),
        (1, "林小满", None, "√", None, "列席 积极分子"),
        (1, "林小满", None, None, None, "群众（列席）"),
        (1, "林小满", "列席人员", "√", None, None),
        (1, "林小满", None, "请假", "列席", None),
        ("列席", "林小满", None, "√", None, None),
    ],
)
def test_who_only_sits_in(tmp_path: Path, cells: tuple[object, ...]) -> None:
    grid = [*HEAD[:4], ["序号", "姓名", "职务", "签到", "请假事由", "备注"], cells]
    record = record_of(read_form(tmp_path, grid))
    assert record.rows("签到")[0]["签到"].value is Attendance.OBSERVING


@pytest.mark.parametrize(("mark", "remark"), [("√", "未列席"), ("请假", "列席市局会议"), ("√", "上次列席，本月转正")])
def test_a_remark_of_sitting_in_elsewhere(tmp_path: Path, mark: str, remark: str) -> None:
    record = record_of(read_form(tmp_path, sign_in([("冯伟", mark, None, remark)])))
    assert record.rows("签到")[0]["签到"].value is not Attendance.OBSERVING


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


def test_a_member_admitted_in_a_month(tmp_path: Path) -> None:
    grid = [["党员花名册"], ["支部", BRANCH], ["姓名", "入党日期", "转正日期"], ["冯伟", "2001年7月", "2002-07-01"]]
    record = record_of(read_form(tmp_path, grid))
    assert column_of(record, "党员", "入党日期") == [(PartialDate(2001, 7), "B4")]
    assert column_of(record, "党员", "转正日期") == [(dt.date(2002, 7, 1), "C4")]


@pytest.mark.parametrize(
    ("limit", "value"), [("5月底前", "5月底前"), ("长期", "长期"), ("4月3日", dt.date(2026, 4, 3)), (None, BLANK)]
)
def test_a_time_limit_is_a_day_or_words(tmp_path: Path, limit: object, value: object) -> None:
    grid = [*registration(), ["决议事项"], ["序号", "事项", "完成时限"], [1, "慰问", limit]]
    record = record_of(read_form(tmp_path, grid))
    assert record.rows("决议")[0]["完成时限"].value == value


@pytest.mark.parametrize("head", ["内容", "主要内容"])
def test_the_agendas_header_is_no_label(tmp_path: Path, head: str) -> None:
    grid = [*registration(), ["活动过程", "先参观，后座谈。"], ["序号", "环节", head], [1, "学习", "学党章"]]
    record = record_of(read_form(tmp_path, grid))
    assert fields_of(record)["活动内容"] == ("先参观，后座谈。", "B7")
    assert column_of(record, "议程", "内容") == [("学党章", "C9")]


@pytest.mark.parametrize("heading", ["列席人员", "列席：", "（二）列席"])
def test_a_group_that_only_sits_in(tmp_path: Path, heading: str) -> None:
    grid = [*HEAD, [1, "冯伟", "√"], [heading], [2, "林小满", "√"], ["党员"], [3, "姜淑芬", "√"]]
    record = read_form(tmp_path, grid).readings[0].record
    assert record is not None
    states = [Attendance.PRESENT, Attendance.OBSERVING, Attendance.PRESENT]
    assert [row["签到"].value for row in record.rows("签到")] == states
