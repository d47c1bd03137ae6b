"""What one form says of itself; each disagreement names its cell and the cell that it disagrees with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import dues, registration, roster, shipped_mappings, sign_in, talk
from judging import both, members, problems_of_form, read, told

from pipeline.rules.form_checks import states

FINE = ("冯伟", 3000, "0.5%", 15, 15)


@pytest.mark.parametrize(
    "grid", [sign_in(), dues(), roster(), registration(), talk(), [*sign_in(), ["应到2人，实到1人，请假1人"]]]
)
def test_nothing_to_say(tmp_path: Path, grid: list[list[object]]) -> None:
    assert problems_of_form(read(tmp_path, grid), today=dt.date(2026, 4, 1)) == []


@pytest.mark.parametrize("count", ["应到 3 人", "实到 2 人", "请假 0 人", "缺席 1 人"])
def test_a_count_that_the_marks_do_not_bear_out(tmp_path: Path, count: str) -> None:
    problems = problems_of_form(read(tmp_path, [*sign_in(), [count]]))
    assert both(problems) == [("count-differs", "A8", "C6")]
    assert not problems[0].stops


def test_two_counts_at_once(tmp_path: Path) -> None:
    record = read(tmp_path, [*sign_in(), ["应到 3 人，实到 3 人"]])
    assert told(problems_of_form(record)) == [("count-differs", "A8")] * 2


def test_a_total_that_the_rows_do_not_bear_out(tmp_path: Path) -> None:
    grid = [*dues([FINE, (*FINE[:4], "15元")])[:5], ["合计", None, None, None, 30, 15]]
    grid[4][1] = "姜淑芬"
    assert both(problems_of_form(read(tmp_path, grid))) == [("total-differs", "F6", "F4")]


@pytest.mark.parametrize(
    "grid", [sign_in([("冯伟", "√"), ("冯 伟", "√")]), roster(["冯伟", "冯　伟"]), dues([FINE, FINE])]
)
def test_a_member_twice_stops(tmp_path: Path, grid: list[list[object]]) -> None:
    (problem,) = problems_of_form(read(tmp_path, grid))
    assert (problem.code, problem.at.cell, problem.stops) == ("member-twice", f"B{len(grid)}", True)
    assert problem.other is not None
    assert problem.other.cell == f"B{len(grid) - 1}"


def test_a_photo_twice(tmp_path: Path) -> None:
    grid = [*registration(), ["照片"], ["序号", "文件名"], [1, "a.jpg"], [2, "b.jpg"], [3, "a.jpg"]]
    (problem,) = problems_of_form(read(tmp_path, grid))
    assert (problem.code, problem.stops) == ("photo-twice", False)


def test_who_sits_in_is_not_counted(tmp_path: Path) -> None:
    grid = [*sign_in([("冯伟", "√"), ("林小满", "√", None, "列席 积极分子")]), ["应到1人，实到1人，请假0人"]]
    assert problems_of_form(read(tmp_path, grid)) == []


@pytest.mark.parametrize("note", ["积极分子", "入党积极分子", "发展对象", "群众", "（非党员）"])
def test_no_member_is_counted_as_present(tmp_path: Path, note: str) -> None:
    grid = sign_in([("冯伟", "√"), ("林小满", "√", None, note)])
    assert both(problems_of_form(read(tmp_path, grid))) == [("non-member-present", "C7", "E7")]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (("冯伟", "√", None, "请假"), [("C7", "E7")]),
        (("冯伟", "√", None, "因公出差未到"), [("C7", "E7")]),
        (("冯伟", "√", "病假"), [("C7", "D7")]),
        (("冯伟", "迟到", None, "堵车"), []),
        (("冯伟", "√", None, "上次请假，已补课"), []),
        (("冯伟", "√", None, "2月请假已补"), []),
        (("冯伟", "请假", "病假", "请假"), []),
        (("冯伟", "×", None, "未到"), []),
    ],
)
def test_a_tick_beside_a_remark_that_the_person_was_away(
    tmp_path: Path, row: tuple[object, ...], cells: object
) -> None:
    problems = problems_of_form(read(tmp_path, sign_in([("姜淑芬", "√"), row])))
    assert [(p.at.cell, p.other and p.other.cell) for p in problems if p.code == "mark-differs"] == cells


@pytest.mark.parametrize(
    ("born", "admitted", "codes"),
    [
        ("2099.5", None, [("member-date-ahead", "C4")]),
        ("1985.5", "2027.1.1", [("member-date-ahead", "D4")]),
        ("1985.5", "2026.4", []),
        ("1985.5", "2003.5", []),
        ("1985-05-02", "2003-05-01", [("admitted-too-young", "D4")]),
        ("1985.5", "2003.4", [("admitted-too-young", "D4")]),
        (None, "2003.4", []),
    ],
)
def test_dates_of_a_member(tmp_path: Path, born: str | None, admitted: str | None, codes: object) -> None:
    grid = members([("冯伟", born, admitted)], "出生日期", "入党日期")
    found = problems_of_form(read(tmp_path, grid), today=dt.date(2026, 4, 1))
    assert [(problem.code, problem.at.cell) for problem in found] == codes


def test_what_is_made_up_for_stands_beside_the_month(tmp_path: Path) -> None:
    head = ["姓名", "计算基数", "应交", "实交", "备注"]
    rows = [["冯伟", 3000, 15, 15, None], ["冯伟", 3000, 30, 30, "补1、2月"], ["姜淑芬", 3000, 15, 15, None]]
    assert problems_of_form(read(tmp_path, [["2026年3月党费收缴表"], head, *rows])) == []
    rows[1][4] = "转账"
    codes = [problem.code for problem in problems_of_form(read(tmp_path, [["2026年3月党费收缴表"], head, *rows]))]
    assert codes == ["member-twice", "due-differs"]


@pytest.mark.parametrize("row", [("林小满", "√", None, "走访群众"), ("林小满", "×", None, "积极分子")])
def test_other_remarks_make_nobody_a_stranger(tmp_path: Path, row: tuple[object, ...]) -> None:
    assert problems_of_form(read(tmp_path, sign_in([("冯伟", "√"), row]))) == []


def test_namesakes_with_numbers_are_two(tmp_path: Path) -> None:
    assert problems_of_form(read(tmp_path, sign_in([("张伟1", "√"), ("张伟2", "√")]))) == []


def test_states_in_the_sheets_order(tmp_path: Path) -> None:
    names = [
        (name, str(state)) for name, state in states(read(tmp_path, sign_in()), shipped_mappings().forms["签到表"])
    ]
    assert names == [("冯伟", "出席"), ("姜淑芬", "请假")]
