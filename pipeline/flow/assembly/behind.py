"""Is there anything to publish? Which branches are behind, and what their documents are to be made with."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.errors import DanganError
from pipeline.files.digest import digest_of
from pipeline.flow.desk import Desk
from pipeline.packet.publish.manifest import NAME as MANIFEST
from pipeline.packet.publish.manifest import program


@dataclass(frozen=True, slots=True)
class Behind:
    """`asked` is the submission up to which the branch's records are looked at.

    `made_with` is the digest of what documents are made with beside the records.
    """

    branch: str
    asked: int
    made_with: str


def branches_behind(desk: Desk, year: int | None = None) -> list[Behind]:
    """Behind their records, templates, mappings or settings, or with a file that is gone, be it of that year; by name.

    Cheap: of a branch that is not behind, nothing is gathered, and of each of its files only asked whether it is there.
    """
    current = made_with(desk)
    behind = dict(desk.ledger.pending(current))
    others = {branch: asked for branch, asked in desk.ledger.asked().items() if branch not in behind}
    behind |= {branch: others[branch] for branch in _with_lost_files(others, desk, year)}
    return [Behind(branch, number, current) for branch, number in sorted(behind.items())]


def not_shown(desk: Desk, only: str = "") -> tuple[str, ...]:
    """Branches whose documents do not show all that they sent yet, by name; with `only`, of that one alone."""
    return tuple(branch for branch, _ in desk.ledger.pending(made_with(desk)) if only in {"", branch})


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
    parts += [repr(desk.catalogue)]
    parts += [json.dumps(digests, sort_keys=True) for digests in (desk.rules.digests, desk.mappings.digests)]
    for name in sorted(names):
        try:
            parts.append(desk.renderer.digest(name))
        except DanganError:
            parts.append(f"no {name}")
    return digest_of("\n".join(parts).encode())


def _with_lost_files(branches: Collection[str], desk: Desk, year: int | None) -> set[str]:
    """Also those of which a person has chosen a version by deleting the other, and those that lack a manifest."""
    laid = [file for file in desk.ledger.laid(year) if file.branch in branches] if branches else []
    wanted = {path: file.branch for file in laid for path in (file.path, file.beside) if path}
    wanted |= {f"{file.folder}/{MANIFEST}": file.branch for file in laid}
    top = f"{desk.outbox.folder}/"
    # Asked of every file of an office's year: Paths would take five times as long.
    return {branch for path, branch in wanted.items() if not os.path.isfile(top + path)}  # noqa: PTH113
