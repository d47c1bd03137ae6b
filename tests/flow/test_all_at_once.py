"""A form that goes back tells all that is wrong with it, not the first of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, roster, sign_in
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Returned


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    drop(desk, roster(["冯伟", "姜淑芬", "贾丹", "蒋欣怡"]), "花名册.xlsx")
    ingest(desk)
    yield desk
    desk.close()


def told(desk: Desk, grid: object) -> dict[str, set[str]]:
    """By code, the cells that the return names."""
    drop(desk, grid)  # type: ignore[arg-type]
    (returned,) = ingest(desk).of(Returned)
    cells: dict[str, set[str]] = {}
    for problem in returned.problems:
        cells.setdefault(problem.code, set()).add(problem.at.cell)
    return cells


def with_counts(grid: list[list[object]], **counts: int) -> list[list[object]]:
    return [*grid[:4], *([label, number] for label, number in counts.items()), *grid[4:]]


def test_five_faults_are_told_together(desk: Desk) -> None:
    rows = [("冯伟", "√"), ("冯伟", "√"), ("蒋欣宜", "√"), ("姜淑芬", "来了没"), ("贾丹", "√")]
    found = told(desk, with_counts(sign_in(rows, date="三月"), 应到人数=9, 实到人数=4))
    assert {"member-twice", "count-differs", "not-on-roster"} <= found.keys()
    assert found["member-twice"] == {"B9"}
    assert found["not-on-roster"] == {"B10"}
    assert found["count-differs"] == {"B5"}
    assert any("B3" in cells for cells in found.values())
    assert any("C11" in cells for cells in found.values())


def test_a_count_that_some_reading_of_the_mark_makes_right_is_not_told(desk: Desk) -> None:
    rows = [("冯伟", "√"), ("姜淑芬", "来了没")]
    assert "count-differs" not in told(desk, with_counts(sign_in(rows), 应到人数=2, 实到人数=2))


def test_a_count_past_every_reading_of_the_mark_is_told(desk: Desk) -> None:
    rows = [("冯伟", "√"), ("姜淑芬", "来了没")]
    assert told(desk, with_counts(sign_in(rows), 应到人数=2, 实到人数=3))["count-differs"] == {"B6"}


def test_sums_and_lines_of_dues_beside_an_amount_that_cannot_be_read(desk: Desk) -> None:
    rows = [("冯伟", 3000, "0.5%", 15, 15), ("贾丹", 3000, "0.5%", 99, 99), ("姜淑芬", "三千多", "0.5%", 15, 15)]
    grid = [*dues(rows), ["合计", None, None, None, 129, 500]]
    found = told(desk, grid)
    assert found["total-differs"] == {"F7"}
    assert found["due-differs"] == {"E5"}
    assert any("C6" in cells for cells in found.values())


def test_a_sum_over_a_line_that_cannot_be_read_is_not_told(desk: Desk) -> None:
    rows = [("冯伟", 3000, "0.5%", 15, 15), ("贾丹", 3000, "0.5%", 15, "十几")]
    grid = [*dues(rows), ["合计", None, None, None, 30, 99]]
    assert "total-differs" not in told(desk, grid)


def test_what_depends_on_the_date_waits_for_it(desk: Desk) -> None:
    found = told(desk, sign_in([("冯伟", "√")], date="三月"))
    assert not {"date-ahead", "date-far-ahead", "name-date-differs", "roster-not-listed"} & found.keys()


def test_an_unknown_branch_is_told_beside_the_date(desk: Desk) -> None:
    found = told(desk, sign_in(branch="机关第七党支部", date="三月"))
    assert "branch-differs" in found or "branch-unknown" in found
    assert any("B3" in cells for cells in found.values())


def test_a_line_without_a_name_makes_no_count_wrong(desk: Desk) -> None:
    rows = [("冯伟", "√"), (None, "√"), ("贾丹", "√")]
    found = told(desk, with_counts(sign_in(rows), 应到人数=3, 实到人数=3))
    assert "count-differs" not in found


def test_months_that_are_wrong_beside_a_wrong_sheet(desk: Desk) -> None:
    """A year's ledger: what is wrong with one month is told with what is wrong with all."""
    grid = [
        ["2026年党费收缴台账"],
        ["支部", BRANCH],
        ["序号", "姓名", "计算基数", "1月", "2月"],
        [1, "冯伟", "三千多", 15, "十几"],
    ]
    found = told(desk, grid)
    assert {"C4", "E4"} <= set().union(*found.values())
