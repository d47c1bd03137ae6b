"""Files that are no activity's, published as a packet is: whole, a person's edits kept, what lapsed in the bin.

The ledger holds the documents of activities; of these the manifest in their folder says what was published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.files.publish import Batch
from pipeline.ledger.entries import PublishedDocument
from pipeline.ledger.ledger import Ledger
from pipeline.packet.manifest import NAME as MANIFEST
from pipeline.packet.manifest import program
from pipeline.packet.outbox import Outbox


def filed(contents: Mapping[str, bytes], folder: str, outbox: Outbox, ledger: Ledger) -> tuple[PublishedDocument, ...]:
    """`contents` by path below the outbox; all of them lie in `folder`, and what else was published there lapses.

    Raises SetupError where something cannot be written; what was written by then is known as ours.
    """
    ledger.intend({path: digest_of(content) for path, content in contents.items()})
    try:
        published = _published(contents, folder, outbox, ledger.intended(folder))
    except OSError as error:
        hint = "请关闭打开着的文件，检查发件箱的权限和空间，再运行一次"
        raise SetupError(f"发件箱的 {folder} 写不进去：{in_words(error)}", hint) from error
    ledger.forget_intended(contents)
    return published


def _published(
    contents: Mapping[str, bytes], folder: str, outbox: Outbox, ours: dict[str, set[str]]
) -> tuple[PublishedDocument, ...]:
    """`ours` are digests that an interrupted run may have published; the manifest is written last."""
    known = _known(folder, outbox)
    for path, document in known.items():
        ours.setdefault(path, set()).add(document.digest)
    with Batch() as batch:
        aside = replace(outbox, write=batch.write)
        published = tuple(
            aside.publish(_new(path, content), content, known.get(path), ours[path])
            for path, content in contents.items()
        )
        batch.publish()
    for path in known.keys() - contents.keys():
        outbox.withdraw(known[path])
    outbox.write(outbox.folder / folder / MANIFEST, _manifest(published))
    return published


def _new(path: str, content: bytes) -> PublishedDocument:
    digest = digest_of(content)
    return PublishedDocument(path, PurePosixPath(path).stem, digest, digest)


def _known(folder: str, outbox: Outbox) -> dict[str, PublishedDocument]:
    """What the manifest there tells; nothing where there is none, or none that can be read."""
    try:
        body = json.loads((outbox.folder / folder / MANIFEST).read_bytes())
        told = [(str(each["file"]), str(each["sha256"])) for each in body["documents"]]
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    paths = [(f"{folder}/{PurePosixPath(file).name}", digest) for file, digest in told]
    return {path: outbox.found(path, PurePosixPath(path).stem, digest) for path, digest in paths}


def _manifest(published: tuple[PublishedDocument, ...]) -> bytes:
    """With the keys of a packet's, as far as there is something to tell."""
    body: dict[str, Any] = {
        "program": program(),
        "documents": [
            {"file": PurePosixPath(each.path).name, "sha256": each.digest, "edited_by_hand": each.edited}
            for each in published
        ],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
