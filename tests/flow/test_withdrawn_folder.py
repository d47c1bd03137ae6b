"""A file moved into inbox/撤回/ is taken back: what it was is known by its bytes, or by the number that it bears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_photo, registration, sign_in, talk
from core import make_core_desk
from sent_back import mend
from withdrawals import PACKET, held, put_away, sent, taken_back

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.outcome import Accepted, Returned, Waiting, Withdrawn


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def test_moved_into_the_folder(desk: Desk) -> None:
    sent(desk, registration(), "登记.xlsx")
    sent(desk, sign_in(), "签到.xlsx")
    put_away(desk.workspace.outbox / PACKET / "原始表单" / "签到.xlsx", desk)
    assert taken_back(ingest(desk)) == [("签到.xlsx", ["签到表"])]
    assert held(desk, BRANCH) == [("活动登记表", "2026-03-20")]
    assert not list(desk.workspace.withdrawals.iterdir())
    assert not ingest(desk).outcomes


def test_a_file_in_the_folder_mends_its_lost_original(desk: Desk) -> None:
    content = sent(desk, registration())
    (taken,) = desk.ledger.sent_as("表.xlsx")
    desk.originals.path(taken.digest).unlink()
    desk.workspace.withdrawals.mkdir()
    (desk.workspace.withdrawals / "表.xlsx").write_bytes(content)
    assert taken_back(ingest(desk)) == [("表.xlsx", ["活动登记表"])]
    assert desk.originals.holds(taken.digest)
    assert not list(desk.workspace.withdrawals.iterdir())


def test_taken_back_and_sent_anew_in_one_round(desk: Desk) -> None:
    content = sent(desk, registration())
    for folder in (desk.workspace.withdrawals, desk.workspace.inbox / BRANCH):
        folder.mkdir(exist_ok=True)
        (folder / "表.xlsx").write_bytes(content)
    assert [type(outcome) for outcome in ingest(desk).outcomes] in ([Withdrawn, Accepted], [Accepted, Withdrawn])
    assert held(desk, BRANCH) == [("活动登记表", "2026-03-20")]


def test_what_is_not_known_lies_there_with_the_reason(desk: Desk) -> None:
    first = sent(desk, registration(会议记录="一"))
    sent(desk, registration(会议记录="二"))
    drop(desk, sign_in(), "没报过.xlsx", "撤回")
    (desk.workspace.withdrawals / "旧.xlsx").write_bytes(first)
    report = ingest(desk)
    assert [(type(outcome), outcome.file) for outcome in report.outcomes] == [
        (Waiting, "撤回/旧.xlsx"),
        (Waiting, "撤回/没报过.xlsx"),
    ]
    assert len(held(desk, BRANCH)) == 1
    assert {waiting.file for waiting in look(desk).inbox.waiting} == set()


def test_two_branches_that_sent_the_same_are_told_apart_by_the_folder(desk: Desk) -> None:
    other = "机关第二党支部"
    photo = make_photo(desk.workspace.inbox / BRANCH / "a.jpg")
    content = photo.read_bytes()
    (desk.workspace.inbox / other).mkdir()
    (desk.workspace.inbox / other / "a.jpg").write_bytes(content)
    ingest(desk)
    desk.workspace.withdrawals.mkdir()
    wanted = desk.workspace.withdrawals / "a.jpg"
    wanted.write_bytes(content)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Waiting]
    put_away(wanted, desk, other)
    assert ingest(desk).of(Withdrawn)
    assert [len(desk.ledger.photos(branch)) for branch in (BRANCH, other)] == [1, 0]


@pytest.mark.parametrize("changed", [False, True])
def test_a_returned_copy_moved_into_the_folder_takes_its_return_back(changed: bool, desk: Desk) -> None:
    drop(desk, {"好": talk(), "坏": talk(date="三月")})
    (returned,) = ingest(desk).of(Returned)
    copy = desk.workspace.root / returned.copy
    if changed:
        mend(copy, {"坏": {"B3": "二月"}})
    put_away(copy, desk)
    report = ingest(desk)
    assert taken_back(report) == [("表.xlsx", ["谈心谈话记录"])]
    assert (desk.ledger.returned(), held(desk, BRANCH), desk.ledger.submission(1).state) == ([], [], "withdrawn")  # type: ignore[union-attr]
    assert not list(desk.workspace.withdrawals.rglob("*.xlsx"))
