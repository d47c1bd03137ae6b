"""A process that enters forms of its own branch, each told to the journal; several do so on one ledger at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.files.journal import Journal
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.ledger.ledger import Ledger
from pipeline.model.record import Origin, Record, Value

TESTS = Path(__file__).resolve().parent


def enter_at_once(ledger: Path, journal: Path, branches: Sequence[str], count: int) -> list[int]:
    """One process for each branch; none opens the ledger before all are there. Returns their exit codes."""
    writers = [_start(ledger, journal, branch, count) for branch in branches]
    for writer in writers:
        assert writer.stdin and writer.stdout
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin
        writer.stdin.close()
    codes = [writer.wait(timeout=60) for writer in writers]
    for writer in writers:
        assert writer.stdout
        writer.stdout.close()
    return codes


def _start(ledger: Path, journal: Path, branch: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, __file__, str(ledger), str(journal), branch, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))},
    )


def _enter(ledger: Path, journal: Path, branch: str, count: int) -> None:
    """One file a day, every third of them sent back; each record is longer than a page of memory."""
    book = Ledger(ledger, journal=Journal(journal))
    for day in range(1, count + 1):
        at = Origin(f"{day}.xlsx", "Sheet1")
        record = Record("签到表", at, {"活动主题": Value(f"{branch}{day}" * 800, "", at)}, {}, {})
        new = NewRecord(record, branch, str(day), f"2026-03-{day:02d}", "m" * 64)
        sent = Submission(
            f"{branch}{day}", at.file, branch, branch, "forms", "", number=str(day), copy=branch + at.file
        )
        book.send_back(sent, [new]) if day % 3 == 0 else book.take(sent, [new])
    book.close()


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    _enter(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
