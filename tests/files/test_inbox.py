"""What in the inbox is somebody's, what is passed over and why, and the tag that the inbox bears."""

from __future__ import annotations

import os
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.files.inbox import dropped_files, look_into, reason_to_wait
from pipeline.files.inbox_tag import adopt, known_tag, tag_of
from pipeline.files.passed_over import INBOX_TAG, is_ignored, is_ignored_folder, why_not_taken

posix = pytest.mark.skipif(os.name != "posix", reason="Windows 没有这些文件")


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def passed_over(inbox: Path) -> list[str]:
    return [path.relative_to(inbox).as_posix() for path, _ in look_into(inbox).passed_over]


@pytest.mark.parametrize(
    "name",
    [
        "~$表.xlsx", ".~表.xlsx", "Thumbs.db", "desktop.ini", "Desktop.ini", ".DS_Store", "表.xlsx.tmp", "表.xlsx.part",
        "表.crdownload", "表.xlsx.退回说明.txt", "._表.xlsx", ".~lock.表.xlsx#", "~WRL0001.tmp", "表.xlsx.filepart",
        "表.xlsx.baiduyun.p.downloading", "表.xlsx.xltd", "~syncthing~表.xlsx.tmp", "表.xlsx~",
    ],
)  # fmt: skip
def test_nothing_is_said_of(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize(
    "name",
    [
        "表 (张三的冲突副本 2026-03-20 10-10-10).xlsx", "表(冲突_张三_2026-03-20).xlsx", "表_冲突文件_PC_20260320.xlsx",
        "表（冲突）.xlsx", "表.sync-conflict-20260320-101010-ABCDEFG.xlsx", "表 (Z's conflicted copy 2026-03-20).xlsx",
        "表 (conflicted copy 2026-03-20 101010).xlsx", "表_conflict-20260320-101010.xlsx", "表 [Conflict].xlsx",
        "表 (SFConflict a@b.cn 2026-03-20-10-10-10).xlsx", "表_DiskStation_Mar-20-101010-2026_Conflict.xlsx",
        "表-DESKTOP-7K2M9QX.xlsx", "表-LAPTOP-7K2M9QXA-2.xlsx", ".隐藏.xlsx", "1A2B3C4D",
    ],
)  # fmt: skip
def test_passed_over_with_a_word(name: str) -> None:
    assert not is_ignored(name)
    assert why_not_taken(name)


@pytest.mark.parametrize(
    "name",
    [
        "表.xlsx", "IMG.jpg", "说明.txt", "表", "利益冲突文件学习.xlsx", "化解矛盾冲突.xlsx", "(防止利益冲突)登记.xlsx",
        "DESKTOP-整理.xlsx", "conflict 学习.xlsx", "20260320.xlsx", "表(1).xlsx", "表 - 副本.xlsx",
    ],
)  # fmt: skip
def test_taken(name: str) -> None:
    assert not is_ignored(name)
    assert not why_not_taken(name)


@pytest.mark.parametrize(
    ("name", "ignored"),
    [("@eaDir", True), ("$RECYCLE.BIN", True), (".stversions", True), ("#recycle", True), ("机关第一党支部", False)],
)
def test_folders_of_systems(name: str, ignored: bool) -> None:
    assert is_ignored_folder(name) is ignored


@posix
def test_links_and_special_files_are_told_and_never_opened(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "支部").mkdir(parents=True)
    (tmp_path / "外面").mkdir()
    (tmp_path / "外面" / "别人的.xlsx").touch()
    (inbox / "支部" / "表.xlsx").touch()
    (inbox / "link.xlsx").symlink_to(inbox / "支部" / "表.xlsx")
    (inbox / "loop").symlink_to(inbox)
    (inbox / "外面").symlink_to(tmp_path / "外面")
    (inbox / "断.xlsx").symlink_to("nowhere")
    os.mkfifo(inbox / "pipe.xlsx")
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(str(inbox / "sock.xlsx"))
        assert names(dropped_files(inbox)) == ["表.xlsx"]
        assert passed_over(inbox) == ["link.xlsx", "loop", "pipe.xlsx", "sock.xlsx", "外面", "断.xlsx"]
    assert reason_to_wait(inbox / "pipe.xlsx", 0.0)


def test_folder_that_cannot_be_read_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("一", "二", "三"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "表.xlsx").touch()
    real: Callable[[Any], Any] = os.scandir

    def refusing(folder: Path) -> Any:
        if Path(folder).name == "二":
            raise PermissionError(13, "denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    assert [path.parent.name for path in dropped_files(tmp_path)] == ["一", "三"]
    assert passed_over(tmp_path) == ["二"]
    with pytest.raises(OSError, match="denied"):
        look_into(tmp_path / "二")


@posix
def test_names_that_are_no_text(tmp_path: Path) -> None:
    odd = [
        b"\xff\xfe.xlsx",
        "签到.xlsx".encode("gbk"),
        "尾空格.xlsx ".encode(),
        b"a\x1b[31m\n.xlsx",
        "长".encode() * 83,
    ]
    forms = [unicodedata.normalize(form, "é.xlsx").encode() for form in ("NFC", "NFD")]
    for name in (*odd, *forms):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    found = dropped_files(tmp_path)
    assert sorted(os.fsencode(path.name) for path in found) == sorted((*odd, *forms))
    for path in found:
        reason_to_wait(path, path.stat().st_mtime)


@posix
def test_path_that_is_too_long_to_open_is_told(tmp_path: Path) -> None:
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(25):
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    (tmp_path / "表.xlsx").touch()
    lying = look_into(tmp_path)
    assert names(lying.files) == ["表.xlsx"]
    assert len(lying.passed_over) == 1


def test_tag_is_kept_and_known_again(tmp_path: Path) -> None:
    inbox, private = tmp_path / "inbox", tmp_path / "private"
    inbox.mkdir()
    assert tag_of(inbox) == known_tag(private) == ""
    adopt(inbox, private)
    first = tag_of(inbox)
    assert first == known_tag(private) != ""
    adopt(inbox, private)
    assert tag_of(inbox) == first
    (inbox / f"{INBOX_TAG}{first}").rmdir()
    adopt(inbox, private)
    assert tag_of(inbox) == known_tag(private) != first
    lying = look_into(inbox)
    assert (lying.files, lying.passed_over) == ([], [])
