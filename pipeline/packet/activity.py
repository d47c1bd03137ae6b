"""What one packet is about: the thing that the whole pipeline is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.periods import Period
from pipeline.model.record import Row
from pipeline.model.values import Month
from pipeline.packet.papers.paper import Paper
from pipeline.rules.attendance import AttendanceTally, tally_attendance
from pipeline.rules.form_checks import states
from pipeline.rules.occasions import Occasion, told_in
from pipeline.rules.spans import last_day


@dataclass(frozen=True)
class Activity:
    """What one packet is about. `sources` holds the record found for each source of the packet's mapping.

    `key` tells it from the branch's other activities of the packet. `number` counts the branch's activities of
    the packet in the year, by date, from 1; a planned one counts nothing.

    A packet without kinds is about a `period`, and its day is the first one of it: `each` holds the records of its
    subject, `several` those of its other sources, both by date;
    `within` are the activities of the period, `before` those before it where a source reaches back (Join.EVER). An
    activity has `several` too: what prepared it (see `preparation`).
    `home` are the forms that have their place here: their records are judged and their originals kept in this packet,
    however many others list them.

    `elsewhere` are the forms of which the month's record lies with another activity of the month, and its day.

    `papers` are those that lie in its packet; of a period `on_file` are all that the branch ever handed in.

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
    period: Period | None = None
    each: tuple[Held, ...] = ()
    several: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    within: tuple[Activity, ...] = ()
    before: tuple[Activity, ...] = ()
    home: frozenset[str] = frozenset()
    papers: tuple[Paper, ...] = ()
    on_file: tuple[Paper, ...] = ()
    plan_row: Row | None = None
    elsewhere: Mapping[str, dt.date] = field(default_factory=dict)
    number: int = 0
    forms: Mapping[str, FormMapping] = field(default_factory=dict, repr=False)

    @cached_property
    def records(self) -> tuple[Held, ...]:
        """All of its own, each once: its sources, and of a period everything that it brought."""
        one = (self.sources[name] for name in sorted(self.sources))
        several = (held for name in sorted(self.several) for held in self.several[name])
        return tuple({(held.form, held.id): held for held in (*one, *self.each, *several)}.values())

    @cached_property
    def came(self) -> frozenset[str]:
        """The sources of which something has come; of a plan its row."""
        there = (*self.sources, *(name for name, records in self.several.items() if records))
        is_planned = self.plan_row is not None
        return frozenset(name for name in there if is_planned or self.packet.sources[name].join is not Join.PLAN)

    @cached_property
    def at_home(self) -> tuple[Held, ...]:
        """Those that are judged and kept here; of a period only what it brought itself."""
        own = (held for held in self.records if held.form in self.home)
        return tuple(held for held in own if not self.period or (held.day and held.day in self.period))

    @property
    def drawn_on(self) -> tuple[Held, ...]:
        """All that its documents may draw on: its own records, and those of the activities up to its end."""
        return (*self.records, *(held for one in (*self.before, *self.within) for held in one.records))

    def last_day_of(self, held: Held) -> dt.date:
        """The last day that one of its records is of; its own where that says nothing of its time."""
        return last_day(held.record, self.forms[held.form]) or self.day

    @cached_property
    def sign_in(self) -> Held | None:
        """The first of its sources with marks."""
        return next((held for held in self.sources.values() if self.forms[held.form].table_with(Role.MARK)), None)

    @cached_property
    def attended(self) -> AttendanceTally | None:
        """By its sign-in sheet."""
        sheet = self.sign_in
        return tally_attendance(states(sheet.record, self.forms[sheet.form])) if sheet else None

    @cached_property
    def occasion(self) -> Occasion | None:
        """Who took part; None where it is no activity, or no sign-in sheet has come."""
        if not self.packet.kinds or self.planned:
            return None
        told = told_in((held.record for held in self.sources.values()), self.forms)
        return Occasion(self.day, self.theme, self.kinds, told) if told else None

    @property
    def month(self) -> Month:
        return Month.of(self.day)
