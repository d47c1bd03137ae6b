"""What was dropped is on disk when the ledger has it; what is made from it need not be: it is made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from pipeline.ledger.entries import ActivityEntry, Submission
from pipeline.ledger.ledger import Ledger

BRANCH = "机关第一党支部"
SENT = Submission("a" * 64, "表.xlsx", BRANCH, BRANCH, "photo", "2026-04-01T09:30:00")
ENTRY = ActivityEntry(BRANCH, "主题党日", "k", 2026, 3, "2026-03-20", "学党章", "2026/x", False, "i" * 64, "{}")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(tmp_path / "ledger.db")
    yield ledger
    ledger.close()


@pytest.fixture
def flushed(ledger: Ledger) -> list[bool]:
    """Of each transaction in its turn."""
    seen: list[bool] = []

    def note(connection: Connection) -> None:
        (level,) = connection.exec_driver_sql("PRAGMA synchronous").one()
        seen.append(level >= 2)

    event.listen(ledger._engine, "commit", note)
    return seen


def test_only_what_came_in_is_flushed(ledger: Ledger, flushed: list[bool]) -> None:
    number = ledger.take(SENT, [])
    ledger.intend({"2026/x/a.docx": "d" * 64})
    ledger.publish(ENTRY)
    ledger.settle(BRANCH, number, "m" * 64, [])
    ledger.send_back(SENT)
    ledger.leave_behind(BRANCH, "2026/x/a.docx")
    assert flushed == [False, False, False, False, True, True]


def test_each_sees_what_the_other_has_entered(ledger: Ledger, tmp_path: Path) -> None:
    other = Ledger(tmp_path / "ledger.db")
    assert other.taken() == []
    number = ledger.take(SENT, [])
    assert [sent.id for sent in other.taken()] == [number]
    other.close()
