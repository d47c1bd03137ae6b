"""The watcher with hands: what breaks its hand goes back, a hand that died is replaced, and the rest is taken."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import drop, registration, sign_in, talk
from core import make_core_desk
from faulty_hands import with_fault
from handed import hands_of, noting_hands
from watching import Watching, until

from pipeline.flow.desk import Desk
from pipeline.flow.hands.hands import Hands
from pipeline.model.outcome import Accepted, Returned

Quick = Callable[[Desk], Desk]


def test_a_file_that_breaks_its_hand_goes_back_and_the_rest_is_taken(tmp_path: Path, quick: Quick) -> None:
    desk = with_fault(quick(make_core_desk(tmp_path)), "die", "毒.xlsx")
    with Hands(2) as hands, Watching(desk, hands) as watching:
        drop(desk, sign_in(date="2026-04-20"), "毒.xlsx")
        drop(desk, registration())
        until(lambda: watching.outcomes(Returned) and watching.outcomes(Accepted))
        drop(desk, talk(), "谈话.xlsx")
        until(lambda: len(watching.outcomes(Accepted)) == 2)
    (returned,) = watching.outcomes(Returned)
    assert [problem.code for problem in returned.problems] == ["breaks-reader"]
    assert (watching.faults, desk.ledger.failures()) == ([], [])
    assert len(list(desk.outbox.folder.rglob("manifest.json"))) == len(
        [entry for entry in desk.ledger.activities() if entry.documents]
    )


@pytest.mark.skipif(os.name != "posix", reason="processes are killed otherwise there")
def test_the_hand_that_waits_is_killed_between_two_files(tmp_path: Path, quick: Quick) -> None:
    desk = noting_hands(quick(make_core_desk(tmp_path / "工作区")))
    with Hands(1) as hands, Watching(desk, hands) as watching:
        drop(desk, registration())
        until(lambda: watching.outcomes(Accepted) and any(report.published for report in watching.reports))
        (waiting,) = hands_of(desk.workspace.root)
        os.kill(waiting, signal.SIGKILL)
        drop(desk, talk(), "谈话.xlsx")
        until(lambda: len(watching.outcomes(Accepted)) == 2)
    assert (watching.faults, len(hands_of(desk.workspace.root))) == ([], 2)
