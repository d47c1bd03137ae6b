"""A ledger of several months that comes again with another amount in a month that was reported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, drop, dues
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted
from pipeline.model.problem import Problem

CODE = "amount-replaced"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def ledger(*rows: Sequence[Any]) -> Grid:
    """January to March, 15 yuan due each month."""
    heads = ["序号", "姓名", "计算基数", "比例", "应交", "1月", "2月", "3月"]
    entries = [[number, row[0], 3000, "0.5%", 15, *row[1:]] for number, row in enumerate(rows, 1)]
    return [["2026年党费收缴台账"], ["支部", BRANCH], heads, *entries]


def warned(desk: Desk) -> list[Problem]:
    return [warning for outcome in ingest(desk).of(Accepted) for warning in outcome.warnings if warning.code == CODE]


@pytest.mark.parametrize("name", ["台账.xlsx", "台账6月.xlsx"])
def test_another_amount_is_told_with_both_places(desk: Desk, name: str) -> None:
    drop(desk, ledger(("冯伟", 15, 15), ("姜淑芬", 15, 15)), "台账.xlsx")
    assert warned(desk) == []
    drop(desk, ledger(("冯伟", 15, 15, 15), ("姜淑芬", 20, 15, 15)), name)
    (warning,) = warned(desk)
    assert warning.other is not None
    assert [(at.file, at.cell) for at in (warning.at, warning.other)] == [(name, "F5"), ("台账.xlsx", "F5")]


def test_a_month_reported_by_itself_is_compared_too(desk: Desk) -> None:
    drop(desk, dues((("冯伟", 3000, "0.5%", 15, 15),), month="2026年1月"), "一月.xlsx")
    drop(desk, ledger(("冯伟", 20, 15)), "台账.xlsx")
    (warning,) = warned(desk)
    assert (warning.at.cell, warning.other and warning.other.cell) == ("F4", "F4")


def test_one_warning_tells_of_a_month(desk: Desk) -> None:
    drop(desk, ledger(("冯伟", 15, 15), ("姜淑芬", 15, 15)))
    ingest(desk)
    drop(desk, ledger(("冯伟", 20, 20), ("姜淑芬", 20, 15)))
    assert sorted(warning.at.cell for warning in warned(desk)) == ["F4", "G4"]


@pytest.mark.parametrize(
    "again",
    [
        ledger(("冯伟", 15, 15, 15)),
        ledger(("冯伟", "15元", "15.00")),
        ledger(("尤静", 20, 20), ("冯伟", 15, 15)),
        ledger(("尤静", 20, 20)),
        ledger(("冯伟", 15, 15), ("姜淑芬", 15, 15)),
    ],
    ids=["a month more", "in other words", "a person more", "another person", "paid by now"],
)
def test_what_says_the_same_brings_no_warning(desk: Desk, again: Grid) -> None:
    drop(desk, ledger(("冯伟", 15, 15), ("姜淑芬", "", 15)), "台账.xlsx")
    ingest(desk)
    drop(desk, again, "台账2.xlsx")
    assert warned(desk) == []


def test_a_month_mended_by_itself_brings_no_warning(desk: Desk) -> None:
    for amount in (15, 20):
        drop(desk, dues((("冯伟", 3000, "0.5%", 15, amount),)), "三月.xlsx")
        assert warned(desk) == []
