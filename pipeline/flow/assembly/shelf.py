"""What the packets in the outbox say of themselves: their manifests, read for a ledger that knows nothing of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.packet.publish.manifest import NAME
from pipeline.packet.publish.originals import FOLDER
from pipeline.packet.publish.outbox import Outbox
from pipeline.packet.report import PacketReport


def published_before(outbox: Outbox) -> Iterator[ActivityEntry]:
    """Each packet that has a manifest, in the order of their paths, under a key of its own: until the activity itself
    is published again, or is found to be no more, it is known which documents are ours. Damaged manifests are left out.
    """
    for path in sorted(outbox.folder.rglob(NAME)):
        folder = path.parent.relative_to(outbox.folder).as_posix()
        try:
            yield _packet(json.loads(path.read_bytes()), folder, outbox)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _packet(body: dict[str, Any], folder: str, outbox: Outbox) -> ActivityEntry:
    held = body["activity"]
    date = str(held.get("date", f"{held.get('year')}-01-01"))
    documents = [_document(folder, each, outbox) for each in body["documents"]]
    papers = [_document(folder, each, outbox) for each in body.get("papers", ())]
    originals = [_document(f"{folder}/{FOLDER}", each, outbox) for each in body["originals"]]
    return ActivityEntry(
        branch=str(body["branch"]),
        packet=str(body["packet"]),
        key=f"? {folder}",
        year=int(date[:4]),
        month=int(date[5:7]) if "date" in held else 0,
        day=date,
        theme=str(held.get("theme", "")),
        folder=folder,
        planned=False,
        inputs="",
        report=PacketReport([document.path for document in (*documents, *papers)], [], [], {}).to_text(),
        documents=(*documents, *papers, *originals),
    )


def _document(folder: str, held: dict[str, Any], outbox: Outbox) -> PublishedDocument:
    """Its name must be one: what a manifest says must not lead out of its folder."""
    name = str(held["file"])
    if name in {"", ".", ".."} or Path(name).name != name:
        raise ValueError(f"no file name: {name}")
    return outbox.found(f"{folder}/{name}", Path(name).stem, str(held["sha256"]))
