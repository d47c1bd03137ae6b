"""Killed while something is taken back: the next run ends what was begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, outbox_of, registration, sign_in, talk
from core import make_core_desk
from killing import Forker, Step
from withdrawals import PACKET, held, number_of, put_away, sent

from pipeline.flow.withdrawing.orders import Order, place


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.close()


STEPS = [
    "pipeline.files.journal:Journal.append",
    "pipeline.ledger.ledger:Ledger.take_back",
    "pipeline.flow.withdrawing.withdraw:clear_copies",
    "pipeline.flow.withdrawing.orders:take_back",
    "pipeline.ledger.ledger:Ledger.withdraw",
    "pipeline.packet.publish.outbox:Outbox.withdraw",
    "pipeline.ledger.ledger:Ledger.settle",
    "pathlib:Path.unlink",
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", STEPS, ids=[name.rpartition(":")[2] for name in STEPS])
def test_killed_on_the_way(name: str, after: bool, tmp_path: Path, forker: Forker) -> None:
    """An order and a file in 撤回, done at the second try as at one."""
    desk = make_core_desk(tmp_path)
    sent(desk, {"好": talk(), "坏": talk(date="三月")}, "谈话.xlsx")
    sent(desk, registration(), "登记.xlsx")
    sent(desk, sign_in(), "签到.xlsx")
    place(Order(number_of(desk, "谈话.xlsx"), None, "", ""), desk)
    put_away(desk.workspace.outbox / PACKET / "原始表单" / "签到.xlsx", desk)
    desk.close()
    forker.ingest(tmp_path, Step(name, 0, after))
    assert forker.ingest(tmp_path).code == 0
    desk = desk.set_up.open()
    words = [entry.name for entry in desk.ledger.latest(9) if entry.kind == "withdrawal"]
    assert (held(desk, BRANCH), desk.ledger.returned()) == ([("活动登记表", "2026-03-20")], [])
    assert sorted(words) == ["签到.xlsx", "谈话.xlsx"]
    assert not any("签到" in path or "谈心谈话" in path for path in outbox_of(desk))
    assert not list(desk.workspace.inbox.rglob("*.xlsx"))
    desk.close()
