"""Is there anything to publish? Which branches are behind, and what their documents are to be made with."""

from __future__ import annotations

import json
from dataclasses import dataclass

from pipeline.errors import DanganError
from pipeline.files.digest import digest_of
from pipeline.flow.desk import Desk
from pipeline.packet.manifest import program


@dataclass(frozen=True, slots=True)
class Behind:
    """`asked` is the submission up to which the branch's records are looked at.

    `made_with` is the digest of what documents are made with beside the records.
    """

    branch: str
    asked: int
    made_with: str


def branches_behind(desk: Desk) -> list[Behind]:
    """Behind their records, templates, mappings or settings, or with a file that is gone; by name."""
    current = made_with(desk)
    behind = dict(desk.ledger.pending(current))
    asked = desk.ledger.asked()
    behind |= {branch: asked[branch] for branch in _with_lost_documents(desk) if branch in asked}
    return [Behind(branch, number, current) for branch, number in sorted(behind.items())]


def is_behind(desk: Desk) -> bool:
    """What could not be made before, what is made with other templates now, or a version that a person has chosen.

    Cheap enough for every look at the inbox: of the documents, only those with a version beside them are looked at.
    """
    unsettled = desk.ledger.unsettled()
    return bool(desk.ledger.pending(made_with(desk))) or not all(map(desk.outbox.lies_there, unsettled))


def made_with(desk: Desk) -> str:
    names = {document.template for packet in desk.mappings.packets.values() for document in packet.documents}
    chosen = desk.settings
    parts = [program(), repr(chosen.rules), repr(chosen.theme_day), repr(chosen.dues)]
    parts += [desk.rules.digest, repr(desk.catalogue)]
    parts += [json.dumps(desk.mappings.digests, sort_keys=True)]
    for name in sorted(names):
        try:
            parts.append(desk.renderer.digest(name))
        except DanganError:
            parts.append(f"no {name}")
    return digest_of("\n".join(parts).encode())


def _with_lost_documents(desk: Desk) -> set[str]:
    """Also those of which a person has chosen a version by deleting the other."""
    entries = desk.ledger.activities()
    return {entry.branch for entry in entries if not all(map(desk.outbox.lies_there, entry.documents))}
