"""What one form says of itself; each disagreement names its cell and the cell that it disagrees with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import dues, registration, roster, shipped_mappings, sign_in, talk
from judging import both, problems_of_form, read, told

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
