"""Rosters bear the day since which they hold: what comes later with an earlier day holds only until the other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import BRANCH, drop, roster
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.outcome import Accepted


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws", dt.datetime(2026, 11, 1, 9, 0))


def send(desk: Desk, day: str, *names: str, file: str = "花名册.xlsx") -> list[tuple[str, str]]:
    head, rest = roster(names)[:2], roster(names)[2:]
    drop(desk, [*head, *([["填报日期", day]] if day else []), *rest], file)
    (outcome,) = ingest(desk).of(Accepted)
    return [(problem.code, problem.at.cell) for problem in outcome.warnings]


@pytest.mark.parametrize("file", ["一月.xlsx", "花名册.xlsx"])
def test_an_earlier_day_replaces_nothing_and_says_so(desk: Desk, file: str) -> None:
    assert send(desk, "2026-10-03", "冯伟", "姜淑芬") == []
    assert send(desk, "2026-01-05", "冯伟", "沈一鸣", file=file) == [("roster-days", "B3")]
    (warning,) = desk.ledger.held(BRANCH)[0].warnings
    assert "2026-10-02" in warning.message
    assert "2026-10-03 起仍用先前从《花名册.xlsx》" in warning.message
    assert [message for arrival in look(desk).arrivals for _, message in arrival.notes] == [warning.message]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("2026-01-05", "2026-10-03", ["replaces-other"]),
        ("2026-01-05", "2026-01-05", ["replaces-other"]),
        ("2026-01-05", "", ["roster-days", "replaces-other"]),
        ("", "2026-10-03", ["replaces-other"]),
        ("2026-01-05", "2026-12-01", ["date-ahead", "replaces-other"]),
    ],
)
def test_a_later_day_or_none(desk: Desk, first: str, second: str, codes: list[str]) -> None:
    send(desk, first, "冯伟", "姜淑芬", file="先.xlsx")
    assert [code for code, _ in send(desk, second, "冯伟", "沈一鸣", file="后.xlsx")] == codes
