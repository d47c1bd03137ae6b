"""Sheets that a clerk made: days, hours, leave and photos in words and places of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, read_form, record_of

from pipeline.model.values import BLANK


def activity(*rows: list[Any]) -> Grid:
    return [
        ["主题党日活动登记表"],
        ["支部", BRANCH],
        ["活动主题", "学党章"],
        ["活动地点", "会议室", "主持人", "冯伟"],
        *rows,
    ]


HOURS: dict[str, tuple[list[Any], dt.time, dt.time | None]] = {
    "from and to": (["活动日期", "2026-06-22", "时间", "14:30-17:30"], dt.time(14, 30), dt.time(17, 30)),
    "the day under another word": (["日期", "2026-06-22", "时间", "14:30-17:30"], dt.time(14, 30), dt.time(17, 30)),
    "a beginning alone": (["活动日期", "2026-06-22", "活动时间", "下午3点"], dt.time(15), None),
    "a cell of Excel's": (["活动日期", "2026-06-22", "时间", dt.time(9, 30)], dt.time(9, 30), None),
}


@pytest.mark.parametrize("case", HOURS)
def test_hours_beside_a_day_of_their_own(tmp_path: Path, case: str) -> None:
    row, start, end = HOURS[case]
    record = record_of(read_form(tmp_path, activity(row)))
    assert record.value("活动日期") == dt.date(2026, 6, 22)
    assert (record.value("开始时间"), record.value("结束时间")) == (start, end or BLANK)
    assert record.fields["开始时间"].origin.cell == "D5"


@pytest.mark.parametrize("told", ["2026年2月20日（星期五）上午", "2026年2月20日下午", "2026-02-20（晚上）"])
def test_half_a_day_is_no_hour(tmp_path: Path, told: str) -> None:
    day = record_of(read_form(tmp_path, activity(["活动日期", told]))).fields["活动日期"]
    assert (day.value, day.written) == (dt.date(2026, 2, 20), told)


def test_a_day_of_leave_is_no_day_of_approval(tmp_path: Path) -> None:
    head = [["请假补课登记表"], ["支部", BRANCH], ["活动日期", "2026-10-20"]]
    heads = ["姓名", "请假日期", "请假事由", "审批人", "补课情况"]
    reading = read_form(tmp_path, [*head, heads, ["冯伟", "2026-10-18", "出差", "姜淑芬", "已补课"]])
    assert codes(reading) == [("column-unread", "B4"), ("column-unread", "E4")]
    assert all("未到情况" not in problem.hint for problem in reading.readings[0].problems)
    record = reading.readings[0].record
    assert record is not None
    (row,) = record.rows("请假补课")
    assert "批准日期" not in row or row["批准日期"].value is BLANK


@pytest.mark.parametrize("head", ["请假日期", "请假时间"])
def test_days_of_leave_alone_are_those_of_the_activities(tmp_path: Path, head: str) -> None:
    rows = [["冯伟", "2026-10-18", "出差"], ["姜淑芬", "2026-10-25", "病"]]
    reading = read_form(tmp_path, [["请假补课登记表"], ["支部", BRANCH], ["姓名", head, "事由"], *rows])
    days = [each.record.value("活动日期") for each in reading.readings if each.record]
    assert days == [dt.date(2026, 10, 18), dt.date(2026, 10, 25)]


@pytest.mark.parametrize("label", ["照片", "照片文件", "照片文件名"])
def test_photos_beside_a_label(tmp_path: Path, label: str) -> None:
    grid = activity(["活动日期", "2026-06-22"], [label, "P1.jpg，P2.jpg"])
    rows = record_of(read_form(tmp_path, grid)).rows("照片")
    assert [(row["文件名"].value, row["文件名"].origin.cell) for row in rows] == [("P1.jpg", "B6"), ("P2.jpg", "B6")]


def test_two_photos_of_a_cell_have_numbers_of_their_own(tmp_path: Path) -> None:
    photos = [["序号", "照片文件", "说明"], [1, "P1.jpg、P2.jpg", "合影"], [2, "P3.jpg", "会场"]]
    rows = record_of(read_form(tmp_path, activity(["活动日期", "2026-06-22"], *photos))).rows("照片")
    assert [(row["序号"].value, row["文件名"].value) for row in rows] == [(1, "P1.jpg"), (2, "P2.jpg"), (3, "P3.jpg")]


@pytest.mark.parametrize("label", ["时间、地点", "时间地点", "活动时间及地点"])
def test_labels_as_one_are_told_where_they_stand(tmp_path: Path, label: str) -> None:
    grid = [
        ["主题党日活动登记表"],
        [label, "烈士陵园，下午"],
        ["支部", BRANCH],
        ["活动主题", "学党章", "主持人", "冯伟"],
    ]
    assert codes(read_form(tmp_path, grid)) == [("fields-joined", "A2")]
