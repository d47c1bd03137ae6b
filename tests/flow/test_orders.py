"""An order to take something back is kept until it is done, and holds up nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, sign_in, talk
from core import make_core_desk
from withdrawals import held, number_of, sent, take_back, taken_back

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.withdrawing.orders import Order, place
from pipeline.model.outcome import Accepted, Returned


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def refuse(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """What lies in 退回 cannot be removed: a copy that is open."""
    real = Path.unlink

    def busy(path: Path, missing_ok: bool = False) -> None:
        if desk.workspace.returned in path.parents:
            raise PermissionError(13, "open")
        real(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", busy)


def test_an_order_that_cannot_be_carried_out_holds_up_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    sent(desk, registration(), "登记.xlsx")
    for name in ("坏.xlsx", "登记.xlsx"):
        place(Order(number_of(desk, name), None, "", ""), desk)
    drop(desk, talk(), "谈话.xlsx")
    with monkeypatch.context() as patch:
        refuse(patch, desk)
        report = ingest(desk)
    assert (len(report.failures), taken_back(report)) == (1, [("登记.xlsx", ["活动登记表"])])
    assert [form.form for taken in report.of(Accepted) for form in taken.forms] == ["谈心谈话记录"]
    assert len(desk.ledger.returned()) == 1
    report = ingest(desk)
    assert (report.failures, taken_back(report)) == ([], [("坏.xlsx", [])])
    assert not list(desk.workspace.orders.iterdir())


def test_a_withdrawal_that_cannot_be_done_yet_is_noted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(desk, {"好": talk(), "坏": talk(date="三月")})
    ingest(desk)
    with monkeypatch.context() as patch:
        refuse(patch, desk)
        report = take_back(desk, 1, reason="报错了")
    assert (len(report.failures), report.outcomes, len(held(desk, BRANCH))) == (1, [], 1)
    assert "已记下" in report.failures[0].message
    assert taken_back(ingest(desk)) == [("表.xlsx", ["谈心谈话记录"])]


def test_an_order_waits_for_the_inbox(desk: Desk) -> None:
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    (returned,) = ingest(desk).of(Returned)
    place(Order(1, None, "", ""), desk)
    aside = desk.workspace.inbox.rename(desk.workspace.root / "aside")
    with pytest.raises(SetupError):
        ingest(desk)
    assert len(desk.ledger.returned()) == 1
    aside.rename(desk.workspace.inbox)
    assert taken_back(ingest(desk)) == [("坏.xlsx", [])]
    assert not (desk.workspace.root / returned.copy).exists()
