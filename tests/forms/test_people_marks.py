"""Blanks and marks as people put them, and what the sheet says of its signs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import codes, column_of, read_form, record_of, sign_in

from pipeline.model.record import Record
from pipeline.model.values import BLANK, Attendance

BLANKS: list[tuple[Any, Any]] = [
    ("无", "无"),
    ("—", BLANK),
    ("/", BLANK),
    ("", BLANK),
    ("同上", "病假"),
    ("〃", "病假"),
]


@pytest.mark.parametrize(("written", "meant"), BLANKS, ids=[str(written) or "空" for written, _ in BLANKS])
def test_blanks(tmp_path: Path, written: str, meant: Any) -> None:
    rows = [("冯伟", "请假", None, "病假"), ("姜淑芬", "√", None, written)]
    assert column_of(record_of(read_form(tmp_path, sign_in(rows))), "签到", "备注")[1][0] == meant


def test_as_above_in_the_first_row(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", "√", None, "同上")]))) == [("ditto-without-above", "E6")]


MARKS: dict[Attendance, list[Any]] = {
    Attendance.PRESENT: ["√", "✓", "∨", 1, "签名", "到", "出席", "冯伟"],
    Attendance.EXCUSED: ["假", "请假", "病假", "事假", "公差", "出差", "公出"],
    Attendance.ABSENT: ["×", "缺", "旷"],
    Attendance.LATE: ["迟"],
    Attendance.LEFT_EARLY: ["退"],
    Attendance.ONLINE: ["线上"],
    Attendance.MADE_UP: ["补课"],
    Attendance.BY_PROXY: ["代签"],
}


@pytest.mark.parametrize(("mark", "meant"), [(mark, meant) for meant, marks in MARKS.items() for mark in marks])
def test_marks(tmp_path: Path, mark: Any, meant: Attendance) -> None:
    assert column_of(record_of(read_form(tmp_path, sign_in([("冯伟", mark)]))), "签到", "签到") == [(meant, "C6")]


@pytest.mark.parametrize("mark", ["○", "〇", "0"])
def test_marks_without_a_fixed_meaning(tmp_path: Path, mark: str) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", mark)]))) == [("mark-ambiguous", "C6")]


LEGENDS = [
    "说明：○请假 √到 ×缺席",
    "注：√为出席，○为请假，×为缺席",
    "备注：出席√ 请假○ 缺席×",
    "√到○请假×缺席",
    "说明：“○”表示请假",
    "○（请假）",
    "○ 请假　√ 出席",
]


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("above", [True, False])
def test_the_sheet_says_what_its_marks_mean(tmp_path: Path, legend: str, above: bool) -> None:
    rows = sign_in([("冯伟", "√"), ("姜淑芬", "○")])
    grid = [*rows[:4], [legend], *rows[4:]] if above else [*rows, [legend]]
    reading = read_form(tmp_path, grid)
    record = reading.readings[0].record
    assert record is not None
    assert [row["签到"].value for row in record.rows("签到")] == [Attendance.PRESENT, Attendance.EXCUSED]


REASONS = {
    "说明：√出席，○请假，△出差": ["", "出差"],
    "注：○为病假，△为出差": ["病假", "出差"],
    "○：事假；△：公差；√：到会": ["事假", "公差"],
    "○请假 △出差 △病假": ["", ""],
}


@pytest.mark.parametrize(("legend", "reasons"), REASONS.items())
def test_the_reason_that_a_sign_stands_for_is_kept(tmp_path: Path, legend: str, reasons: list[str]) -> None:
    reading = read_form(tmp_path, [*sign_in([("冯伟", "○"), ("姜淑芬", "△")]), [legend]])
    record = reading.readings[0].record
    assert record is not None
    assert [str(row["请假事由"].value) for row in record.rows("签到")] == reasons
    assert [row["签到"].value for row in record.rows("签到")] == [Attendance.EXCUSED] * 2


def test_a_reason_in_its_own_column_goes_before_that_of_the_sign(tmp_path: Path) -> None:
    reading = read_form(tmp_path, [*sign_in([("冯伟", "△", "公务")]), ["说明：△出差"]])
    record = reading.readings[0].record
    assert record is not None
    assert record.rows("签到")[0]["请假事由"].value == "公务"


def test_a_legend_in_the_column_of_names_is_nobody(tmp_path: Path) -> None:
    rows = sign_in([("冯伟", "○"), ("姜淑芬", "△")])
    record = record_of(read_form(tmp_path, [*rows, [None, "○出席 △请假"]]))
    assert [row["签到"].value for row in record.rows("签到")] == [Attendance.PRESENT, Attendance.EXCUSED]


def test_a_legend_that_contradicts_itself_decides_nothing(tmp_path: Path) -> None:
    grid = [*sign_in([("冯伟", "○")]), ["说明：○请假，○出差时到会"], ["注：○缺席"]]
    assert ("mark-ambiguous", "C6") in codes(read_form(tmp_path, grid))


def test_who_only_sits_in_stands_under_a_heading(tmp_path: Path) -> None:
    grid = [*sign_in([("冯伟", "√")]), ["列席人员"], [2, "林小满", "√"]]
    record = record_of(read_form(tmp_path, grid))
    assert [row["签到"].value for row in record.rows("签到")] == [Attendance.PRESENT, Attendance.OBSERVING]


def test_records_have_their_cells_as_the_person_counts_them(tmp_path: Path) -> None:
    record: Record = record_of(read_form(tmp_path, [[], [], *[[None, None, *row] for row in sign_in()]]))
    assert column_of(record, "签到", "签到") == [(Attendance.PRESENT, "E8"), (Attendance.EXCUSED, "E9")]
