"""Words that branches use for the labels and headers of the forms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, column_of, plan, read_form, record_of, registration, talk

LESSON: list[list[Any]] = [
    ["党课登记表"],
    ["支部", BRANCH],
    ["授课时间", "2026-03-20"],
    ["授课地点", "三楼会议室"],
    ["主持人", "冯伟"],
]


@pytest.mark.parametrize(
    ("label", "field"),
    [("议定事项", "决议内容"), ("出席人", "参加人员"), ("缺课人员", "缺席人员"), ("活动流程", "活动内容")],
)
def test_labels_of_a_registration(tmp_path: Path, label: str, field: str) -> None:
    assert record_of(read_form(tmp_path, [*registration(), [label, "冯伟"]])).value(field) == "冯伟"


def test_headers_of_a_registrations_tables(tmp_path: Path) -> None:
    agenda = [["活动流程"], ["序号", "活动流程", "内容"], [1, "集中学习", "读原文"]]
    photos = [["照片"], ["序号", "图片", "说明"], [1, "a.jpg", "学习"]]
    record = record_of(read_form(tmp_path, [*registration(), *agenda, *photos]))
    assert column_of(record, "议程", "环节") == [("集中学习", "B9")]
    assert column_of(record, "照片", "文件名") == [("a.jpg", "B12")]


def test_headers_of_a_roster(tmp_path: Path) -> None:
    heads = ["姓名", "何时入党", "何时转正", "党内任职"]
    grid = [["党员花名册"], ["支部", BRANCH], heads, ["冯伟", "2010-11-01", "2011-11-01", "书记"]]
    (row,) = record_of(read_form(tmp_path, grid)).rows("党员")
    assert row["职务"].value == "书记"
    assert [row[name].written for name in ("入党日期", "转正日期")] == ["2010-11-01", "2011-11-01"]


def test_what_is_done_next_after_a_talk(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, [*talk(), ["下一步打算", "参加培训"]]))
    assert record.value("后续措施") == "参加培训"


def test_content_and_form_of_a_plan(tmp_path: Path) -> None:
    rows = plan()
    rows[2][2] = "内容和形式"
    assert column_of(record_of(read_form(tmp_path, rows)), "安排", "活动内容") == [("学总纲", "C4")]


def test_who_missed_a_lesson(tmp_path: Path) -> None:
    grid = [["请假补课登记表"], ["支部", BRANCH], ["活动日期", "2026-03-20"], ["缺课人员", "事由"], ["冯伟", "出差"]]
    record = record_of(read_form(tmp_path, grid))
    assert column_of(record, "请假补课", "姓名") == [("冯伟", "A5")]
    assert record.value("活动日期") == dt.date(2026, 3, 20)


def test_the_subject_of_a_lesson_stands_for_its_theme(tmp_path: Path) -> None:
    assert record_of(read_form(tmp_path, [*LESSON, ["课题", "学党章"]])).value("活动主题") == "学党章"


@pytest.mark.parametrize("lines", [[["活动主题", "甲"], ["课题", "乙"]], [["课题：乙"], ["活动主题：甲"]]])
def test_a_lesson_with_both_keeps_them_apart(tmp_path: Path, lines: list[list[Any]]) -> None:
    record = record_of(read_form(tmp_path, [*LESSON, *lines]))
    assert (record.value("活动主题"), record.value("授课题目")) == ("甲", "乙")
