"""What one form says of itself; each disagreement names its cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import dues, read_form, record_of, roster, shipped_mappings, sign_in

from pipeline.rules.form_checks import check_form, states
from pipeline.settings.schema import Dues, Rounding

FINE = ("冯伟", 3000, "0.5%", 15, 15)


def found(folder: Path, grid: list[list[object]], settings: Dues | None = None) -> list[tuple[str, str, bool]]:
    record = record_of(read_form(folder, grid))
    problems = check_form(record, shipped_mappings().forms[record.form], settings or Dues())
    return [(problem.code, problem.at.cell, problem.stops) for problem in problems]


@pytest.mark.parametrize("grid", [sign_in(), dues(), roster(), [*sign_in(), ["应到2人，实到1人，请假1人"]]])
def test_nothing_to_say(tmp_path: Path, grid: list[list[object]]) -> None:
    assert found(tmp_path, grid) == []


@pytest.mark.parametrize("told", ["应到 3 人", "实到 2 人", "请假 0 人"])
def test_a_count_that_the_marks_do_not_bear_out(tmp_path: Path, told: str) -> None:
    assert found(tmp_path, [*sign_in(), [told]]) == [("count-differs", "A8", False)]


def test_two_counts_at_once(tmp_path: Path) -> None:
    assert found(tmp_path, [*sign_in(), ["应到 3 人，实到 3 人"]]) == [("count-differs", "A8", False)] * 2


def test_a_total_that_the_rows_do_not_bear_out(tmp_path: Path) -> None:
    grid = [*dues([FINE, (*FINE[:4], "15元")])[:5], ["合计", None, None, None, 30, 15]]
    grid[4][1] = "姜淑芬"
    assert found(tmp_path, grid) == [("total-differs", "F6", False)]


def test_a_due_that_is_not_base_times_rate(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 3000, "0.5%", 16, 16)])) == [("due-differs", "E4", False)]


def test_a_due_by_the_rule_where_no_rate_is_written(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 3000.01, None, 15, 15)])) == [("due-differs", "E4", False)]


def test_a_rate_that_is_not_that_of_the_base(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 3000, "1%", 30, 30)])) == [("rate-differs", "D4", False)]


def test_the_units_own_rounding_is_no_disagreement(tmp_path: Path) -> None:
    grid = dues([("冯伟", 4210.5, "1%", 42.1, 42.1)])
    assert found(tmp_path, grid, Dues(scale=1, rounding=Rounding.HALF_UP)) == []
    assert found(tmp_path, grid) == [("due-differs", "E4", False)]


def test_a_fixed_amount_is_not_checked(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["姓名", "人员类别", "计算基数", "应交"], ["冯伟", "学生", 1000, 0.2]]
    assert found(tmp_path, grid) == []


def test_more_paid_than_due_is_voluntary(tmp_path: Path) -> None:
    assert found(tmp_path, dues([("冯伟", 3000, "0.5%", 15, 100)])) == []


@pytest.mark.parametrize(
    "grid", [sign_in([("冯伟", "√"), ("冯 伟", "√")]), roster(["冯伟", "冯　伟"]), dues([FINE, FINE])]
)
def test_a_member_twice_stops(tmp_path: Path, grid: list[list[object]]) -> None:
    last = f"B{len(grid)}"
    assert found(tmp_path, grid) == [("member-twice", last, True)]


def test_both_cells_of_a_member_twice_are_named(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, sign_in([("冯伟", "√"), ("姜淑芬", "√"), ("冯伟", "√")])))
    (problem,) = check_form(record, shipped_mappings().forms["签到表"], Dues())
    assert "B6" in problem.message
    assert "B8" in problem.message


def test_who_sits_in_is_not_counted(tmp_path: Path) -> None:
    grid = [*sign_in([("冯伟", "√"), ("林小满", "√", None, "列席 积极分子")]), ["应到1人，实到1人，请假0人"]]
    assert found(tmp_path, grid) == []


def test_namesakes_with_numbers_are_two(tmp_path: Path) -> None:
    assert found(tmp_path, sign_in([("张伟1", "√"), ("张伟2", "√")])) == []


def test_states_in_the_sheets_order(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, sign_in()))
    names = [(name, str(state)) for name, state in states(record, shipped_mappings().forms["签到表"])]
    assert names == [("冯伟", "出席"), ("姜淑芬", "请假")]
