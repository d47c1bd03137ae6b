"""A form under another name, without a number, that comes in the place of one that went back: surely that, and told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, dues, registration, sign_in
from core import make_core_desk
from sent_back import copy_of, mend

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.outcome import Accepted, Returned

Grid = list[list[Any]]
FENG, JIANG = ("冯伟", "√"), ("姜淑芬", "√")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def in_bin(desk: Desk) -> list[str]:
    return [path.relative_to(desk.workspace.bin).as_posix() for path in desk.workspace.bin.rglob("*.xlsx")]


@pytest.mark.parametrize(
    ("returned", "came", "settled"),
    [
        (sign_in([("冯伟", "看不清"), JIANG]), sign_in([FENG, JIANG]), True),
        (sign_in([("冯伟", "看不清"), JIANG]), sign_in([FENG]), False),
        (registration(活动地点=""), registration(), True),
        (registration(theme="参观", 活动地点=""), registration(), False),
        (dues([["冯伟", 3000, "0.5%", "大约十五", 15]]), dues(), True),
        (dues([["冯伟", 3000, "0.5%", "大约十五", 15], ["姜淑芬", 3000, "0.5%", 15, 15]]), dues(), False),
    ],
    ids=["people", "more-people", "theme", "another-theme", "dues", "more-dues"],
)
def test_only_what_names_all_that_the_returned_one_named(desk: Desk, returned: Grid, came: Grid, settled: bool) -> None:
    drop(desk, returned, "甲.xlsx")
    assert len(ingest(desk).of(Returned)) == 1
    copy = copy_of(desk, "甲")
    content = copy.read_bytes()
    drop(desk, came, "乙.xlsx")
    (outcome,) = ingest(desk).of(Accepted)
    told = [problem.message for problem in outcome.not_read if problem.code == "return-settled"]
    assert (desk.ledger.returned() == [], copy.exists(), len(told)) == (settled, not settled, settled)
    aside = [f"退回/{BRANCH}/{copy.name}"] if settled else []
    assert in_bin(desk) == aside
    for path in aside:
        assert (desk.workspace.bin / path).read_bytes() == content
        assert "甲.xlsx" in told[0]
        assert f".dangan/bin/{path}" in told[0]
        assert (BRANCH, told[0]) in [(BRANCH, note) for arrival in look(desk).arrivals for _, note in arrival.notes]


def test_the_good_part_of_a_file_that_goes_back_itself(desk: Desk) -> None:
    drop(desk, sign_in([("冯伟", "看不清")]), "甲.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in([FENG]), "登记": registration(date="三月")}, "乙.xlsx")
    (outcome,) = ingest(desk).of(Returned)
    assert [problem.code for problem in outcome.taken.not_read] == ["return-settled"]
    assert in_bin(desk) == [f"退回/{BRANCH}/甲(需更正).xlsx"]


def test_the_mended_copy_under_another_name_needs_no_word(desk: Desk) -> None:
    drop(desk, {"签到": sign_in([("冯伟", "看不清")])}, "甲.xlsx")
    ingest(desk)
    mend(copy_of(desk, "甲"), {"签到": {"C6": "√"}}, to=desk.workspace.inbox / "改.xlsx")
    (outcome,) = ingest(desk).of(Accepted)
    assert (outcome.not_read, desk.ledger.returned()) == ((), [])
    assert in_bin(desk) == [f"退回/{BRANCH}/甲(需更正).xlsx"]


def test_a_return_whose_original_is_gone_stays_and_holds_nothing_up(desk: Desk) -> None:
    drop(desk, sign_in([("冯伟", "看不清"), JIANG]), "甲.xlsx")
    ingest(desk)
    (sent,) = desk.ledger.returned()
    desk.originals.path(sent.digest).unlink()
    drop(desk, sign_in([FENG, JIANG]), "乙.xlsx")
    assert len(ingest(desk).of(Accepted)) == 1
    assert [entry.name for entry in desk.ledger.returned()] == ["甲.xlsx"]
