"""What becomes of each file of a packet that is not as it should be, told before it is done or after."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from pipeline.files.digest import digest_of_file
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.assembly.prepare import Prepared
from pipeline.flow.assembly.why import Why
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.packet.publish.manifest import NAME as MANIFEST
from pipeline.packet.reasons.reasons import Reason, activity_has_lapsed, is_gone


class Deed(Enum):
    MADE = "made"
    BESIDE = "beside"
    """A person has changed it: theirs stays, ours lies beside it."""
    WITHDRAWN = "withdrawn"
    """Moved to the bin, unless a person has changed it."""


class Done(NamedTuple):
    """`path` lies below the outbox. A tuple: of a whole office fifty thousand go from a hand to its parent."""

    path: str
    deed: Deed
    why: tuple[Reason, ...]


def foreseen(packet: Prepared, branch: Branch, desk: Desk) -> list[Done]:
    """What publishing it will do."""
    made = [
        Done(file.path, Deed.BESIDE if _is_edited(branch.documents.get(file.path), desk) else Deed.MADE, file.why)
        for file in packet.to_make
    ]
    before = branch.entries.get(packet.place.key)
    lost = _lost_manifest(before, packet, desk) if before and not made else []
    return [*made, *lost, *_left_out(before, packet, desk)]


def done_by(entry: ActivityEntry, told: Iterable[Done]) -> list[Done]:
    """What was foreseen, as it came."""
    beside = {document.path for document in entry.documents if document.edited}
    return [Done(one.path, Deed.BESIDE, one.why) if one.path in beside else one for one in told]


def lapsing(before: Iterable[PublishedDocument], kept: set[str]) -> list[Done]:
    """Documents of activities that are no more, `kept` being the paths of those that are."""
    return [Done(one.path, Deed.WITHDRAWN, (activity_has_lapsed(),)) for one in before if one.path not in kept]


def _left_out(before: ActivityEntry | None, packet: Prepared, desk: Desk) -> list[Done]:
    """Documents that the activity has no more."""
    kept = {file.path for file in packet.files}
    gone = [one.path for one in before.documents if one.path not in kept] if before else []
    if not gone:
        return []
    why = Why(packet.place.activity, before, packet.place.making, desk).lapsed()
    return [Done(path, Deed.WITHDRAWN, why) for path in gone]


def _lost_manifest(before: ActivityEntry, packet: Prepared, desk: Desk) -> list[Done]:
    path = f"{packet.place.folder}/{MANIFEST}"
    lost = before.documents and before.folder == packet.place.folder and not (desk.outbox.folder / path).is_file()
    return [Done(path, Deed.MADE, (is_gone(),))] if lost else []


def _is_edited(known: PublishedDocument | None, desk: Desk) -> bool:
    """Whether a person's version lies there."""
    if known is None:
        return False
    path = desk.outbox.folder / known.path
    return path.is_file() and digest_of_file(path) != known.digest
