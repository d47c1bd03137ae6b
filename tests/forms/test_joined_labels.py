"""Labels written as one, and a lesson's own words: read where there is nothing to guess, asked for otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, read_form, record_of

from pipeline.model.record import Record

DAY = ["活动日期", "2026-03-05"]
PLACE = ["活动地点", "203室"]


def activity(*rows: list[Any], host: str = "冯伟") -> Grid:
    return [["活动登记表"], ["支部", BRANCH], ["活动主题", "学党章"], *([["主持人", host]] if host else []), *rows]


def said(record: Record, *names: str) -> list[tuple[str, str]]:
    return [(str(record.fields[name].value), record.fields[name].origin.cell) for name in names]


COUNTS: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "behind a colon": (["应到/实到：20/18"], [("20", "A7"), ("18", "A7")]),
    "in two cells": (["应到/实到", "20/18"], [("20", "B7"), ("18", "B7")]),
    "with units": (["应到、实到人数", "20人，18人"], [("20", "B7"), ("18", "B7")]),
    "in brackets": (["应到（实到）", "20（18）"], [("20", "B7"), ("18", "B7")]),
    "with a head of both": (["到会情况：应到20人，实到18人"], [("20", "A7"), ("18", "A7")]),
    "with a head beside": (["到会情况", "应到20人，实到18人"], [("20", "B7"), ("18", "B7")]),
}


@pytest.mark.parametrize("case", COUNTS)
def test_counts_under_one_label(tmp_path: Path, case: str) -> None:
    row, counts = COUNTS[case]
    assert said(record_of(read_form(tmp_path, activity(DAY, PLACE, row))), "应到人数", "实到人数") == counts


PLACES: dict[str, tuple[list[Any], list[tuple[str, str]]]] = {
    "behind a colon": (["时间地点：2026年3月5日 会议室"], [("2026-03-05", "A5"), ("会议室", "A5")]),
    "with hours": (
        ["时间、地点", "2026年3月5日下午2:30—4:00，三楼会议室"],
        [("2026-03-05", "B5"), ("三楼会议室", "B5")],
    ),
    "hours apart": (["活动时间及地点", "2026年3月5日 14:30 会议室"], [("2026-03-05", "B5"), ("会议室", "B5")]),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_day_and_a_place_under_one_label(tmp_path: Path, case: str) -> None:
    row, told = PLACES[case]
    assert said(record_of(read_form(tmp_path, activity(row))), "活动日期", "活动地点") == told


def test_three_labels_and_names(tmp_path: Path) -> None:
    rows = [["活动形式", "学习"], ["记录人", "蒋一"], ["时间、地点、主持人", "2026年3月5日 会议室 冯伟"]]
    record = record_of(read_form(tmp_path, activity(*rows, host="")))
    assert said(record, "活动地点", "主持人") == [("会议室", "B6"), ("冯伟", "B6")]
    record = record_of(read_form(tmp_path, activity(DAY, PLACE, ["主持人/记录人", "冯伟/姜淑芬"], host="")))
    assert said(record, "主持人", "记录人") == [("冯伟", "B6"), ("姜淑芬", "B6")]


ASKED: dict[str, tuple[Grid, list[tuple[str, str]]]] = {
    "a day alone": (activity(["时间地点：2026年3月5日"]), [("fields-joined", "A5")]),
    "a place alone": (activity(["时间地点", "会议室"]), [("fields-joined", "A5")]),
    "one count": (activity(DAY, PLACE, ["应到/实到：20"]), [("fields-joined", "A7")]),
    "no year": (activity(["时间地点", "3月5日 会议室"]), [("date-year-missing", "B5")]),
    "two long texts": (activity(DAY, PLACE, ["会议记录及决议", "学了党章；三月开展活动"]), [("fields-joined", "A7")]),
    "padded names": (activity(DAY, PLACE, ["主持人 记录人", "张 三 李 四"], host=""), [("fields-joined", "A6")]),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_could_be_parted_otherwise_is_asked_for_once(tmp_path: Path, case: str) -> None:
    grid, asked = ASKED[case]
    assert codes(read_form(tmp_path, grid)) == asked


LESSON: Grid = [["党课登记表"], ["支部", BRANCH], ["党课时间", "2026-03-20"], ["授课地点", "203室"], ["主讲人", "冯伟"]]


def test_the_title_of_a_lesson_is_its_theme(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, [*LESSON, ["党课题目", "学党章"], ["主持人", "姜淑芬"]]))
    assert said(record, "活动主题", "授课题目", "主持人") == [("学党章", "B6"), ("学党章", "B6"), ("姜淑芬", "B7")]


def test_its_own_theme_goes_before_the_title(tmp_path: Path) -> None:
    grid = [*LESSON, ["党课题目", "学党章"], ["主持人", "姜淑芬"], ["活动主题", "党章学习日"]]
    assert said(record_of(read_form(tmp_path, grid)), "活动主题") == [("党章学习日", "B8")]


def test_nothing_but_the_host_is_asked_for(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [*LESSON, ["党课题目", "学党章"]])
    assert codes(reading) == [("field-missing", "A1")]
    assert "主持人" in reading.all_problems()[0].message


@pytest.mark.parametrize("head", ["职责分工", "工作分工", "分管工作", "分管", "党内分工", "职务分工", "岗位职责"])
def test_the_duties_of_a_committee_under_any_head(tmp_path: Path, head: str) -> None:
    rows = [["姓名", "职务", head], ["冯伟", "书记", "主持全面工作"]]
    record = record_of(read_form(tmp_path, [["支部基本情况表"], ["支部", BRANCH], ["填报日期", "2026-01-05"], *rows]))
    (member,) = record.rows("支委")
    assert (member["分工"].value, member["职务"].value) == ("主持全面工作", "书记")
