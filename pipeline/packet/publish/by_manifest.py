"""Files that are no activity's, published as a packet is: whole, a person's edits kept, what lapsed in the bin.

The ledger holds the documents of activities; of these the manifest in their folder says what was published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from pipeline.errors import SetupError
from pipeline.files.batch import Batch, publish
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.ledger.entries import PublishedDocument
from pipeline.ledger.ledger import Ledger
from pipeline.packet.publish.manifest import NAME as MANIFEST
from pipeline.packet.publish.manifest import manifest_text, program
from pipeline.packet.publish.outbox import Outbox


def publish_all(
    contents: Mapping[str, bytes], folder: str, outbox: Outbox, ledger: Ledger
) -> tuple[PublishedDocument, ...]:
    """`contents` by path below the outbox; all of them lie in `folder`, and what else was published there lapses.

    Raises SetupError where something cannot be written; what was written by then is known as ours.
    """
    with _writing(contents, f"发件箱的 {folder}", ledger):
        return _published(contents, folder, outbox, ledger.intended(folder))


def publish_one(path: str, content: bytes, outbox: Outbox, ledger: Ledger) -> PublishedDocument:
    """`path` lies below the outbox; what else was published in its folder stays. Raises SetupError."""
    folder = str(PurePosixPath(path).parent)
    with _writing({path: content}, path, ledger):
        told = _told(folder, outbox)
        known = _found(told.pop(path), outbox) if path in told else None
        ours = ledger.intended(folder)[path] | ({known.digest} if known else set())
        document = outbox.publish(_new(path, content), content, known, ours)
        rest = [other for other in told.values() if outbox.versions(other)]
        published = sorted([*rest, document], key=lambda one: one.path)
        outbox.write(outbox.folder / folder / MANIFEST, _manifest(published))
    return document


def told_by(manifest: bytes, folder: str) -> dict[str, PublishedDocument]:
    """By path, as they were published. Raises ValueError, TypeError or KeyError where it is not what we write."""
    told = [
        (f"{folder}/{PurePosixPath(str(each['file'])).name}", str(each["sha256"]), bool(each.get("edited_by_hand")))
        for each in json.loads(manifest)["documents"]
    ]
    return {
        path: PublishedDocument(path, PurePosixPath(path).stem, digest, "", edited) for path, digest, edited in told
    }


@contextmanager
def _writing(contents: Mapping[str, bytes], what: str, ledger: Ledger) -> Iterator[None]:
    """Where it breaks off, the ledger knows what may have been written."""
    ledger.intend({path: digest_of(content) for path, content in contents.items()})
    try:
        yield
    except OSError as error:
        hint = "请关闭打开着的文件，检查发件箱的权限和空间，再运行一次"
        raise SetupError(f"{what} 写不进去：{in_words(error)}", hint) from error
    ledger.forget_intended(contents)


def _published(
    contents: Mapping[str, bytes], folder: str, outbox: Outbox, ours: dict[str, set[str]]
) -> tuple[PublishedDocument, ...]:
    """`ours` are digests that an interrupted run may have published; the manifest is written last."""
    known = {path: _found(told, outbox) for path, told in _told(folder, outbox).items()}
    for path, document in known.items():
        ours.setdefault(path, set()).add(document.digest)
    with Batch() as batch:
        aside = replace(outbox, write=batch.write, is_bare=batch.is_bare)
        published = tuple(
            aside.publish(_new(path, content), content, known.get(path), ours[path])
            for path, content in contents.items()
        )
        for fault in publish([batch]).values():
            raise fault
    for path in known.keys() - contents.keys():
        outbox.withdraw(known[path])
    outbox.write(outbox.folder / folder / MANIFEST, _manifest(published))
    return published


def _new(path: str, content: bytes) -> PublishedDocument:
    digest = digest_of(content)
    return PublishedDocument(path, PurePosixPath(path).stem, digest, digest)


def _found(told: PublishedDocument, outbox: Outbox) -> PublishedDocument:
    return outbox.found(told.path, told.name, told.digest)


def _told(folder: str, outbox: Outbox) -> dict[str, PublishedDocument]:
    """What the manifest there tells; nothing where there is none, or none that can be read."""
    try:
        return told_by((outbox.folder / folder / MANIFEST).read_bytes(), folder)
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _manifest(published: Iterable[PublishedDocument]) -> bytes:
    """With the keys of a packet's, as far as there is something to tell."""
    body: dict[str, Any] = {
        "program": program(),
        "documents": [
            {"file": PurePosixPath(each.path).name, "sha256": each.digest, "edited_by_hand": each.edited}
            for each in published
        ],
    }
    return manifest_text(body)
