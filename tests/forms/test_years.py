"""A year beside a month or a day of another year."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, codes, read_form

HEADS = ["序号", "姓名", "计算基数", "比例", "应交", "实交"]
ROW = [1, "冯伟", 3000, "0.5%", 15, 15]


@pytest.mark.parametrize(
    ("year", "month", "told"),
    [
        ("2025", "2026年3月", [("year-differs", "D2")]),
        ("2025年度", "2026-03", [("year-differs", "D2")]),
        ("2026", "2026年3月", []),
        ("2026", "3月", []),
        ("", "2026年3月", []),
    ],
)
def test_year_and_month(tmp_path: Path, year: str, month: str, told: list[tuple[str, str]]) -> None:
    reading = read_form(tmp_path, [["党费收缴表"], ["支部", BRANCH, "年度", year], ["月份", month], HEADS, ROW])
    assert codes(reading) == told
    assert [str(each.other.cell) for each in reading.all_problems() if each.other] == ["B3"] * len(told)
