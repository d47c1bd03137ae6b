"""Labels in a row with their values below: one entry is read, several are returned; no heading is ever a value."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, codes, read_form, record_of, registration

HEADS = ["谈话日期", "谈话地点", "谈话人", "谈话对象", "谈话方式", "谈话主题", "改进意见", "谈话内容"]
ONE: list[Any] = ["2026-03-12", "203室", "冯伟", "姜淑芬", "当面", "年度谈话", "多学习", "谈了学习"]
TWO: list[Any] = ["2026-03-13", "203室", "冯伟", "沈一鸣", "当面", "年度谈话", "多学习", "谈了工作"]


@pytest.mark.parametrize("title", ["谈心谈话记录", "谈心谈话登记表", "谈心谈话情况表"])
def test_a_list_of_talks_is_returned_whole(tmp_path: Path, title: str) -> None:
    reading = read_form(tmp_path, [[title], ["支部", BRANCH], HEADS, ONE, TWO])
    assert codes(reading) == [("forms-in-rows", "A5")]
    assert [(sheet.form, sheet.record) for sheet in reading.readings] == [("谈心谈话记录", None)]


def test_a_numbered_list_of_talks(tmp_path: Path) -> None:
    grid = [["谈心谈话记录"], ["序号", *HEADS], [1, *ONE], [2, *TWO]]
    assert codes(read_form(tmp_path, grid)) == [("forms-in-rows", "B4")]


def test_a_post_in_the_list_is_no_signature(tmp_path: Path) -> None:
    heads = ["谈话日期", "谈话人", "职务", "谈话对象", "谈话内容"]
    rows = [["2026-03-12", "冯伟", "书记", name, "谈了学习"] for name in ("姜淑芬", "沈一鸣")]
    assert codes(read_form(tmp_path, [["谈心谈话记录"], heads, *rows])) == [("forms-in-rows", "A4")]


def test_a_day_that_several_talks_share(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [["谈心谈话记录"], HEADS, ONE, [None, *TWO[1:]]], ["A3:A4"])
    assert [code for code, _ in codes(reading)] == ["forms-in-rows"]


def test_one_talk_below_its_headings_takes_no_heading_for_a_value(tmp_path: Path) -> None:
    (sheet,) = read_form(tmp_path, [["谈心谈话记录"], HEADS, ONE]).readings
    record = sheet.record
    assert record is not None
    assert (record.value("谈话日期"), record.value("谈话人")) == (dt.date(2026, 3, 12), "冯伟")
    assert (record.value("谈话对象"), record.value("谈话主题")) == ("姜淑芬", "年度谈话")


def test_a_line_to_sign_is_no_second_entry(tmp_path: Path) -> None:
    heads = [head for head in HEADS if head not in {"谈话方式", "改进意见"}]
    row = ["2026-03-12", "203室", "冯伟", "姜淑芬", "年度谈话", "谈了学习"]
    grid = [["谈心谈话记录"], heads, row, ["负责人：", None, "签字人（签字）"]]
    assert record_of(read_form(tmp_path, grid)).value("谈话对象") == "姜淑芬"


def test_a_label_before_a_label_and_its_value_keeps_what_stands_beside(tmp_path: Path) -> None:
    grid = [*registration(), ["会议记录", "主讲人", "冯伟", "记录人", "姜淑芬"], [None, "大家都发了言"]]
    reading = read_form(tmp_path, grid, ["A7:A8", "B8:E8"])
    record = reading.readings[0].record
    assert record is not None
    assert (record.value("主讲人"), record.value("记录人")) == ("冯伟", "姜淑芬")
