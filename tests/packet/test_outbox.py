"""The outbox: whole documents, a person's edits kept, what lapsed in the bin."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.files.digest import digest_of
from pipeline.ledger.entries import PublishedDocument
from pipeline.packet.publish.outbox import Outbox

PATH = "2026/甲/包/01 方案.docx"


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "outbox", tmp_path / "bin")


def put(outbox: Outbox, content: bytes, known: PublishedDocument | None = None) -> PublishedDocument:
    new = PublishedDocument(PATH, "01 方案", digest_of(content), content.decode())
    return outbox.publish(new, content, known, {known.digest} if known else set())


def there(outbox: Outbox) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in outbox.folder.rglob("*") if path.is_file()}


def test_same_content_is_not_written_again(outbox: Outbox) -> None:
    known = put(outbox, b"1")
    stamp = (outbox.folder / PATH).stat().st_mtime_ns
    assert put(outbox, b"1", known) == known
    assert (outbox.folder / PATH).stat().st_mtime_ns == stamp


def test_current_while_it_is_there(outbox: Outbox) -> None:
    known = put(outbox, b"1")
    assert outbox.lies_there(known)
    (outbox.folder / PATH).unlink()
    assert not outbox.lies_there(known)


def test_file_of_a_person_that_was_there_before(outbox: Outbox) -> None:
    (outbox.folder / PATH).parent.mkdir(parents=True)
    (outbox.folder / PATH).write_bytes(b"mine")
    known = put(outbox, b"1")
    assert known.edited
    assert there(outbox) == {"01 方案.docx": b"mine", "01 方案(系统新版).docx": b"1"}


def test_edit_that_the_person_gave_up(outbox: Outbox) -> None:
    known = put(outbox, b"1")
    (outbox.folder / PATH).write_bytes(b"mine")
    known = put(outbox, b"2", known)
    (outbox.folder / PATH).unlink()
    known = put(outbox, b"3", known)
    assert not known.edited
    assert there(outbox) == {"01 方案.docx": b"3"}


@pytest.mark.parametrize("edited", [False, True])
def test_withdrawn(outbox: Outbox, edited: bool) -> None:
    known = put(outbox, b"1")
    if edited:
        (outbox.folder / PATH).write_bytes(b"mine")
        known = put(outbox, b"2", known)
    assert outbox.withdraw(known) is not edited
    assert there(outbox) == ({"01 方案.docx": b"mine"} if edited else {})
    assert [path.read_bytes() for path in outbox.bin.rglob("*.docx")] == [b"2" if edited else b"1"]
    assert (outbox.folder / "2026").exists() is edited


def test_bin_keeps_every_version(outbox: Outbox) -> None:
    for content in (b"1", b"2", b"3"):
        outbox.withdraw(put(outbox, content))
    assert sorted(path.read_bytes() for path in outbox.bin.rglob("*.docx")) == [b"1", b"2", b"3"]
