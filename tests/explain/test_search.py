"""Cells are found by few trials, wherever they lie in the sheets of a year; and exactly those."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.flow.explain.cells import Cell
from pipeline.flow.explain.search import Search
from pipeline.ledger.entries import Held
from pipeline.model.record import Origin, Value

SHEETS, ROWS = 50, 20
NAME = "出勤率"


def column(sheets: int = SHEETS, rows: int = ROWS, name: str = "签到") -> list[Cell]:
    """One column of a form: a cell in each row of each of its sheets."""
    value = Value("√", "√", Origin("签到.xlsx"))
    held = [cast("Held", SimpleNamespace(id=number, form="签到表")) for number in range(sheets)]
    return [Cell(sheet, "签到", row, name, value) for sheet in held for row in range(rows)]


def places(cells: Iterable[Cell]) -> set[Any]:
    return {(cell.column, cell.held.id, cell.row) for cell in cells}


def searched(cells: Sequence[Cell], telling: Sequence[Cell]) -> tuple[set[Any], int]:
    """The places that were found, and by how many trials."""
    wanted, tried = places(telling), []

    def trial(some: Sequence[Cell], names: Sequence[str]) -> Sequence[str]:
        tried.append(some)
        return names if wanted & places(some) else ()

    found = Search(trial, (lambda cell: cell.row, lambda cell: cell.held.id)).run(cells, [NAME])
    return places(found.get(NAME, ())), len(tried)


@pytest.mark.parametrize(
    ("rows", "sheets", "trials"),
    [
        (range(7, 8), range(SHEETS), 80),  # a person through a year
        (range(ROWS), range(31, 32), 70),  # all of one sheet
        (range(7, 8), range(31, 32), 30),
        (range(ROWS), range(SHEETS), 1200),  # each of them has to be tried
        (range(0), range(0), 1),
    ],
)
def test_by_few_trials(rows: range, sheets: range, trials: int) -> None:
    cells = column()
    telling = [cell for cell in cells if cell.row in rows and cell.held.id in sheets]
    found, tried = searched(cells, telling)
    assert found == places(telling)
    assert tried <= trials


@given(st.sets(st.integers(0, 3 * 5 * 7 - 1)))
def test_exactly_those(numbers: set[int]) -> None:
    cells = [cell for name in ("签到", "姓名", "事由") for cell in column(5, 7, name)]
    telling = [cells[number] for number in sorted(numbers)]
    assert searched(cells, telling)[0] == places(telling)


def test_of_many_columns() -> None:
    cells = [cell for number in range(200) for cell in column(4, 4, f"第{number}列")]
    telling = [cells[1001], cells[3000]]
    found, tried = searched(cells, telling)
    assert found == places(telling)
    assert tried < 100
