"""Which branch a form is of: what its sheet, its folder, the rosters and the settings say."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from builders import BRANCH, drop, roster, sign_in
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Returned


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def returned_codes(desk: Desk) -> list[list[str]]:
    return [[p.code for p in outcome.problems if p.stops] for outcome in ingest(desk).of(Returned)]


def test_branch_of_sheet_and_folder_must_agree(desk: Desk) -> None:
    drop(desk, sign_in(branch="机关第二党支部"))
    (codes,) = returned_codes(desk)
    assert codes == ["branch-differs"]


def test_unknown_branch_with_nearest_names(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, sign_in(branch="机关第1党支部"), folder="收")
    (outcome,) = ingest(desk).of(Returned)
    (problem,) = [p for p in outcome.problems if p.stops]
    assert (problem.code, problem.at.cell) == ("branch-unknown", "B2")
    assert BRANCH in problem.hint


def test_settings_name_the_branches(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    (tmp_path / "dangan.toml").write_text(f'branches = ["{BRANCH}"]', encoding="utf-8")
    desk = make_core_desk(tmp_path)
    drop(desk, roster(branch="机关第二党支部"), folder="收")
    assert returned_codes(desk) == [["branch-unknown"]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_rosters_of_two_branches_in_one_batch(desk: Desk, order: tuple[int, ...]) -> None:
    other = "机关第二党支部"
    names = [f"{number}.xlsx" for number in order]
    drop(desk, roster(), names[0])
    drop(desk, roster(branch=other), names[1], folder=other)
    drop(desk, sign_in(branch=other), names[2], folder=other)
    assert len(ingest(desk).of(Accepted)) == 3


def test_roster_and_sign_in_of_a_new_branch_in_one_workbook(desk: Desk) -> None:
    other = "机关第二党支部"
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in(branch=other), "名册": roster(branch=other)}, folder=other)
    assert len(ingest(desk).of(Accepted)) == 1
