"""Two real `dangan watch` on one workspace; the one at work is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, outbox_of, registration, sign_in
from core import make_core_desk
from watching import until

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import WatcherEntry

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "ws")
    yield desk
    desk.close()


@pytest.fixture
def watchers(desk: Desk) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Ends those that still run."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for process in running:
        process.kill()
        process.wait(20)


def start(desk: Desk, running: list[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "watch", "-w", str(desk.workspace.root)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    running.append(process)
    until(lambda: process.pid in {entry.pid for entry in desk.ledger.watchers()})
    return process


def on_duty(desk: Desk) -> list[int]:
    return [entry.pid for entry in desk.ledger.watchers() if entry.on_duty]


def test_standby_takes_over_from_the_killed(desk: Desk, watchers: list[subprocess.Popen[bytes]]) -> None:
    first = start(desk, watchers)
    second = start(desk, watchers)
    assert on_duty(desk) == [first.pid]
    drop(desk, sign_in(), "签到.xlsx")
    until(lambda: f"{FOLDER}/02 签到表.docx" in outbox_of(desk))
    first.send_signal(signal.SIGKILL)
    first.wait(20)
    killed = time.monotonic()
    drop(desk, registration(), "登记.xlsx")
    until(lambda: f"{FOLDER}/03 会议记录.docx" in outbox_of(desk))
    assert time.monotonic() - killed < 10
    assert on_duty(desk) == [second.pid]
    assert len(desk.ledger.held(BRANCH)) == 2


def test_ordered_stop_frees_the_duty(desk: Desk, watchers: list[subprocess.Popen[bytes]]) -> None:
    process = start(desk, watchers)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert desk.ledger.watchers() == []
    assert 'data-looked="0"' in desk.workspace.status_page.read_text(encoding="utf-8")


def test_ingest_works_beside_a_watcher(desk: Desk, watchers: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    start(desk, watchers)
    path = drop(desk, sign_in()).rename(tmp_path / "外面.xlsx")
    command = [sys.executable, "-m", "pipeline", "ingest", path, "-w", str(desk.workspace.root), "--json"]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    assert [entry["form"] for entry in answer["accepted"]] == ["签到表"]
    assert isinstance(desk.ledger.watchers()[0], WatcherEntry)
