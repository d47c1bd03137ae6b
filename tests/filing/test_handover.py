"""Files put into a set that is handed over: ours are known again, a person's are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.filing.handover import LIST, HandOver, told_in


@pytest.fixture
def begun(tmp_path: Path):
    return lambda: HandOver(tmp_path / "set", tmp_path / "bin", tmp_path / "private" / "journal.txt")


def test_what_a_killed_run_has_put_is_ours(begun, tmp_path):
    first = begun()
    first.put("a.pdf", b"1")
    first.put("b.pdf", b"1")
    first.finish()
    killed = begun()
    killed.put("a.pdf", b"2")
    killed.put("c.pdf", b"2")
    again = begun()
    again.put("a.pdf", b"3")
    again.put("b.pdf", b"1")
    again.finish()
    assert again.moved == []
    assert told_in(tmp_path / "set").keys() == {"a.pdf", "b.pdf"}
    assert sorted(path.name for path in (tmp_path / "set").iterdir()) == [LIST, "a.pdf", "b.pdf"]
    assert list((tmp_path / "private").iterdir()) == []


def test_what_a_person_changed_after_a_killed_run_is_kept(begun, tmp_path):
    begun().put("a.pdf", b"1")
    (tmp_path / "set" / "a.pdf").write_bytes(b"mine")
    with (tmp_path / "private" / "journal.txt").open("ab") as journal:
        journal.write(b"0123456789abcdef")
    again = begun()
    again.put("a.pdf", b"2")
    assert again.moved == ["a.pdf"]
    assert (tmp_path / "bin" / "a.pdf").read_bytes() == b"mine"
