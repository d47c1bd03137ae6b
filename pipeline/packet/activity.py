"""What one packet is about: the thing that the whole pipeline is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.model.record import Row
from pipeline.model.values import Month


@dataclass(frozen=True)
class Activity:
    """What one packet is about. `sources` holds the record found for each source of the packet's mapping.

    `key` tells it from the branch's other activities of the packet. `number` counts the branch's activities of
    the packet in the year, by date, from 1; a planned one counts nothing. A packet without kinds is about a
    year's records of one form: `each` holds them, by date, each with its first day as the day that it is of.
    `forms` are the mappings that its records were read with.
    """

    packet: PacketMapping
    branch: str
    key: str
    day: dt.date
    theme: str
    kinds: tuple[str, ...] = ()
    planned: bool = False
    sources: Mapping[str, Held] = field(default_factory=dict)
    each: tuple[Held, ...] = ()
    plan_row: Row | None = None
    number: int = 0
    forms: Mapping[str, FormMapping] = field(default_factory=dict, repr=False)

    @property
    def month(self) -> Month:
        return Month.of(self.day)
