"""A sign-in sheet with a column of marks for each day: each day is a record, told by the head of its column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, read_form

from pipeline.forms.read import WorkbookReading


def sheet(*rows: Sequence[Any], title: str = "2026年主题党日签到表") -> Grid:
    return [[title], ["支部", BRANCH], *map(list, rows)]


def days(reading: WorkbookReading) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """Of each day, with the cell that tells it, the names with their marks and the cells of these."""
    records = [each.record for each in reading.readings if each.record]
    return {
        (str(record.value("活动日期")), record.fields["活动日期"].origin.cell): [
            (str(row["姓名"].value), str(row["签到"].value), row["签到"].origin.cell) for row in record.rows("签到")
        ]
        for record in records
    }


READ: dict[str, tuple[Grid, list[str], dict[tuple[str, str], list[tuple[str, str, str]]]]] = {
    "in the header": (
        sheet(["序号", "姓名", "3月5日", "3月12日"], [1, "冯伟", "√", "假"], [2, "姜淑芬", "×", "√"]),
        [],
        {
            ("2026-03-05", "C3"): [("冯伟", "出席", "C4"), ("姜淑芬", "缺席", "C5")],
            ("2026-03-12", "D3"): [("冯伟", "请假", "D4"), ("姜淑芬", "出席", "D5")],
        },
    ),
    "below it, as dates": (
        sheet(
            ["序号", "姓名", "签到日期", None],
            [None, None, dt.date(2026, 3, 5), dt.date(2026, 3, 12)],
            [1, "冯伟", "√", "×"],
        ),
        [],
        {("2026-03-05", "C4"): [("冯伟", "出席", "C5")], ("2026-03-12", "D4"): [("冯伟", "缺席", "D5")]},
    ),
    "under a merged head": (
        sheet(["序号", "姓名", "签到", None], [None, None, "3月5日", "3月12日"], [1, "冯伟", "√", "×"]),
        ["A3:A4", "B3:B4", "C3:D3"],
        {("2026-03-05", "C4"): [("冯伟", "出席", "C5")], ("2026-03-12", "D4"): [("冯伟", "缺席", "D5")]},
    ),
    "days of the title's month, one to come": (
        sheet(["姓名", "5日", "12号", "19日"], ["冯伟", "√", "√", None], title="2026年3月签到表"),
        [],
        {("2026-03-05", "B3"): [("冯伟", "出席", "B4")], ("2026-03-12", "C3"): [("冯伟", "出席", "C4")]},
    ),
    "each over its marks and reasons": (
        sheet(
            ["姓名", "3月5日", None, "3月12日", None],
            [None, "签到", "请假事由", "签到", "请假事由"],
            ["冯伟", "√", None, "假", "病假"],
        ),
        ["A3:A4", "B3:C3", "D3:E3"],
        {("2026-03-05", "B3"): [("冯伟", "出席", "B5")], ("2026-03-12", "D3"): [("冯伟", "请假", "D5")]},
    ),
}


def test_a_day_that_heads_several_columns_has_its_own_reasons(tmp_path: Path) -> None:
    grid, merged, _ = READ["each over its marks and reasons"]
    held = [each.record for each in read_form(tmp_path, grid, merged=merged).readings if each.record]
    assert [record.rows("签到")[0]["请假事由"].written for record in held] == ["", "病假"]


@pytest.mark.parametrize("case", READ)
def test_each_day_is_a_record(tmp_path: Path, case: str) -> None:
    grid, merged, expected = READ[case]
    reading = read_form(tmp_path, grid, merged=merged)
    assert codes(reading) == []
    assert days(reading) == expected


def test_a_day_with_a_wrong_mark_goes_back_alone(tmp_path: Path) -> None:
    grid = sheet(["姓名", "3月5日", "3月12日"], ["冯伟", "√", "好"], ["姜淑芬", "√", "√"])
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("mark-unreadable", "C4")]
    assert [day for day, _ in days(reading)] == ["2026-03-05"]


def test_what_may_be_of_any_day_is_told_and_not_read(tmp_path: Path) -> None:
    grid = sheet(
        ["主持人", "冯伟", "实到人数", 2], ["姓名", "3月5日", "3月12日", "备注"], ["冯伟", "√", "√", "病假"]
    )  # fmt: skip
    reading = read_form(tmp_path, grid)
    assert sorted(codes(reading)) == [("cell-unread", "D3"), ("column-unread", "D4")]
    assert list(days(reading).values()) == [[("冯伟", "出席", "B5")], [("冯伟", "出席", "C5")]]


UNCLEAR = {
    "a column of marks beside the days": ["姓名", "签到", "4月8日", "4月20日"],
    "a day that comes twice": ["姓名", "4月8日", "4月8日", "备注"],
}


@pytest.mark.parametrize("case", UNCLEAR)
def test_marks_that_may_be_of_another_day_are_told_once(tmp_path: Path, case: str) -> None:
    reading = read_form(tmp_path, sheet(UNCLEAR[case], ["冯伟", "√", "√", "√"]))
    ((code, cell),) = codes(reading)
    assert (code, cell) == ("days-side-by-side", "C3" if UNCLEAR[case][1] == "签到" else "B3")


YEARLESS = {
    "no year": (["姓名", "3月5日", "3月12日", "3月19日"], "date-year-missing", "B3—D3"),
    "a year of one of them": (["姓名", "2026年3月5日", "3月12日", "3月19日"], "date-year-missing", "C3—D3"),
    "no month": (["姓名", "5日", "12日", "19日"], "date-unreadable", "B3—D3"),
    "a wrong year": (["姓名", "3026年3月5日", "3026年3月12日", "3026年3月19日"], "date-out-of-range", "B3—D3"),
}


@pytest.mark.parametrize("case", YEARLESS)
def test_a_year_that_several_days_lack_is_asked_for_once(tmp_path: Path, case: str) -> None:
    heads, code, cells = YEARLESS[case]
    reading = read_form(tmp_path, sheet(heads, ["冯伟", "√", "√", "√"], title="主题党日签到表"))
    (problem,) = reading.all_problems()
    assert (problem.code, problem.at.cell) == (code, cells.partition("—")[0])
    assert cells in problem.message


def test_a_day_that_lacks_its_year_alone_is_told_as_any_other(tmp_path: Path) -> None:
    grid = sheet(["姓名", "2026年3月5日", "3月12日"], ["冯伟", "√", "√"], title="主题党日签到表")
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("date-year-missing", "C3")]
    assert "3月12日" in reading.all_problems()[0].message


def test_days_that_no_calendar_has_are_told_each(tmp_path: Path) -> None:
    reading = read_form(tmp_path, sheet(["姓名", "2月30日", "3月12日", "2月31日"], ["冯伟", "√", "√", "√"]))
    assert codes(reading) == [("date-impossible", "B3"), ("date-impossible", "D3")]
    assert [cell for _, cell in days(reading)] == ["C3"]


NOT_MERGED = {
    "parts of a day": (["上午", "下午"], []),
    "marks and reasons": (["签到", "请假事由"], []),
    "another word of ours and one of nobody's": (["签到", "签退"], []),
    "beside a merged name": (["上午", "下午"], ["A3:A4"]),
}


@pytest.mark.parametrize("case", NOT_MERGED)
def test_days_that_are_not_merged_over_their_columns(tmp_path: Path, case: str) -> None:
    heads, merged = NOT_MERGED[case]
    grid = sheet(["姓名", "3月5日", None, "3月12日", None], [None, *heads, *heads], ["冯伟", "√", "√", "√", "√"])
    reading = read_form(tmp_path, grid, merged=merged)
    assert codes(reading) == [("days-not-merged", "B3")]
    assert "B3:C3" in reading.all_problems()[0].hint


@pytest.mark.parametrize(("case", "marks"), [("parts of a day", ["√", "√"]), ("marks and reasons", ["√", None])])
def test_merged_as_the_hint_asks_they_are_read(tmp_path: Path, case: str, marks: list[str | None]) -> None:
    heads, merged = NOT_MERGED[case]
    grid = sheet(["姓名", "3月5日", None, "3月12日", None], [None, *heads, *heads], ["冯伟", *marks, *marks])
    reading = read_form(tmp_path, grid, merged=[*merged, "B3:C3", "D3:E3"])
    assert codes(reading) == []
    assert [cell for _, cell in days(reading)] == ["B3", "D3"]


def test_the_days_that_are_not_merged_are_named(tmp_path: Path) -> None:
    heads = ["上午", "下午", "晚上"]
    grid = sheet(
        ["姓名", "3月5日", None, None, "3月12日", None, None, "3月19日"],
        [None, *heads, *heads, "上午"],
        ["冯伟", *["√"] * 7],
    )
    reading = read_form(tmp_path, grid, merged=["B3:D3"])
    assert codes(reading) == [("days-not-merged", "E3")]
    assert "E3:G3" in reading.all_problems()[0].hint


def test_the_last_day_alone_is_not_merged(tmp_path: Path) -> None:
    grid = sheet(
        ["姓名", "3月5日", None, "3月12日", None],
        [None, "上午", "下午", "上午", "下午"],
        ["冯伟", "√", "√", "√", "√"],
    )
    reading = read_form(tmp_path, grid, merged=["A3:A4", "B3:C3"])
    assert codes(reading) == [("days-not-merged", "D3")]
    assert "D3:E3" in reading.all_problems()[0].hint


def test_a_line_of_marks_of_nobody_is_no_line_of_heads(tmp_path: Path) -> None:
    grid = sheet(["姓名", "3月5日", None, "3月12日"], [None, "√", "请假", "√"], ["冯伟", "√", None, "√"])
    assert ("row-without-anchor", "A4") in codes(read_form(tmp_path, grid))


def test_a_remark_below_the_line_of_days_is_none_of_them(tmp_path: Path) -> None:
    grid = sheet(["姓名", "3月5日", "3月12日", None], [None, "签到", "签到", "备注"], ["冯伟", "√", "×", None])
    reading = read_form(tmp_path, grid, merged=["A3:A4"])
    assert codes(reading) == []
    assert [cell for _, cell in days(reading)] == ["B3", "C3"]


def test_a_head_merged_beyond_the_last_line_is_no_crash(tmp_path: Path) -> None:
    reading = read_form(tmp_path, sheet(["姓名", "3月5日", "3月12日", "√"]), merged=["A3:A4"])
    assert ("table-empty", "A4") in codes(reading)
