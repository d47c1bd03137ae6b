"""No file leaves the inbox before its bytes, and what is known of it, are on the disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection
from pathlib import Path

import pytest
from builders import BRANCH, make_form, make_photo, registration, sign_in, talk
from core import make_core_desk

from pipeline.files import disk, journal, originals
from pipeline.files.disk import flush
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.ledger import database

COUNT = 20


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path)
    folder = desk.workspace.inbox / BRANCH
    make_form(folder / "登记.xlsx", registration())
    make_form(folder / "坏.xlsx", sign_in(date="三月"))
    for day in range(1, COUNT + 1):
        make_form(folder / f"谈话{day}.xlsx", talk(date=f"2026-03-{day:02d}"))
    make_photo(folder / "a.jpg")
    return desk


def test_nothing_leaves_the_inbox_before_it_is_on_the_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped = {path: path.read_bytes() for path in (desk.workspace.inbox / BRANCH).iterdir()}
    unflushed: set[str] = set()
    early: list[str] = []
    entered = 0
    is_safe = False

    def note(paths: Collection[Path]) -> dict[Path, OSError]:
        nonlocal entered, is_safe
        for path in paths:
            unflushed.discard(path.name)
        if any(path.name == "ledger.db-wal" for path in paths):
            is_safe = "收件日志.jsonl" not in unflushed
        return flush(paths)

    for module in (originals, journal, database):
        monkeypatch.setattr(module, "flush", note)
    take_in, append, unlink = originals.Originals.take_in, journal.Journal.append, Path.unlink

    def taken(store: originals.Originals, source: Path) -> originals.Original:
        original = take_in(store, source)
        unflushed.add(original.digest)
        return original

    def appended(book: journal.Journal, *line: object, **how: bool) -> None:
        nonlocal is_safe
        append(book, *line, **how)  # type: ignore[arg-type]
        is_safe = how.get("flushed", True)

    def gone(path: Path, missing_ok: bool = False) -> None:
        if path in dropped and path.exists():
            digest = originals.digest_of(path.read_bytes())
            early.extend([path.name] if digest in unflushed or not is_safe else [])
        unlink(path, missing_ok)

    monkeypatch.setattr(originals.Originals, "take_in", taken)
    monkeypatch.setattr(journal.Journal, "append", appended)
    monkeypatch.setattr(Path, "unlink", gone)
    report = ingest(desk)
    assert (len(report.accepted), early) == (COUNT + 2, [])
    assert [path.name for path in (desk.workspace.inbox / BRANCH).iterdir()] == []


@pytest.mark.parametrize("refused", ["original", "journal", "ledger"])
def test_what_cannot_be_made_safe_stays_in_the_inbox(refused: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"journal": desk.workspace.journal.name, "ledger": "ledger.db-wal"}
    good = {path.name for path in (desk.workspace.inbox / BRANCH).iterdir()} - {"坏.xlsx"}

    def fsync(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").readlink()
        is_original = desk.workspace.originals in path.parents and path.is_file()
        if path.name == names.get(refused) or (refused == "original" and is_original):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(disk, "_file_system_flusher", lambda: None)
        patch.setattr(os, "fsync", fsync)
        try:
            failed = [failure.message for failure in ingest(desk).failures]
        except Exception as error:
            failed = [str(error)]
    assert any("磁盘读写出错" in message for message in failed), failed
    assert good <= {path.name for path in desk.workspace.inbox.rglob("*") if path.is_file()}
    report = ingest(desk)
    assert (report.failures, list((desk.workspace.inbox / BRANCH).iterdir())) == ([], [])
    assert len(desk.ledger.held(BRANCH)) == COUNT + 1
