"""dangan.toml and mappings that are changed while the watcher runs; a ledger that is put in place of another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, outbox_of, sign_in
from core import make_core_desk
from watching import Watching, until

from pipeline.errors import LedgerError, SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Returned
from pipeline.watch.set_up import SetUp

WATCH = "[watch]\nquiet_s = 0.15\nrescan_s = 0.4\n"


@pytest.fixture
def desk(tmp_path: Path, quick: Callable[[Desk], Desk]) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "ws")
    yield quick(desk)
    desk.close()


def write(desk: Desk, text: str) -> None:
    (desk.workspace.root / "dangan.toml").write_text(text, encoding="utf-8")


def test_change_is_taken_up_when_it_has_stood_for_a_look(desk: Desk) -> None:
    set_up = SetUp(desk.workspace)
    assert set_up.current(desk) is desk
    write(desk, 'branches = ["甲党支部"]')
    assert set_up.current(desk) is desk
    fresh = set_up.current(desk)
    assert fresh.settings.branches == ("甲党支部",)
    assert fresh.ledger is desk.ledger
    assert set_up.current(fresh) is fresh


def test_change_that_does_not_fit_is_refused_and_can_be_mended(desk: Desk) -> None:
    set_up = SetUp(desk.workspace)
    (desk.workspace.mappings / "forms" / "签到表.yaml").write_text("form: [", encoding="utf-8")
    assert set_up.current(desk) is desk
    refused = []
    for _ in range(2):
        with pytest.raises(SetupError) as caught:
            set_up.current(desk)
        refused.append(caught.value.message)
    assert refused[0] == refused[1]
    good = Path(__file__).parents[2] / "mappings" / "forms" / "签到表.yaml"
    shutil.copy(good, desk.workspace.mappings / "forms" / "签到表.yaml")
    assert set_up.current(desk) is desk
    set_up.current(desk)


def test_watcher_goes_by_the_new_settings(desk: Desk) -> None:
    with Watching(desk) as watching:
        drop(desk, sign_in())
        until(lambda: watching.outcomes(Accepted))
        write(desk, f'branches = ["别的支部"]\n{WATCH}')
        until(lambda: len(watching.notes) == 2)
        drop(desk, sign_in(date="2026-03-27"), "后.xlsx")
        until(lambda: watching.outcomes(Returned))
    (returned,) = watching.outcomes(Returned)
    assert {problem.code for problem in returned.problems} == {"branch-unknown"}


def test_watcher_keeps_the_old_ones_and_complains_once(desk: Desk) -> None:
    with Watching(desk) as watching:
        write(desk, "branches = [")
        until(lambda: watching.faults)
        drop(desk, sign_in())
        until(lambda: outbox_of(desk))
        assert [held.form for held in desk.ledger.held(BRANCH)] == ["签到表"]
    assert len([fault for fault in watching.faults if "没有采用" in fault.message]) == 1


def test_ledger_put_in_place_of_another_is_the_one_that_is_used(desk: Desk) -> None:
    set_up = SetUp(desk.workspace)
    drop(desk, sign_in())
    ingest(desk)
    ledger = desk.workspace.ledger
    desk.ledger.close()
    shutil.copy(ledger, ledger.with_name("copy.db"))
    ledger.with_name("copy.db").replace(ledger)
    set_up.check_ledger(desk)
    drop(desk, sign_in(date="2026-04-20"), "后.xlsx")
    ingest(desk)
    assert len(desk.ledger.held(BRANCH)) == 2
    desk.ledger.close()
    ledger.unlink()
    with pytest.raises(LedgerError):
        set_up.check_ledger(desk)
