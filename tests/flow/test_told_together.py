"""One fault down a whole column is one line for the person, with its cells; for programs and in the copy, each cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_form
from core import make_core_desk
from sent_back import copy_of, listed

from pipeline.cli.ingest import tell
from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.returning.return_note import note_text
from pipeline.model.outcome import Returned

PEOPLE = ("冯伟", "姜淑芬", "沈一鸣", "周明")
PAID = ["F4", "F5", "F6", "F7"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def dropped(desk: Desk) -> Returned:
    """Dues of which nobody's amount can be read."""
    drop(desk, dues([(name, 3000, "0.5%", 15, "十五块多") for name in PEOPLE]))
    report = ingest(desk)
    tell(report)
    (outcome,) = report.of(Returned)
    return outcome


def test_on_the_terminal_in_the_note_and_on_the_page(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = dropped(desk)
    told = [
        capsys.readouterr().out,
        note_text("表.xlsx", outcome.problems, (), True),
        desk.workspace.status_page.read_text(encoding="utf-8"),
    ]
    assert [text.count("十五块多") for text in told] == [1, 1, 1]
    assert all("F4—F7" in text for text in told)


def test_in_the_copy_and_for_programs_each_cell(desk: Desk) -> None:
    outcome = dropped(desk)
    assert [problem.at.cell for problem in outcome.problems if problem.stops] == PAID
    assert [cell for _, cell in listed(copy_of(desk))] == PAID


def test_the_json_names_each_cell(desk: Desk) -> None:
    drop(desk, dues([(name, 3000, "0.5%", 15, "十五块多") for name in PEOPLE]))
    (entry,) = ingest_answer(ingest(desk), desk)["returned"]
    assert [problem["cell"] for problem in entry["problems"] if problem["code"] != "cell-unread"] == PAID


def test_days_that_are_years_ahead_are_told_at_the_first(desk: Desk) -> None:
    grid = [["2062年主题党日签到表"], ["支部", BRANCH], ["姓名", "3月5日", "3月12日"], ["冯伟", "√", "√"]]
    make_form(desk.workspace.inbox / BRANCH / "签到.xlsx", grid)
    (outcome,) = ingest(desk).of(Returned)
    assert [(problem.code, problem.at.cell) for problem in outcome.problems if problem.stops] == [
        ("date-far-ahead", "B3")
    ]
