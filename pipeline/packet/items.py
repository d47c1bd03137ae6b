"""The documents of a published packet as a book or an archive takes them up: without numbers, lists and originals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.ledger.entries import ActivityEntry
from pipeline.mapping.handbook import title_of
from pipeline.mapping.packet import PacketMapping
from pipeline.packet.publish.originals import FOLDER as ORIGINALS

_NUMBER: Final = re.compile(r"^\d{1,2}(-\d+)? +")

_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
"""Of a paper that people sent: its name in the packet is a file's."""

_FIELD: Final = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Item:
    """A document as it lies in the outbox; `path` is below it."""

    title: str
    path: str


def lists_of(packets: Iterable[PacketMapping]) -> frozenset[str]:
    """The titles of the packets' own lists of contents."""
    return frozenset(bare(document.name) for packet in packets for document in packet.documents if document.contents)


def items_of(entry: ActivityEntry, lists: Collection[str]) -> tuple[Item, ...]:
    """In the order of their numbers; `lists` are left out."""
    below = f"{entry.folder}/{ORIGINALS}/"
    own = (each for each in entry.documents if not each.path.startswith(below))
    items = (Item(_ENDING.sub("", bare(each.name)), each.path) for each in own)
    return tuple(item for item in items if item.title not in lists)


def is_titled(item: Item, title: str, packet: PacketMapping) -> bool:
    """Whether the mapping's document or paper of that title made it, whatever a sender's own file name says."""
    said = _spaceless(item.title)
    return next((name for pattern, name in _patterns(packet) if pattern.fullmatch(said)), "") == title


def _patterns(packet: PacketMapping) -> Iterator[tuple[re.Pattern[str], str]]:
    """What names look like, without their spaces, with the title of each; what may look like anything comes last."""
    for document in packet.documents:
        if not _FIELD.search(document.name):
            yield _pattern(document.name, r"(\(\d+\))?"), title_of(document.name)
    for paper in packet.papers:
        yield _pattern(paper.name, ".*"), title_of(paper.name)
    for document in packet.documents:
        if _FIELD.search(document.name):
            yield _pattern(document.name, r"(\(\d+\))?"), title_of(document.name)


def _pattern(name: str, rest: str) -> re.Pattern[str]:
    fixed = (re.escape(_spaceless(part)) for part in _FIELD.split(bare(name)))
    return re.compile(f"{'.*'.join(fixed)}{rest}")


def _spaceless(text: str) -> str:
    return "".join(text.split())


def bare(name: str) -> str:
    """02-1 请假缺席登记 -> 请假缺席登记."""
    return _NUMBER.sub("", name)
