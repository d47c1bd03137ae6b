"""Rows: merged cells, as above, the reason beside a mark, who only sits in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import BRANCH, column_of, fields_of, plan, read_form, record_of, registration, sign_in

from pipeline.model.values import BLANK, Attendance, Month, PartialDate

HEAD = sign_in()[:5]


def names(record, table="签到", column="姓名"):
    return [value for value, _ in column_of(record, table, column)]


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


def test_a_reason_stands_for_the_mark(tmp_path: Path) -> None:
    rows = [("冯伟", "√"), ("姜淑芬", None, "出差"), ("尤静", None, None, "请假（住院）")]
    record = record_of(read_form(tmp_path, sign_in(rows)))
    assert column_of(record, "签到", "签到")[1:] == [(Attendance.EXCUSED, "D7"), (Attendance.EXCUSED, "E8")]
    assert column_of(record, "签到", "请假事由")[2] == ("住院", "E8")


def test_a_mark_that_is_also_a_label_does_not_end_the_table(tmp_path: Path) -> None:
    grid = [*HEAD[:4], ["签到", "姓名"], ["√", "冯伟"], ["请假", "姜淑芬"], ["√", "尤静"]]
    record = record_of(read_form(tmp_path, grid))
    assert names(record) == ["冯伟", "姜淑芬", "尤静"]


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


@pytest.mark.parametrize("heading", ["列席人员", "列席：", "（二）列席"])
def test_a_group_that_only_sits_in(tmp_path: Path, heading: str) -> None:
    grid = [*HEAD, [1, "冯伟", "√"], [heading], [2, "林小满", "√"], ["党员"], [3, "姜淑芬", "√"]]
    record = read_form(tmp_path, grid).readings[0].record
    assert record is not None
    states = [Attendance.PRESENT, Attendance.OBSERVING, Attendance.PRESENT]
    assert [row["签到"].value for row in record.rows("签到")] == states
