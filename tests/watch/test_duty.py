"""One works, the others stand by: decided by what the ledger holds and a steady clock that is an argument."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import NOW
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.watch_state import SILENT_S, this_host, watch_state
from pipeline.ledger.entries import WatcherEntry
from pipeline.watch.duty import BEAT_S, Duty

ELSEWHERE = "另一台电脑"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "ws")
    yield desk
    desk.close()


def stand(desk: Desk, holder: str, host: str, pid: int, beats: int = 1) -> bool:
    """Another watcher says that it lives."""
    return desk.ledger.stand(WatcherEntry(holder, host, pid, NOW.isoformat(), NOW.isoformat(), beats))


def gone_pid() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_second_stands_by_and_takes_over_when_the_first_leaves(desk: Desk) -> None:
    first, second = Duty(desk), Duty(desk)
    assert first.stand(desk, 0.0)
    assert not second.stand(desk, 0.0)
    assert [entry.on_duty for entry in second.others] == [True]
    state = watch_state(desk)
    assert (state.runs, len(state.standby)) == (True, 1)
    first.leave(desk)
    assert second.stand(desk, 0.5)
    assert not first.stand(desk, 10.0)


def test_silent_elsewhere_is_waited_for_on_the_own_clock(desk: Desk) -> None:
    stand(desk, "far", ELSEWHERE, 1)
    duty = Duty(desk)
    assert not duty.stand(desk, 100.0)
    assert not duty.stand(desk, 100.0 + SILENT_S - 1)
    stand(desk, "far", ELSEWHERE, 1, beats=2)
    assert not duty.stand(desk, 100.0 + SILENT_S)
    assert not duty.stand(desk, 99.0 + 2 * SILENT_S)
    assert duty.stand(desk, 100.0 + 2 * SILENT_S)


@pytest.mark.skipif(os.name != "posix", reason="Windows 不能问一个进程还在不在")
def test_dead_on_this_host_is_not_waited_for(desk: Desk) -> None:
    stand(desk, "dead", this_host(), gone_pid())
    assert not watch_state(desk).runs
    assert Duty(desk).stand(desk, 0.0)


def test_beats_are_seldom(desk: Desk) -> None:
    duty = Duty(desk)
    for tenths in range(100):
        assert duty.stand(desk, tenths / 10)
    (entry,) = desk.ledger.watchers()
    assert entry.beats == 10 / BEAT_S


@pytest.mark.parametrize("jump", [dt.timedelta(days=-400), dt.timedelta(days=400)])
def test_clock_that_jumps_changes_no_duty(desk: Desk, jump: dt.timedelta) -> None:
    first, second = Duty(desk), Duty(desk)
    assert first.stand(desk, 0.0)
    jumped = replace(desk, now=lambda: NOW + jump)
    assert not second.stand(jumped, 3.0)
    assert first.stand(jumped, 3.0)
    assert not second.stand(jumped, 6.0)


def test_who_was_taken_for_dead_stands_by(desk: Desk) -> None:
    sleeper, next_one = Duty(desk), Duty(desk)
    assert sleeper.stand(desk, 0.0)
    assert not next_one.stand(desk, 1.0)
    assert next_one.stand(desk, 1.0 + SILENT_S)
    assert not sleeper.stand(desk, 2.0 + SILENT_S)
    assert next_one.stand(desk, 4.0 + SILENT_S)


def test_last_seen_long_ago_is_not_running(desk: Desk) -> None:
    stand(desk, "far", ELSEWHERE, 1)
    later = replace(desk, now=lambda: NOW + dt.timedelta(minutes=5))
    state = watch_state(later)
    assert (state.runs, state.looked_ms) == (False, 0)
    assert state.on_duty
    assert state.on_duty.host == ELSEWHERE
