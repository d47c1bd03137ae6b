"""The machine refuses: a clear message, nothing lost, nothing half-published; the next run finishes."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import NOW
from core import make_core_desk
from dropped_ten import World, lay, make_ten, world
from killing import Step, replaced

from pipeline.errors import DanganError, LedgerError, SetupError
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import IngestReport, ingest
from pipeline.ledger.ledger import Ledger
from pipeline.model.outcome import Waiting
from pipeline.settings.workspace import Workspace


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ten(tmp_path_factory.mktemp("ten"))


@pytest.fixture(scope="module")
def undisturbed(ten: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    desk = make_core_desk(tmp_path_factory.mktemp("whole"))
    lay(ten, desk.workspace)
    ingest(desk)
    desk.close()
    return world(desk.workspace)


@pytest.fixture
def desk(ten: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path / "工作区")
    lay(ten, desk.workspace)
    yield desk
    desk.close()


def run(desk: Desk) -> list[str]:
    """What a run says that did not go well; it raises nothing else than what a command shows as a message."""
    try:
        report = ingest(desk)
    except DanganError as error:
        return [error.message, error.hint]
    return said(report)


def said(report: IngestReport) -> list[str]:
    failures = [text for failure in report.failures for text in (failure.message, failure.hint)]
    return [*failures, *(waiting.reason for waiting in report.of(Waiting))]


def content(desk: Desk) -> list[bytes]:
    """Of everything that lies in the inbox or in the store, each once."""
    folders = (desk.workspace.inbox, desk.workspace.originals)
    return sorted({path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()})


def nothing_is_lost(desk: Desk, ten: Path) -> bool:
    return {path.read_bytes() for path in ten.rglob("*") if path.is_file()} <= set(content(desk))


def nothing_is_half_published(desk: Desk, undisturbed: World) -> bool:
    """Each document that lies there is the one of an undisturbed run; registers of talks grow with each talk."""
    there = {path: held for path, held in world(desk.workspace)["outbox"].items() if path.endswith(".docx")}
    return all(undisturbed["outbox"][path] == held for path, held in there.items() if "谈心谈话/00" not in path)


REFUSALS = [
    (errno.ENOSPC, "磁盘已满"),
    (errno.EACCES, "没有权限"),
    (errno.EBUSY, "正被别的程序使用"),
    (errno.EIO, "磁盘读写出错"),
]
STEPS = [
    Step("os:fsync"),
    Step("os:fsync", 3),
    Step("os:fsync", 20),
    Step("os:replace"),
    Step("os:replace", 15),
    Step("pathlib:Path.unlink"),
    Step("pipeline.files.journal:Journal.append"),
    Step("pipeline.files.journal:Journal.append", 4),
    Step("pipeline.files.batch:Batch.write", 5),
    Step("pipeline.flow.returning.returns:written_aside"),
    Step("pipeline.flow.overview.overview:write_whole"),
]


@pytest.mark.parametrize(("number", "words"), REFUSALS, ids=[errno.errorcode[number] for number, _ in REFUSALS])
@pytest.mark.parametrize("step", STEPS, ids=[f"{step.name.rpartition(':')[2]}-{step.calls}" for step in STEPS])
def test_refused_at_a_step(
    step: Step, number: int, words: str, desk: Desk, ten: Path, undisturbed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From that call on until the end of the run: a disk that is full stays full."""

    def refuse() -> None:
        raise OSError(number, os.strerror(number), "某处")

    with monkeypatch.context() as patch:
        patch.setattr(*replaced(step, refuse))
        told = run(desk)
        assert any(words in text for text in told), told
        assert not any("Error" in text or "Traceback" in text for text in told)
    assert nothing_is_lost(desk, ten)
    assert nothing_is_half_published(desk, undisturbed)
    assert run(desk) == []
    assert world(desk.workspace) == undisturbed


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small disk of its own in place of the folder, with the same content."""
    kept = shutil.copytree(folder, folder.parent / f"{folder.name}-kept")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield
        shutil.copytree(folder, kept, dirs_exist_ok=True)
    finally:  # lazily: where the test failed, something may still be open there
        subprocess.run(["umount", "--lazy", folder], check=True)
    shutil.copytree(kept, folder, dirs_exist_ok=True)


def fill(folder: Path, but: int) -> Path:
    """Takes all the room on the folder's disk but so many bytes."""
    free = shutil.disk_usage(folder).free
    filler = folder / "占位.tmp"
    with suppress(OSError), filler.open("wb") as stream:
        stream.write(b"x" * (free - but))
    return filler


@pytest.mark.skipif(not shutil.which("mount") or os.name != "posix", reason="mounts a small disk")
@pytest.mark.parametrize("place", ["outbox", "private", "inbox"])
@pytest.mark.parametrize("left", [0, 40_000, 150_000])
def test_a_disk_that_is_full(place: str, left: int, desk: Desk, ten: Path, undisturbed: World) -> None:
    desk.close()
    folder = getattr(desk.workspace, place)
    with mounted(folder, "size=4m"):
        filler = fill(folder, left)
        try:
            desk = open_desk(desk.workspace, lambda: NOW)
        except DanganError as error:
            told = [error.message, error.hint]
        else:
            told = run(desk)
            desk.close()
        assert not told or any("磁盘已满" in text or "空间" in text for text in told), told
        assert told or left
        assert nothing_is_lost(desk, ten)
        filler.unlink()
        desk = open_desk(desk.workspace, lambda: NOW)
        assert run(desk) == []
        assert world(desk.workspace) == undisturbed
        desk.close()


@pytest.mark.skipif(not shutil.which("mount") or os.name != "posix", reason="mounts a small disk")
def test_a_read_only_outbox(desk: Desk, ten: Path, undisturbed: World) -> None:
    with mounted(desk.workspace.outbox, "size=2m"):
        subprocess.run(["mount", "-o", "remount,ro", desk.workspace.outbox], check=True)
        told = run(desk)
        assert any("只读" in text for text in told), told
        assert world(desk.workspace)["records"] == undisturbed["records"]
        subprocess.run(["mount", "-o", "remount,rw", desk.workspace.outbox], check=True)
        assert run(desk) == []
        assert world(desk.workspace) == undisturbed


def test_a_locked_ledger(desk: Desk, ten: Path, undisturbed: World) -> None:
    impatient = replace(desk, ledger=Ledger(desk.workspace.ledger, 0.05, desk.ledger._journal))
    with closing(sqlite3.connect(desk.workspace.ledger, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerError) as caught:
            ingest(impatient)
        assert "占用" in caught.value.message
        assert caught.value.hint
        other.execute("ROLLBACK")
    assert nothing_is_lost(desk, ten)
    assert run(impatient) == []
    impatient.ledger.close()
    assert world(desk.workspace) == undisturbed


@pytest.mark.parametrize("when", ["before", "within"])
def test_a_vanished_inbox(
    when: str, desk: Desk, ten: Path, undisturbed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, away = desk.workspace.inbox, desk.workspace.root / "掉线"

    def vanish() -> Any:
        if inbox.exists():
            inbox.rename(away)
        raise FileNotFoundError(errno.ENOENT, "gone", str(inbox))

    with monkeypatch.context() as patch:
        if when == "before":
            inbox.rename(away)
        else:
            patch.setattr(*replaced(Step("pipeline.files.originals:Originals.take_in", 4), vanish))
        told = run(desk)
    assert told
    returned = len(desk.ledger.returned())
    with pytest.raises(SetupError) as caught:
        ingest(desk)
    assert "收件箱" in caught.value.message
    assert len(desk.ledger.returned()) == returned
    if inbox.exists():
        shutil.rmtree(inbox)
    away.rename(inbox)
    assert run(desk) == []
    assert world(desk.workspace) == undisturbed


def test_a_clock_that_jumps(ten: Path, undisturbed: World, tmp_path: Path) -> None:
    """Every look at it says another year."""
    years = itertools.cycle((2099, 2026, 2050, 2031))
    make_core_desk(tmp_path).close()
    desk = open_desk(Workspace(tmp_path), lambda: NOW.replace(year=next(years)))
    lay(ten, desk.workspace)
    assert run(desk) == []
    assert run(desk) == []
    desk.close()
    assert world(desk.workspace) == undisturbed


def test_a_clock_that_went_back_sends_forms_back_and_loses_none(ten: Path, tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    desk = open_desk(Workspace(tmp_path), lambda: NOW.replace(year=1990))
    lay(ten, desk.workspace)
    assert run(desk) == []
    desk.close()
    assert nothing_is_lost(desk, ten)
