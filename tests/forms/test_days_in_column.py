"""A sheet of one activity whose day stands in a column of its table: the rows of each day are a record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, read_form

from pipeline.forms.read import WorkbookReading

HEAD: list[list[Any]] = [["2026年请假补课登记表"], ["支部", BRANCH]]
HEADS = ["序号", "姓名", "缺课日期", "活动名称", "事由"]


def days(reading: WorkbookReading, table: str = "请假补课") -> dict[tuple[str, str], list[str]]:
    """Of each day and activity the names."""
    records = [each.record for each in reading.readings if each.record]
    return {
        (str(record.value("活动日期")), str(record.value("活动主题") or "")): [
            str(row["姓名"].value) for row in record.rows(table)
        ]
        for record in records
    }


def leave(*rows: Sequence[Any], heads: Sequence[str] = HEADS) -> Grid:
    return [*HEAD, heads, *([number, *row] for number, row in enumerate(rows, 1))]


READ: dict[str, tuple[Grid, list[str], dict[tuple[str, str], list[str]]]] = {
    "two days": (
        leave(("冯伟", "3月20日", "学党章", "出差"), ("姜淑芬", "2026.3.27", "学准则", "病")),
        [],
        {("2026-03-20", "学党章"): ["冯伟"], ("2026-03-27", "学准则"): ["姜淑芬"]},
    ),
    "days mixed, one as above": (
        leave(
            ("冯伟", "3月20日", "", "出差"),
            ("姜淑芬", "3月27日", "", "病"),
            ("沈一鸣", "3月20日", "", "〃"),
            ("王五", "同上", "", ""),
        ),
        [],
        {("2026-03-20", ""): ["冯伟", "沈一鸣", "王五"], ("2026-03-27", ""): ["姜淑芬"]},
    ),
    "a day merged down, its activity named once": (
        leave(("冯伟", "3月20日", "学党章", "出差"), ("姜淑芬", None, None, "病")),
        ["C4:C5"],
        {("2026-03-20", "学党章"): ["冯伟", "姜淑芬"]},
    ),
    "two activities of a day": (
        leave(("冯伟", "3月20日", "学党章", "出差"), ("姜淑芬", "3月20日", "支委会", "病")),
        [],
        {("2026-03-20", "学党章"): ["冯伟"], ("2026-03-20", "支委会"): ["姜淑芬"]},
    ),
    "numbered lines and a total": (
        [*leave(("冯伟", "3月20日", "学党章", "出差"), ("",)), ["合计", "1人"]],
        [],
        {("2026-03-20", "学党章"): ["冯伟"]},
    ),
}


@pytest.mark.parametrize("case", READ)
def test_the_rows_of_a_day_are_a_record(tmp_path: Path, case: str) -> None:
    grid, merged, read = READ[case]
    reading = read_form(tmp_path, grid, merged)
    assert codes(reading) == []
    assert days(reading) == read


@pytest.mark.parametrize("column", ["活动日期", "活动时间", "缺课日期", "日期"])
def test_the_column_has_any_of_the_words_of_the_day(tmp_path: Path, column: str) -> None:
    reading = read_form(tmp_path, leave(("冯伟", "2026-03-20", "病"), heads=["序号", "姓名", column, "事由"]))
    assert (codes(reading), days(reading)) == ([], {("2026-03-20", ""): ["冯伟"]})


def test_what_is_above_may_be_another_day_s(tmp_path: Path) -> None:
    reading = read_form(tmp_path, leave(("冯伟", "3月20日", "", "出差"), ("姜淑芬", "3月27日", "", "同上")))
    record = reading.readings[1].record
    assert record is not None
    (row,) = record.rows("请假补课")
    assert (row["事由"].value, row["事由"].written, row["事由"].origin.cell) == ("出差", "同上", "E5")
    assert (record.fields["活动日期"].origin.cell, record.origin.cell) == ("C5", "A5")


@pytest.mark.parametrize(("day", "code"), [("3月xx", "date-unreadable"), ("", "field-empty")])
def test_a_row_of_no_day_holds_up_no_other(tmp_path: Path, day: str, code: str) -> None:
    reading = read_form(tmp_path, leave(("冯伟", "3月20日", "", "出差"), ("姜淑芬", day, "", "病")))
    assert codes(reading) == [(code, "C5")]
    assert days(reading) == {("2026-03-20", ""): ["冯伟"]}


@pytest.mark.parametrize("day", ["3月20日", "3月27日"])
def test_a_row_without_a_name_is_told(tmp_path: Path, day: str) -> None:
    reading = read_form(tmp_path, leave(("冯伟", "3月20日", "", "出差"), ("", day, "", "病"), ("", "3月27日", "", "")))
    assert codes(reading) == [("row-without-anchor", "B5")]
    assert days(reading) == ({} if day == "3月20日" else {("2026-03-20", ""): ["冯伟"]})


def test_a_name_merged_over_two_days(tmp_path: Path) -> None:
    grid = leave(("冯伟", "3月20日", "", "出差"), (None, "3月27日", "", "病"))
    reading = read_form(tmp_path, grid, ["B4:B5"])
    assert (codes(reading), days(reading)) == ([], {("2026-03-20", ""): ["冯伟"], ("2026-03-27", ""): ["冯伟"]})


def test_a_sign_in_sheet_of_several_days(tmp_path: Path) -> None:
    rows = [["2026-03-20", "冯伟", "√"], ["2026-03-20", "姜淑芬", "请假"], ["2026-03-27", "冯伟", "√"]]
    reading = read_form(tmp_path, [["签到表"], ["支部", BRANCH], ["日期", "姓名", "签到"], *rows])
    assert codes(reading) == []
    assert days(reading, "签到") == {("2026-03-20", ""): ["冯伟", "姜淑芬"], ("2026-03-27", ""): ["冯伟"]}


def test_birthdays_of_several_days(tmp_path: Path) -> None:
    heads = ["姓名", "入党日期", "过生日日期", "寄语"]
    rows = [["冯伟", "1998-03-01", "2026-03-20", "好"], ["姜淑芬", "1999-04-01", "2026-04-20", "好"]]
    reading = read_form(tmp_path, [["政治生日登记表"], ["支部", BRANCH], heads, *rows])
    assert codes(reading) == []
    assert days(reading, "过生日党员") == {("2026-03-20", ""): ["冯伟"], ("2026-04-20", ""): ["姜淑芬"]}


def test_a_column_of_hours_is_no_column_of_days(tmp_path: Path) -> None:
    grid = [["签到表"], ["支部", BRANCH], ["姓名", "时间", "签到"], ["冯伟", "14:30", "√"]]
    assert codes(read_form(tmp_path, grid)) == [("column-unread", "B3"), ("field-missing", "A1")]


def test_a_field_that_stands_in_a_column_is_not_taken_for_another_column(tmp_path: Path) -> None:
    grid = [["请假补课登记表"], ["活动日期", "2026-03-20"], ["序号", "姓名", "活动日期"], [1, "冯伟", "2026-03-20"]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("column-unread", "C3")]
    assert "通报日期" not in reading.all_problems()[0].hint
