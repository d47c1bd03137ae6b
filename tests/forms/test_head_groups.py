"""Columns that come again under other heads: those of the sheet's own month or year are read, or none is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, codes, read_form

PEOPLE = ("冯伟", "姜淑芬")
TWO_LEVELS = ["A3:A4", "B3:C3", "D3:E3"]


def dues(title: str, groups: Sequence[Any], *amounts: Sequence[Any], heads: Sequence[str] = ("应交", "实交")) -> Grid:
    """Under each of the groups the same heads."""
    above = [each for group in groups for each in (group, *[None] * (len(heads) - 1))]
    head: list[list[Any]] = [[title], ["支部", BRANCH], ["姓名", *above], [None, *heads * len(groups)]]
    return head + [[name, *row] for name, row in zip(PEOPLE, amounts, strict=True)]


def read(tmp_path: Path, grid: Grid, merged: Sequence[str], *columns: str) -> list[list[str]]:
    """The amounts of each person, as written; nothing where the sheet goes back."""
    records = [each.record for each in read_form(tmp_path, grid, merged).readings if each.record]
    rows = [row for record in records for name in record.tables for row in record.rows(name)]
    return [[row[column].written for column in columns] for row in rows]


OWN: dict[str, tuple[Grid, list[str]]] = {
    "the month of the title": (dues("2026年5月党费收缴表", ["4月", "5月"], [1, 2, 16, 15], [3, 4, 18, 17]), TWO_LEVELS),
    "not merged": (dues("2026年5月党费收缴表", ["4月", "5月"], [1, 2, 16, 15], [3, 4, 18, 17]), []),
    "with their years": (
        dues("2026年1月党费收缴表", ["2025年12月", "2026年1月"], [1, 2, 16, 15], [3, 4, 18, 17]),
        TWO_LEVELS,
    ),
    "this month and the last": (
        dues("2026年5月党费收缴表", ["上月", "本月"], [1, 2, 16, 15], [3, 4, 18, 17]),
        TWO_LEVELS,
    ),
    "its own name in the other month": (
        [
            ["2026年5月党费收缴表"],
            ["支部", BRANCH],
            ["姓名", "4月", None, "5月", None],
            [None, "应交", "实交", "应缴", "实缴"],
            ["冯伟", 1, 2, 16, 15],
            ["姜淑芬", 3, 4, 18, 17],
        ],
        TWO_LEVELS,
    ),
}


@pytest.mark.parametrize("case", OWN)
def test_the_sheets_own_month_is_read_and_the_other_told(tmp_path: Path, case: str) -> None:
    grid, merged = OWN[case]
    assert codes(read_form(tmp_path, grid, merged)) == [("column-unread", "B4")]
    assert read(tmp_path, grid, merged, "应交", "实交") == [["16", "15"], ["18", "17"]]


def test_months_in_the_line_above_a_header_of_one(tmp_path: Path) -> None:
    grid = [
        ["2026年5月党费收缴表"],
        ["支部", BRANCH],
        [None, "4月", None, "5月"],
        ["姓名", "应交", "实交", "应交", "实交"],
        ["冯伟", 1, 2, 16, 15],
    ]
    assert ("column-unread", "B4") in codes(read_form(tmp_path, grid))
    assert read(tmp_path, grid, [], "应交", "实交") == [["16", "15"]]


def test_the_own_year_of_a_form_of_the_year(tmp_path: Path) -> None:
    grid = [
        ["2026年度民主测评统计表"],
        ["支部", BRANCH],
        ["姓名", "2025年", None, "2026年", None],
        [None, "优秀", "合格", "优秀", "合格"],
        ["冯伟", 1, 9, 8, 2],
    ]
    assert read(tmp_path, grid, TWO_LEVELS, "优秀", "合格") == [["8", "2"]]


DOUBTFUL: dict[str, tuple[Grid, list[str], list[tuple[str, str]]]] = {
    "months, and none of the sheet": (
        dues("2026年党费收缴台账", ["1月", "2月"], [16, 15, 16, 1], [18, 18, 18, 18]),
        TWO_LEVELS,
        [("columns-alike", "B4")],
    ),
    "months that are all alike": (
        dues("2026年党费收缴台账", ["1月", "2月"], [15, 15, 15, 15], [18, 18, 18, 18]),
        TWO_LEVELS,
        [("columns-alike", "B4")],
    ),
    "months that are all others": (
        dues("2026年5月党费收缴表", ["1月", "2月"], [15, 15, 15, 15], [18, 18, 18, 18]),
        TWO_LEVELS,
        [("columns-alike", "B4")],
    ),
    "one month, another one's": (
        dues("2026年5月党费收缴表", ["4月"], [15, 15], [18, 18]),
        ["A3:A4", "B3:C3"],
        [("columns-of-another-month", "B4")],
    ),
    "before and after": (
        [
            ["2026年党费基数核定表"],
            ["支部", BRANCH],
            ["姓名", "变动前", None, "变动后", None],
            [None, "计算基数", "月应交", "计算基数", "月应交"],
            ["冯伟", 3000, 15, 6000, 90],
        ],
        TWO_LEVELS,
        [("columns-alike", "B4")],
    ),
    "two of one name": (
        [["2026年5月党费收缴表"], ["支部", BRANCH], ["姓名", "应交", "实交", "实交"], ["冯伟", 15, 15, 16]],
        [],
        [("columns-alike", "C3")],
    ),
    "two of one name in a list": (
        [
            ["谈心谈话登记表"],
            ["支部", BRANCH],
            ["谈话日期", "谈话地点", "谈话人", "谈话对象", "谈话内容", "谈话内容"],
            ["2026.3.1", "203室", "冯伟", "姜淑芬", "谈了学习", "谈了工作"],
        ],
        [],
        [("columns-alike", "E3")],
    ),
}


@pytest.mark.parametrize("case", DOUBTFUL)
def test_where_nobody_can_tell_which_are_meant_it_goes_back_with_one_problem(tmp_path: Path, case: str) -> None:
    grid, merged, problems = DOUBTFUL[case]
    assert codes(read_form(tmp_path, grid, merged)) == problems


READ_AS_BEFORE: dict[str, tuple[Grid, list[str], list[str]]] = {
    "an empty column of the same name": (
        [["2026年5月党费收缴表"], ["支部", BRANCH], ["姓名", "应交", "实交", "实交"], ["冯伟", 15, 15]],
        [],
        ["15", "15"],
    ),
    "a base of the year before": (
        [
            ["2026年5月党费收缴表"],
            ["支部", BRANCH],
            ["姓名", "2025年", None, "2026年", None],
            [None, "月工资", "比例", "应交", "实交"],
            ["冯伟", 3000, "0.5%", 15, 14],
        ],
        TWO_LEVELS,
        ["15", "14"],
    ),
}


@pytest.mark.parametrize("case", READ_AS_BEFORE)
def test_what_cannot_be_mistaken_stays(tmp_path: Path, case: str) -> None:
    grid, merged, amounts = READ_AS_BEFORE[case]
    assert codes(read_form(tmp_path, grid, merged)) == []
    assert read(tmp_path, grid, merged, "应交", "实交") == [amounts]
    assert read(tmp_path, grid, merged, "计算基数") in ([[""]], [["3000"]])


def test_a_second_remark_is_told_as_unread(tmp_path: Path) -> None:
    grid = [["2026年5月党费收缴表"], ["支部", BRANCH], ["姓名", "备注", "应交", "备注"], ["冯伟", "甲", 15, "乙"]]
    assert codes(read_form(tmp_path, grid)) == [("column-unread", "D3")]


def test_months_still_to_come_are_not_told(tmp_path: Path) -> None:
    grid = dues("2026年5月党费收缴表", ["5月", "6月"], [16, 15], [18, 17])
    assert codes(read_form(tmp_path, grid, TWO_LEVELS)) == []
    assert read(tmp_path, grid, TWO_LEVELS, "应交", "实交") == [["16", "15"], ["18", "17"]]
