"""Files published together: nothing is seen before all are on disk, and no folder is flushed twice."""

from __future__ import annotations

from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from pipeline.files import publish
from pipeline.files.publish import Batch


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_folder_that_changed_is_flushed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(publish, "sync_folder", flushed.append)
    packet = tmp_path / "2026" / "活动"
    with Batch() as batch:
        batch.write(packet / "方案.docx", b"1")
        batch.write(packet / "原件" / "表.xlsx", b"2")
        batch.write(packet / "原件" / "照片.jpg", b"3")
        assert flushed == []
        batch.publish()
    assert Counter(flushed) == Counter([tmp_path, tmp_path / "2026", packet, packet / "原件"])
    assert files_in(tmp_path) == {
        "2026/活动/方案.docx": b"1",
        "2026/活动/原件/表.xlsx": b"2",
        "2026/活动/原件/照片.jpg": b"3",
    }


def test_nothing_is_renamed_before_all_are_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")
    calls = count(1)

    def fail_at_second(_: int) -> None:
        if next(calls) == 2:
            raise OSError(28, "full")

    monkeypatch.setattr(publish.os, "fsync", fail_at_second)
    with pytest.raises(OSError, match="full"), Batch() as batch:
        batch.write(tmp_path / "a", b"new")
        batch.write(tmp_path / "b", b"new")
        batch.publish()
    assert files_in(tmp_path) == {"a": b"old"}
