"""Writing whole, names, and what in the inbox is somebody's."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from builders import make_form, sign_in
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SetupError
from pipeline.files import publish
from pipeline.files.inbox import reason_to_wait
from pipeline.files.kinds import Kind, kind_of
from pipeline.files.names import readable_name, safe_file_name, safe_name
from pipeline.files.originals import Originals
from pipeline.files.publish import copy_whole, free_name, remove_empty_folders, write_whole

FORBIDDEN = set('/\\:*?"<>|\x00\n\r\t')


def test_write_whole_replaces_and_makes_folders(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b.txt"
    write_whole(target, b"1")
    write_whole(target, b"2")
    assert target.read_bytes() == b"2"
    assert [path.name for path in target.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_failure_leaves_the_old_content_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target = tmp_path / "b.txt"
    write_whole(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(publish.os, "fsync", fail) if step == "fsync" else monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="full"):
        write_whole(target, b"new")
    with pytest.raises(OSError, match="full"):
        copy_whole(target, tmp_path / "c.txt")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b.txt", b"old")]


@given(st.text(max_size=300))
def test_safe_name(text: str) -> None:
    name = safe_name(text)
    assert name
    assert not set(name) & FORBIDDEN
    assert name == name.strip(" .")
    assert len(name.encode()) <= 181
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a/b", "a／b"), ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("..", "未命名"), (" . ", "未命名"), ("", "未命名"),
        ("一\n二", "一 二"), ("名.", "名"), ("COM10", "COM10"), ("A<B", "A＜B"),
    ],
)  # fmt: skip
def test_safe_name_table(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_safe_file_name_keeps_the_ending() -> None:
    assert safe_file_name("签" * 100 + ".xlsx").endswith("签.xlsx")
    assert safe_file_name("表.xlsx") == "表.xlsx"
    assert safe_file_name("没有结尾") == "没有结尾"


def test_readable_name() -> None:
    raw = "签到.xlsx".encode("gbk").decode("utf-8", errors="surrogateescape")
    assert readable_name(f"好/{raw}") == "好/签到.xlsx"
    assert readable_name("换\n行\x1b[31m\u202exslx") == "换�行�[31m�xslx"


def test_free_name(tmp_path: Path) -> None:
    wanted = tmp_path / "表.xlsx"
    assert free_name(wanted) == wanted
    wanted.touch()
    assert free_name(wanted).name == "表 (2).xlsx"
    (tmp_path / "表 (2).xlsx").touch()
    assert free_name(wanted).name == "表 (3).xlsx"


def test_empty_folders_go_but_not_beyond(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    remove_empty_folders(deep, tmp_path)
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "owner", ["~$三月签到表.xlsx", "~$签到表.xlsx", ".~三月签到表.xlsx", ".~lock.三月签到表.xlsx#"]
)
def test_open_file_waits(tmp_path: Path, owner: str) -> None:
    path = make_form(tmp_path / "三月签到表.xlsx", sign_in())
    assert reason_to_wait(path, path.stat().st_mtime) == ""
    (tmp_path / owner).touch()
    assert reason_to_wait(path, path.stat().st_mtime)


@pytest.mark.parametrize(("age", "waits"), [(0, True), (9, True), (11, False), (-3600, False)])
def test_file_on_its_way_waits_a_while(tmp_path: Path, age: float, waits: bool) -> None:
    """A clock of another machine may be an hour ahead: that is no reason to wait an hour."""
    for name, content in (("空.xlsx", b""), ("半.xlsx", b"PK\x03\x04half")):
        path = tmp_path / name
        path.write_bytes(content)
        assert bool(reason_to_wait(path, path.stat().st_mtime + age)) is waits


def test_file_that_is_gone_waits(tmp_path: Path) -> None:
    assert reason_to_wait(tmp_path / "没有.xlsx", 0.0)


def test_kinds_by_content_not_by_name(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.jpg", sign_in())
    assert kind_of(path) is Kind.XLSX
    path.write_bytes(path.read_bytes()[:-30])
    assert kind_of(path) is Kind.BROKEN


@given(
    st.binary(max_size=200),
    st.sampled_from([b"PK\x03\x04", b"PK\x03\x04PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]),
)
def test_no_bytes_break_the_kind(tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(head + tail)
    assert isinstance(kind_of(path), Kind)


def test_zip_of_anything_is_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "a")
    assert kind_of(path) is Kind.ARCHIVE


def test_originals_are_kept_by_content(tmp_path: Path) -> None:
    store = Originals(tmp_path / "store")
    (tmp_path / "a.txt").write_bytes(b"same")
    (tmp_path / "b.txt").write_bytes(b"same")
    first, second = store.take_in(tmp_path / "a.txt"), store.take_in(tmp_path / "b.txt")
    assert (first.digest, first.path, second.name) == (second.digest, second.path, "b.txt")
    assert store.read(first.digest) == b"same"
    assert (tmp_path / "a.txt").is_file()


def test_original_that_was_cut_short_is_made_good(tmp_path: Path) -> None:
    store = Originals(tmp_path / "store")
    (tmp_path / "a.txt").write_bytes(b"same")
    kept = store.take_in(tmp_path / "a.txt")
    kept.path.write_bytes(b"sa")
    store.take_in(tmp_path / "a.txt")
    assert store.read(kept.digest) == b"same"


def test_original_that_cannot_be_copied_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"same")

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SetupError, match="磁盘已满"):
        Originals(tmp_path / "store").take_in(tmp_path / "a.txt")
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []
