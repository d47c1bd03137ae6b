"""What was written is on the disk: one by one, or all at once; what could not be flushed is told by name."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipeline.files import disk
from pipeline.files.disk import flush


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.docx" for number in range(20)]
    for path in paths:
        path.write_bytes(b"1")
    return [*paths, tmp_path]


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The inodes that were flushed by themselves."""
    seen: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(os.fstat(handle).st_ino))
    return seen


def test_a_few_are_flushed_one_by_one(files: list[Path], flushed: list[int]) -> None:
    assert flush(files[-3:]) == {}
    assert flushed == [path.stat().st_ino for path in files[-3:]]


def test_many_are_flushed_by_their_file_system(
    files: list[Path], flushed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def at_once(handle: int) -> int:
        asked.append(handle)
        return 0

    monkeypatch.setattr(disk, "_file_system_flusher", lambda: at_once)
    assert flush(files) == {}
    assert (len(asked), flushed) == (1, [])


@pytest.mark.parametrize("flusher", [None, lambda handle: -1], ids=["there-is-none", "it-fails"])
def test_many_are_flushed_one_by_one_where_nothing_else_helps(
    flusher: object, files: list[Path], flushed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_file_system_flusher", lambda: flusher)
    assert flush(files) == {}
    assert flushed == [path.stat().st_ino for path in files]


def test_what_cannot_be_flushed_is_told(files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    broken = files[5].stat().st_ino

    def fsync(handle: int) -> None:
        if os.fstat(handle).st_ino == broken:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(disk, "_file_system_flusher", lambda: None)
    assert {path: fault.errno for path, fault in flush(files).items()} == {files[5]: errno.EIO}
