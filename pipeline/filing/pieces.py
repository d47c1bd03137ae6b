"""Which pieces (件) a year's documents make, and in which box each lies.

DA/T 22-2015: a text and its appendices are one piece. So the packet of an activity is one, that of a meeting with its
sign-in sheet and records; a register, a list or a plan is one for itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.ledger.entries import ActivityEntry
from pipeline.mapping.archive import ArchiveMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.packet.items import Item, bare, is_titled, items_of, lists_of

Identity = tuple[str, ...]
"""What a piece is, whatever its box, its title or its documents come to be."""

_YEAR: Final = re.compile(r"\d{4}年")
_SAID: Final = (("季度", "季度"), ("月", "月度"), ("年", "年"))
"""How a period ends, and how a title would say it again."""
_DAY: Final = re.compile(r"^(\d{4})-(\d\d)-(\d\d) *")


@dataclass(frozen=True, slots=True)
class Piece:
    """`author` is empty where it is to be filled in; `day` has eight digits, 00 for what is not known.

    A title in brackets is made up, another is that of the file as it was handed in.
    """

    box: str
    identity: Identity
    title: str
    author: str
    day: str
    items: tuple[Item, ...]


def pieces_of(
    archive: ArchiveMapping, entries: Iterable[ActivityEntry], packets: Iterable[PacketMapping]
) -> tuple[Piece, ...]:
    """In the order in which they would be numbered: by time, then by branch and title; registers of the year last.

    What was only planned is none.
    """
    known = {packet.packet: packet for packet in packets}
    lists = lists_of(known.values())
    found = [
        piece
        for entry in entries
        if not entry.planned
        for piece in _pieces(archive, entry, items_of(entry, lists), known.get(entry.packet))
    ]
    return tuple(sorted(found, key=lambda piece: (_known(piece.day), *piece.identity)))


def _pieces(
    archive: ArchiveMapping, entry: ActivityEntry, items: Iterable[Item], packet: PacketMapping | None
) -> Iterator[Piece]:
    boxed: dict[str, list[Item]] = {}
    for item in items:
        if box := _box_of(archive, entry, item, packet):
            boxed.setdefault(box, []).append(item)
    handed_in = {bare(paper.name) for paper in packet.papers} if packet else set()
    whole = (entry.branch, entry.packet, entry.key)
    for box, inside in boxed.items():
        author = "" if archive.boxes[box].from_above else entry.branch
        if entry.month:
            title = f"[{entry.branch}{_spoken(entry.day)}{'、'.join(kinds_of(entry))}材料：{_one_line(entry.theme)}]"
            yield Piece(box, whole, title, author, entry.day.replace("-", ""), tuple(inside))
            continue
        for item in inside:
            yield Piece(box, (*whole, item.title), _title(entry, item, handed_in), author, _day(entry, item), (item,))


def kinds_of(entry: ActivityEntry) -> tuple[str, ...]:
    """An activity's kinds stand in its key behind its day."""
    parts = entry.key.split(" ")
    return tuple(parts[1].split("、")) if entry.month and len(parts) > 1 else ()


def _box_of(archive: ArchiveMapping, entry: ActivityEntry, item: Item, own: PacketMapping | None) -> str:
    """A box that names the document, else one that names its packet and takes activities of its kinds."""
    whole = ""
    kinds = kinds_of(entry)
    for name, box in archive.boxes.items():
        for told in box.of:
            packet, _, title = told.partition("/")
            if packet != entry.packet:
                continue
            if title and own and is_titled(item, title, own):
                return name
            if not title and not whole and (not box.kinds or set(box.kinds) & set(kinds)):
                whole = name
    return whole


def _title(entry: ActivityEntry, item: Item, handed_in: Iterable[str]) -> str:
    if own := next((name for name in handed_in if item.title.startswith(f"{name} ")), ""):
        return item.title.removeprefix(f"{own} ")
    period = entry.folder.rpartition("/")[2].removeprefix(entry.packet).strip()
    when = period if _YEAR.match(period) else f"{entry.year}年"
    title = _DAY.sub("", item.title)
    if found := _DAY.match(item.title):
        when = _spoken(found[0].strip())
    return f"[{entry.branch}{_joined(when, title)}]"


def _joined(when: str, title: str) -> str:
    """The period is said once: 2026年第一季度活动计划, 2026年1月活动报告, 2026年度工作日历."""
    said = next((word for end, word in _SAID if when.endswith(end) and title.startswith(word)), "")
    return when + title.removeprefix(said)


def _day(entry: ActivityEntry, item: Item) -> str:
    """That which its name bears; of a register of the year no day is known."""
    found = _DAY.match(item.title)
    return "".join(found.groups()) if found else f"{entry.year}0000"


def _known(day: str) -> str:
    """To sort by: a year's register ends with the year."""
    return f"{day[:4]}9999" if day.endswith("0000") else day


def _spoken(day: str) -> str:
    told = dt.date.fromisoformat(day)
    return f"{told.year}年{told.month}月{told.day}日"


def _one_line(text: str) -> str:
    return " ".join(text.split())
