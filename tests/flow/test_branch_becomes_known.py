"""What came from a branch that was not known goes through by itself when its roster comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import (
    BRANCH,
    drop,
    make_photo,
    registration,
    roster,
    sign_in,
)  # fmt: skip
from core import make_core_desk
from sent_back import inbox_of

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Returned

OTHER = "机关第二党支部"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def held(desk: Desk, branch: str = BRANCH) -> list[tuple[str, str]]:
    return [(entry.form, entry.happened) for entry in desk.ledger.held(branch)]


def test_form_of_a_branch_not_known_goes_through_by_itself_when_its_roster_comes(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in(branch=OTHER), "登记": registration(branch=OTHER)}, "三月.xlsx", folder=OTHER)
    (outcome,) = ingest(desk).of(Returned)
    assert {problem.code for problem in outcome.problems if problem.stops} == {"branch-unknown"}
    assert ingest(desk).outcomes == []
    drop(desk, roster(branch=OTHER), "名册.xlsx", folder=OTHER)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted, Accepted]
    assert len(held(desk, OTHER)) == 3
    assert (desk.ledger.returned(), inbox_of(desk)) == ([], [])


def test_what_else_is_wrong_stays_when_its_branch_becomes_known(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, sign_in((("冯伟", "√"), ("冯伟", "√")), branch=OTHER), folder=OTHER)
    (before,) = ingest(desk).of(Returned)
    drop(desk, roster(branch=OTHER), "名册.xlsx", folder=OTHER)
    (after,) = ingest(desk).of(Returned)
    told = [{problem.code for problem in outcome.problems if problem.stops} for outcome in (before, after)]
    assert told[0] - told[1] == {"branch-unknown"}
    assert told[1]
    assert ingest(desk).outcomes == []


def test_photo_of_a_branch_not_known_goes_through_by_itself_when_its_roster_comes(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    make_photo(desk.workspace.inbox / OTHER / "a.jpg")
    assert len(ingest(desk).of(Returned)) == 1
    drop(desk, roster(branch=OTHER), "名册.xlsx", folder=OTHER)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted, Accepted]
    assert len(desk.ledger.photos(OTHER)) == 1
    assert (desk.ledger.returned(), inbox_of(desk)) == ([], [])


def test_roster_that_is_wrong_makes_no_branch_known(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    wrong = [*roster(branch=OTHER), [3, "冯伟", "党员"]]
    drop(desk, {"名册": wrong, "签到": sign_in(branch=OTHER)}, folder=OTHER)
    (outcome,) = ingest(desk).of(Returned)
    assert outcome.sheets == 2
    assert held(desk, OTHER) == []
