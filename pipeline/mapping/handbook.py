"""What a bound handbook is made of: its sections in order, and the documents of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Final

from pydantic import BaseModel, ConfigDict

from pipeline.mapping.misfit import KeyPath, Misfit, nearest
from pipeline.mapping.packet import PacketMapping

_FIELD: Final = re.compile(r"\{[^}]*\}")


class Made(Enum):
    """What the handbook itself puts together out of the year's records."""

    CHRONICLE = "chronicle"
    STATISTICS = "statistics"
    HANDING_OVER = "handing-over"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class SectionMapping(_Part):
    """`of` names packets, each whole, or one document of a packet: 考勤 or 台账/活动台账."""

    of: tuple[str, ...] = ()
    by_month: bool = False
    """Its packets stand under their months, whatever they are."""
    made: Made | None = None


class HandbookMapping(_Part):
    """One file of mappings/handbook."""

    handbook: str
    about: str = ""
    sections: dict[str, SectionMapping]


def misfits_of_handbook(handbook: HandbookMapping, packets: Iterable[PacketMapping]) -> Iterator[Misfit]:
    """Packets and documents that there are not."""
    known = list(packets)
    for name, section in handbook.sections.items():
        yield from misfits_of_parts(("sections", name, "of"), section.of, known)


def misfits_of_parts(at: KeyPath, of: Sequence[str], packets: Iterable[PacketMapping]) -> Iterator[Misfit]:
    """`at` leads to `of`, which names packets and documents of packets: those that there are not."""
    titles = {
        packet.packet: [title_of(each.name) for each in packet.documents]
        + [title_of(each.name) for each in packet.papers]
        for packet in packets
    }
    for place, told in enumerate(of):
        packet, _, title = told.partition("/")
        if packet not in titles:
            yield Misfit((*at, place), f"没有材料包 {packet}", nearest(packet, titles))
        elif title and title not in titles[packet]:
            yield Misfit((*at, place), f"材料包 {packet} 没有 {title}", nearest(title, titles[packet]))


def title_of(name: str) -> str:
    """The name without number and fields: 支部基本情况 of {填报日期} 支部基本情况."""
    return _FIELD.sub("", name).lstrip("0123456789.- ").strip()
