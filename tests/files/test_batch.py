"""Files published together: nothing is seen before all are on disk, and no folder is flushed twice."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection
from itertools import count
from pathlib import Path

import pytest

from pipeline.files import batch as module
from pipeline.files.batch import Batch, publish


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_folder_that_changed_is_flushed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []

    def note(paths: Collection[str]) -> dict[str, OSError]:
        flushed.extend(path for path in map(Path, paths) if path.is_dir())
        return {}

    monkeypatch.setattr(module, "flush", note)
    packet = tmp_path / "2026" / "活动"
    with Batch() as batch:
        batch.write(packet / "方案.docx", b"1")
        batch.write(packet / "原件" / "表.xlsx", b"2")
        batch.write(packet / "原件" / "照片.jpg", b"3")
        assert flushed == []
        assert publish([batch]) == {}
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

    monkeypatch.setattr(os, "fsync", fail_at_second)
    with Batch() as batch:
        batch.write(tmp_path / "a", b"new")
        batch.write(tmp_path / "b", b"new")
        faults = publish([batch])
    assert [fault.errno for fault in faults.values()] == [28]
    assert files_in(tmp_path) == {"a": b"old"}


def test_one_that_cannot_be_published_holds_up_no_other(tmp_path: Path) -> None:
    (tmp_path / "b" / "方案.docx").mkdir(parents=True)
    with Batch() as first, Batch() as second, Batch() as third:
        for batch, folder in ((first, "a"), (second, "b"), (third, "c")):
            batch.write(tmp_path / folder / "方案.docx", b"1")
            batch.write_last(tmp_path / folder / "manifest.json", b"2")
        faults = publish([first, second, third])
    assert list(faults) == [second]
    assert files_in(tmp_path) == {
        f"{folder}/{name}": content
        for folder in "ac"
        for name, content in (("方案.docx", b"1"), ("manifest.json", b"2"))
    }


def test_the_last_is_away_while_the_others_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_bytes(b"old")
    seen: list[tuple[str, bool]] = []
    replace = os.replace

    def watched(aside: str, target: str) -> None:
        seen.append((Path(target).name, (tmp_path / "manifest.json").exists()))
        replace(aside, target)

    monkeypatch.setattr(os, "replace", watched)
    with Batch() as batch:
        batch.write_last(tmp_path / "manifest.json", b"new")
        batch.write(tmp_path / "方案.docx", b"1")
        assert publish([batch]) == {}
    assert seen == [("方案.docx", False), ("manifest.json", False)]
    assert files_in(tmp_path) == {"方案.docx": b"1", "manifest.json": b"new"}


@pytest.mark.parametrize("name", ["方案.docx", "manifest.json"])
def test_what_comes_into_a_new_folder_meanwhile_is_not_written_over(name: str, tmp_path: Path) -> None:
    packet = tmp_path / "活动"
    with Batch() as batch:
        assert batch.is_bare(str(packet))
        batch.write(packet / "方案.docx", b"new")
        (packet / name).write_bytes(b"a person's")
        assert batch.is_bare(str(packet))
        batch.write_last(packet / "manifest.json", b"2")
        assert list(publish([batch])) == [batch]
    assert files_in(tmp_path) == {f"活动/{name}": b"a person's"}


def test_a_folder_with_anything_in_it_is_not_bare(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with Batch() as batch:
        assert not batch.is_bare(str(tmp_path))
        assert batch.is_bare(str(tmp_path / "a"))
        assert not Batch().is_bare(str(tmp_path))


def test_what_changes_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "方案.docx").write_bytes(b"old")
    with Batch() as batch, Batch() as other:
        for each, name in ((batch, "方案.docx"), (other, "纪要.docx")):
            each.write(tmp_path / name, b"new")
        batch.write_last(tmp_path / "manifest.json", b"2")
        (tmp_path / "方案.docx").write_bytes(b"a person's")
        assert list(publish([batch, other])) == [batch]
    assert files_in(tmp_path) == {"方案.docx": b"a person's", "纪要.docx": b"new"}
