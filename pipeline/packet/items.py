"""The documents of a published packet as a book or an archive takes them up: without numbers, lists and originals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.ledger.entries import ActivityEntry
from pipeline.mapping.packet import PacketMapping
from pipeline.packet.originals import FOLDER as ORIGINALS

_NUMBER: Final = re.compile(r"^\d{1,2}(-\d+)? +")

_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
"""Of a paper that people sent: its name in the packet is a file's."""


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


def bare(name: str) -> str:
    """02-1 请假缺席登记 -> 请假缺席登记."""
    return _NUMBER.sub("", name)
