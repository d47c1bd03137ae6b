"""A whole office drops at once and goes on correcting: all is taken, nothing twice, and the last word holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REPOSITORY
from core import make_core_desk

from pipeline.flow.hands.hands import Hands
from pipeline.flow.ingest import ingest


def test_forms_replaced_while_they_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "bench"))
    from kit.load import faults, writers
    from kit.office import Office

    desk, office = make_core_desk(tmp_path), Office(branches=10, months=3)
    office.write(desk.workspace.inbox)
    people = writers(desk.workspace.inbox, 10)

    def correct(_: str) -> None:
        for person in people:
            person.write(1)

    with Hands(2) as hands:
        first = ingest(desk, progress=correct, crew=hands)
        second = ingest(desk, crew=hands)
    assert [person.files for person in people] == [list(person.written) for person in people]
    assert (first.failures, second.failures) == ([], [])
    assert faults(desk.workspace, office.count, people) == []
