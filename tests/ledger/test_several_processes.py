"""Several processes on one ledger, not even made yet: all that each sent is there, and the journal tells the same."""

from __future__ import annotations

from pathlib import Path

from entering_at_once import enter_at_once

from pipeline.files.journal import Journal
from pipeline.ledger.entries import Entry
from pipeline.ledger.ledger import Ledger
from pipeline.ledger.retelling import standing, told_by

BRANCHES = ("第一党支部", "第二党支部", "第三党支部")
COUNT = 20


def test_processes_enter_at_once(tmp_path: Path) -> None:
    path, journal = tmp_path / "ledger.db", tmp_path / "收件.jsonl"
    assert enter_at_once(path, journal, BRANCHES, COUNT) == [0, 0, 0]

    ledger, again = Ledger(path), Ledger(tmp_path / "again.db")
    lines, damaged = Journal(journal).read()
    told = [told_by(line) for line in lines]
    again.retell(standing(told))

    assert damaged == 0
    everything = ledger.latest(100)
    assert [each.id for each in everything] == list(range(3 * COUNT, 0, -1))
    assert [each.submission.id for each in told if isinstance(each, Entry)] == list(range(1, 3 * COUNT + 1))
    assert again.latest(100) == everything
    for branch in BRANCHES:
        assert [held.key for held in ledger.history(branch, "签到表")] == [str(day) for day in range(1, COUNT + 1)]
        assert again.held(branch) == ledger.held(branch)
        assert [each.number for each in ledger.taken_from(branch)] == [str(day) for day in range(1, COUNT + 1)]
    assert len(ledger.returned()) == len(BRANCHES) * (COUNT // 3)
    ledger.close()
    again.close()
