"""Which documents of a branch's year stand in which chapter of its handbook, and in which order."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.ledger.entries import ActivityEntry
from pipeline.mapping.handbook import HandbookMapping, Made, SectionMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.packet.items import Item, is_titled, items_of, lists_of

_DAY: Final = re.compile(r"^\d{4}-\d\d-\d\d *")


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one activity or period; without a title they stand by themselves.

    `month` is 0 but in a chapter that goes by months.
    """

    title: str
    items: tuple[Item, ...]
    month: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the handbook; `made` is what the handbook itself puts together for it."""

    title: str
    groups: tuple[Group, ...] = ()
    made: Made | None = None


def chapters_of(
    handbook: HandbookMapping, entries: Iterable[ActivityEntry], packets: Iterable[PacketMapping]
) -> tuple[Chapter, ...]:
    """`entries` are what was published for the branch and the year.

    A plan that nothing came of is left out, and so are the packets' own lists of contents.
    """
    known = {packet.packet: packet for packet in packets}
    published = sorted((entry for entry in entries if not entry.planned), key=lambda entry: (entry.day, entry.folder))
    return tuple(
        Chapter(title, tuple(_groups(section, published, known)), section.made)
        for title, section in handbook.sections.items()
    )


def _groups(
    section: SectionMapping, entries: Sequence[ActivityEntry], known: Mapping[str, PacketMapping]
) -> Iterator[Group]:
    """In the order of the section's mapping, then by time; where it goes by months, all by time."""
    chosen = [(told, entry) for told in section.of for entry in entries if entry.packet == told.partition("/")[0]]
    if section.by_month:
        chosen.sort(key=lambda pair: (pair[1].day[:7], pair[1].month == 0, pair[1].day, pair[1].folder))
    lists = lists_of(known.values())
    times = Counter(told for told, _ in chosen)
    for told, entry in chosen:
        title, packet = told.partition("/")[2], known.get(entry.packet)
        items = items_of(entry, lists)
        if title:
            items = tuple(item for item in items if packet and is_titled(item, title, packet))
        if items:
            alone = not entry.month and times[told] == 1 and not section.by_month
            month = dt.date.fromisoformat(entry.day).month if section.by_month else 0
            yield Group("" if alone else _named(entry), items, month)


def _named(entry: ActivityEntry) -> str:
    """3月20日 学党章; a period by its folder's name."""
    name = entry.folder.rpartition("/")[2]
    if not entry.month:
        return name
    day = dt.date.fromisoformat(entry.day)
    return f"{day.month}月{day.day}日 {_DAY.sub('', name)}".strip()
