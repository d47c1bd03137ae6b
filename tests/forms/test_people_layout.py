"""Forms as people lay them out: moved, merged, hidden, in other words, twelve months in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    Grid,
    codes,
    column_of,
    dues,
    make_form,
    plan,
    read_file,
    read_form,
    record_of,
    registration,
    roster,
    sign_in,
)
from odd_workbooks import (
    hide,
    ods_with_hidden_row,
    xls_with_hidden_row,
)
from openpyxl import load_workbook

from pipeline.model.values import Month

HEAD = sign_in()[:5]


TWO = [[1, "冯伟", "√"], [2, "姜淑芬", "√"]]
HEADER = ["序号", "姓名", "签到"]
LAYOUT: dict[str, tuple[Grid, list[str], list[str]]] = {
    "merged title": ([["党员签到表", None, None], *HEAD[1:4], HEADER, *TWO], ["A1:C1"], ["B6", "B7"]),
    "two-level header": (
        [*HEAD[:4], ["序号", "人员", "情况"], [None, "姓名", "签到"], *TWO],
        ["A5:A6"],
        ["B7", "B8"],
    ),
    "合计": ([*HEAD[:4], HEADER, *TWO, ["合计", None, 2]], [], ["B6", "B7"]),
    "小计": ([*HEAD[:4], HEADER, TWO[0], ["小计", None, 1], TWO[1]], [], ["B6", "B8"]),
    "注": ([*HEAD[:4], HEADER, *TWO, ["注：请本人签名"]], [], ["B6", "B7"]),
    "审核人、制表人": ([*HEAD[:4], HEADER, *TWO, ["审核人：冯伟", None, "制表人：姜淑芬"]], [], ["B6", "B7"]),
    "blank rows": ([*HEAD[:4], HEADER, TWO[0], [], [], TWO[1]], [], ["B6", "B9"]),
    "header repeated on each page": ([*HEAD[:4], HEADER, TWO[0], HEADER, TWO[1]], [], ["B6", "B8"]),
    "two blocks side by side": ([*HEAD[:4], [*HEADER, *HEADER], [*TWO[0], *TWO[1]]], [], ["B6", "E6"]),
    "vertical merges for 党小组": (
        [*HEAD[:4], [*HEADER, "备注"], [*TWO[0], "第一小组"], [*TWO[1], None]],
        ["D6:D7"],
        ["B6", "B7"],
    ),
    "inserted column": ([*HEAD[:4], ["序号", None, "姓名", "签到"], [1, None, "冯伟", "√"]], [], ["C6"]),
    "inserted rows": ([[], [], *HEAD[:4], [], HEADER, *TWO], [], ["B9", "B10"]),
    "other words": ([*HEAD[:4], ["编号", "党员姓名", "本人签名"], *TWO], [], ["B6", "B7"]),
    "spaced words": ([*HEAD[:4], ["序 号", "姓　名：", "签到\n（签名）"], *TWO], [], ["B6", "B7"]),
}


@pytest.mark.parametrize("case", LAYOUT)
def test_layouts(tmp_path: Path, case: str) -> None:
    grid, merged, cells = LAYOUT[case]
    record = record_of(read_form(tmp_path, grid, merged))
    assert [cell for _, cell in column_of(record, "签到", "姓名")] == cells


@pytest.mark.parametrize("hidden", [[7], [6, 7], [5, 6, 7]])
def test_hidden_rows_are_told_and_not_read(tmp_path: Path, hidden: list[int]) -> None:
    rows = [("冯伟", "√"), ("姜淑芬", "√")]
    path = hide(make_form(tmp_path / "表.xlsx", sign_in(rows)), hidden)
    assert codes(read_file(path)) == [("row-hidden", f"B{max(6, hidden[0])}")]


def test_hidden_rows_of_other_kinds_of_file(tmp_path: Path) -> None:
    assert codes(read_file(xls_with_hidden_row(tmp_path / "表.xls", sign_in(), 7))) == [("row-hidden", "B7")]
    assert codes(read_file(ods_with_hidden_row(tmp_path / "表.ods", sign_in(), 7))) == [("row-hidden", "B7")]


def test_hidden_rows_with_nothing_in_them(tmp_path: Path) -> None:
    path = hide(make_form(tmp_path / "表.xlsx", [*sign_in(), [3], []]), [8, 9, 10])
    assert codes(read_file(path)) == []


def test_hidden_columns_and_fields(tmp_path: Path) -> None:
    assert codes(read_file(hide(make_form(tmp_path / "列.xlsx", dues()), columns="C"))) == [("column-hidden", "C3")]
    assert codes(read_file(hide(make_form(tmp_path / "行.xlsx", registration()), [5]))) == [("cell-hidden", "B5")]


def test_a_hidden_sheet(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {"三月": sign_in(), "旧": sign_in(date="2025-03-20")})
    workbook = load_workbook(path)
    workbook["旧"].sheet_state = "veryHidden"
    workbook.save(path)
    assert [(problem.code, problem.at.sheet) for problem in read_file(path).all_problems()] == [("sheet-hidden", "旧")]


def test_comments_are_no_content(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    path = make_form(tmp_path / "表.xlsx", sign_in())
    workbook = load_workbook(path)
    workbook.worksheets[0]["C7"].comment = Comment("他请的是病假", "书记")
    workbook.save(path)
    assert codes(read_file(path)) == []


MONTHS = [("1月", 1), ("一月", 1), ("202601", 1), ("2026年1月", 1), ("12月份", 12), ("Sheet1", None)]


def month_sheet(title: str = "2026年度党费收缴表") -> list[list[Any]]:
    return [[title], ["姓名", "应交"], ["冯伟", 15]]


@pytest.mark.parametrize(("name", "month"), MONTHS)
def test_the_name_of_a_sheet_gives_its_month(tmp_path: Path, name: str, month: int | None) -> None:
    reading = read_form(tmp_path, {name: month_sheet()})
    if month is None:
        assert codes(reading) == [("field-missing", "A1")]
    else:
        assert record_of(reading).value("月份") == Month(2026, month)


@pytest.mark.parametrize("name", ["5月", "五月", "202605"])
def test_the_name_of_a_sheet_contradicts_its_month(tmp_path: Path, name: str) -> None:
    reading = read_form(tmp_path, {name: month_sheet("2026年3月党费收缴表")})
    assert codes(reading) == [("title-differs", "")]


def test_twelve_months_and_other_forms_in_one_workbook(tmp_path: Path) -> None:
    sheets: dict[str, Grid] = {f"{number}月": month_sheet() for number in range(1, 13)}
    reading = read_form(tmp_path, {**sheets, "签到": sign_in(), "名册": roster(), "计划": plan()})
    assert codes(reading) == []
    records = [sheet.record for sheet in reading.readings if sheet.record]
    months = [record.value("月份") for record in records if record.form == "党费收缴表"]
    assert months == [Month(2026, number) for number in range(1, 13)]
    assert [record.form for record in records[12:]] == ["签到表", "党员花名册", "年度活动安排表"]


@pytest.mark.parametrize(
    ("heads", "cell"),
    [
        (["1-6月", "7-12月"], "D3"),
        (["第一季度", "第二季度"], "D3"),
    ],
)
def test_months_side_by_side_are_no_month(tmp_path: Path, heads: list[str], cell: str) -> None:
    grid = [
        ["2026年度党费收缴表"],
        ["支部", BRANCH],
        ["姓名", "基数", "月应交", *heads],
        ["冯伟", 3000, 15, *[15] * len(heads)],
    ]
    assert ("months-side-by-side", cell) in codes(read_form(tmp_path, grid))


NEAR = [
    (["姓　名(全称)", "应交"], []),
    (["党员", "基数", "应交"], [("header-missing", "A2", "姓名")]),
    (["姓名", "应交费"], [("table-missing", "B2", "应交")]),
    (["姓名", "应交", "实交额"], [("column-unread", "C2", "实交")]),
]


@pytest.mark.parametrize(("heads", "told"), NEAR)
def test_a_near_miss_of_a_header_is_suggested(
    tmp_path: Path, heads: list[str], told: list[tuple[str, str, str]]
) -> None:
    reading = read_form(tmp_path, [["2026年3月党费收缴表"], heads, ["冯伟", *[15] * (len(heads) - 1)]])
    problems = {(problem.code, problem.at.cell): problem.hint for problem in reading.all_problems()}
    assert all(f"“{word}”" in problems[code, cell] for code, cell, word in told)
    assert bool(problems) == bool(told)
