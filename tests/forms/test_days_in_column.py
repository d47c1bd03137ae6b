"""A sheet of one activity whose day stands in a column of its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, codes, read_form

HEAD = [["请假补课登记表"], ["支部", BRANCH]]


@pytest.mark.parametrize("column", ["活动日期", "活动时间", "缺课日期"])
def test_a_column_of_days_is_named(tmp_path: Path, column: str) -> None:
    grid = [
        *HEAD,
        ["序号", "姓名", column, "事由"],
        [1, "冯伟", "2026-03-20", "出差"],
        [2, "姜淑芬", "2026-03-27", "病"],
    ]
    assert codes(read_form(tmp_path, grid)) == [("date-in-column", "C3")]


def test_a_column_of_hours_is_no_column_of_days(tmp_path: Path) -> None:
    grid = [["签到表"], ["支部", BRANCH], ["姓名", "时间", "签到"], ["冯伟", "14:30", "√"]]
    assert codes(read_form(tmp_path, grid)) == [("column-unread", "B3"), ("field-missing", "A1")]


def test_a_field_that_stands_in_a_column_is_not_taken_for_another_column(tmp_path: Path) -> None:
    grid = [*HEAD, ["活动日期", "2026-03-20"], ["序号", "姓名", "活动日期"], [1, "冯伟", "2026-03-20"]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("column-unread", "C4")]
    assert "通报日期" not in reading.all_problems()[0].hint
