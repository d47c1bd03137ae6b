"""The same thing said of several cells of a sheet is told once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.model.together import areas, told_at_first, told_together

SIGNS = Origin("表.xlsx", "三月", "B4")


def wrong(cell: str, message: str = "不是金额", sheet: str = "三月", code: str = "money-unreadable") -> Problem:
    return Problem(Origin("表.xlsx", sheet, cell), code, message, "请填金额")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["C6"], "C6"),
        (["C6", "C7", "C8"], "C6—C8"),
        (["B3", "C3", "D3", "F3"], "B3—D3、F3"),
        (["Z3", "AA3", "AB3"], "Z3—AB3"),
        (["C6", "C7", "D7", "D8"], "C6—C7、D7—D8"),
        (["C6", "C8", "C10"], "C6、C8、C10"),
        (["C9", "C10", "C9"], "C9—C10"),
        (["", ""], ""),
        ([f"A{row}" for row in range(2, 40, 2)], "A2、A4、A6、A8、A10、A12、A14、A16、A18、A20、A22、A24等 19 格"),
    ],
)
def test_runs_of_cells(cells: Sequence[str], told: str) -> None:
    assert areas(cells) == told


def test_the_same_of_a_column_is_one_line_in_the_place_of_the_first() -> None:
    other = wrong("C7", "没有填", code="cell-empty")
    told = told_together([wrong("C6"), other, wrong("C7"), wrong("C8")])
    assert told == [wrong("C6—C8"), other]


@pytest.mark.parametrize(
    "other",
    [
        wrong("C7", "是负数"),
        wrong("C7", sheet="四月"),
        wrong("C7", code="money-negative"),
        Problem(SIGNS, "money-unreadable", "不是金额", "请填金额", Severity.WARNS),
        Problem(SIGNS, "money-unreadable", "不是金额", "请填金额", other=Origin("表.xlsx", "三月", "D4")),
    ],
)
def test_what_differs_in_more_than_its_cell_stays_apart(other: Problem) -> None:
    assert told_together([wrong("C6"), other]) == [wrong("C6"), other]


def test_a_workbook_as_a_whole_has_no_cell() -> None:
    whole = Problem(Origin("表.xlsx"), "workbook-broken", "打不开")
    assert told_together([whole]) == [whole]


def test_days_side_by_side_are_told_at_the_first() -> None:
    days = [wrong("B3", "是 2062-03-05"), wrong("C3", "是 2062-03-12"), wrong("B9", "是 2062-04-02")]
    first, other = told_at_first(days, "money-unreadable")
    assert (first.at.cell, other) == ("B3", days[2])
    assert "B3—C3" in first.message
    assert told_at_first(days, "date-far-ahead") == days


@pytest.mark.parametrize(
    "apart",
    [
        [wrong("C3"), wrong("C3", "是负数")],
        [wrong("C3"), wrong("D3", sheet="四月")],
        [wrong("C3"), wrong("D3", code="money-negative")],
        [wrong("C3"), wrong("D4")],
    ],
)
def test_none_is_lost_in_another(apart: Sequence[Problem]) -> None:
    assert told_at_first(apart, "money-unreadable") == apart


def test_the_first_is_told_though_it_comes_twice() -> None:
    (told,) = told_at_first([wrong("C3"), wrong("C3"), wrong("D3")], "money-unreadable")
    assert told.at.cell == "C3"
    assert "C3—D3" in told.message


def test_only_of_equal_words_all_are_said_to_be_so() -> None:
    told = [told_at_first([wrong("C3"), wrong("D3", words)], "money-unreadable") for words in ("不是金额", "是负数")]
    assert ["都是" in problem.message for (problem,) in told] == [True, False]
