"""How one person took part through the year: what each activity's forms say, and the counts of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from pipeline.model.values import Rate
from pipeline.rules.attendance import AttendanceTally, tally_attendance
from pipeline.rules.occasions import Occasion, Told
from pipeline.rules.roster import Member, Roster
from pipeline.rules.spans import Span

RosterOn = Callable[[dt.date], Roster | None]

_PLACES: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Entry:
    """`told` is None where the sheet does not list a member who was expected: nobody knows, so nothing counts."""

    occasion: Occasion
    told: Told | None


@dataclass(frozen=True)
class Year:
    """One person's entries, by date."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def tally(self) -> AttendanceTally:
        return tally_attendance((self.name, entry.told.state) for entry in self.entries if entry.told)

    @property
    def made_up(self) -> int:
        return sum(1 for entry in self.entries if entry.told and entry.told.is_made_up)

    @property
    def rate(self) -> Rate | None:
        """To a tenth of a percent; None where the person was never expected."""
        tally = self.tally
        if not tally.expected:
            return None
        return Rate((Decimal(len(tally.present)) / tally.expected).quantize(_PLACES))


@dataclass(frozen=True, slots=True)
class People:
    """`members` at some time of the span by its rosters, and `others` whom only the sheets list."""

    members: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """An occasion with the members of its day's roster by name; whether every member is expected."""

    occasion: Occasion
    members: Mapping[str, Member]
    day: Span
    is_for_all: bool

    def belonged(self, name: str) -> bool | None:
        """None where the roster of the day leaves it open, or does not know the person."""
        member = self.members.get(name)
        return member.belonged(self.day) if member else None


def calls(occasions: Iterable[Occasion], roster_on: RosterOn, for_all: Sequence[str]) -> list[Call]:
    """`for_all` are the kinds of activity at which every member is expected."""
    return [_call(occasion, roster_on(occasion.day), for_all) for occasion in occasions]


def _call(occasion: Occasion, roster: Roster | None, for_all: Sequence[str]) -> Call:
    members = roster.by_name if roster else {}
    return Call(occasion, members, Span(occasion.day, occasion.day), occasion.is_of(for_all))


def year_of(name: str, called: Iterable[Call]) -> Year:
    """What a sheet says of one who by the roster was no member that day does not count."""
    entries = []
    for call in called:
        told = call.occasion.told.get(name)
        if (told or call.is_for_all) and (belonged := call.belonged(name)) is not False and (told or belonged):
            entries.append(Entry(call.occasion, told))
    return Year(name, tuple(entries))


def people_of(occasions: Sequence[Occasion], span: Span, roster_on: RosterOn) -> People:
    """Of the occasions within the span, by the rosters of their days; without any roster everyone listed is a member.

    Members stand in the order of the latest roster, then of those before it; others as they appear.
    """
    listed = list(dict.fromkeys(name for occasion in occasions for name in occasion.told))
    days = sorted({span.last, *(occasion.day for occasion in occasions)}, reverse=True)
    rosters: list[Roster] = []
    for roster in map(roster_on, days):
        if roster and not any(roster is other for other in rosters):
            rosters.append(roster)
    if not rosters:
        return People(tuple(listed), ())
    on_roster = [member for roster in rosters for member in roster.members]
    there = (member for member in on_roster if not member.not_yet(span) and not member.no_more(span))
    members = tuple(dict.fromkeys(str(member.name.value) for member in there))
    known = {str(member.name.value) for member in on_roster}
    return People(members, tuple(name for name in listed if name not in known))
