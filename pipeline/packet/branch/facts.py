"""What a branch was on a day, by everything that it ever said of itself: its rosters and its 支部基本情况表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.rules.branch import Profile, committee_of, facts_on, profile_of
from pipeline.rules.facts import BranchFacts
from pipeline.rules.roster import Roster, in_force, roster_of
from pipeline.rules.spans import Span


def told_by(held: Iterable[Held], forms: Mapping[str, FormMapping]) -> BranchPast:
    """`held` are the branch's records in the order in which they came, superseded ones too; only some of them speak."""
    everything = list(held)
    return BranchPast(
        tuple(one for one in everything if forms[one.form].is_profile),
        tuple(one for one in everything if forms[one.form].is_roster),
        forms,
    )


@dataclass(frozen=True)
class BranchDay:
    """What was in force on a day, and what follows from it: found once, and only where somebody asks."""

    day: dt.date
    profile: Profile | None
    roster: Roster | None

    @cached_property
    def facts(self) -> BranchFacts:
        return facts_on(self.day, self.profile, self.roster)

    @cached_property
    def committee(self) -> Mapping[str, str]:
        """Posts by name."""
        return committee_of(self.profile, self.roster)

    @cached_property
    def members(self) -> list[str] | None:
        """Those who belong to the branch, or may do so, in the roster's order; None where no roster has come."""
        if self.roster is None:
            return None
        span = Span(self.day, self.day)
        return [str(each.name.value) for each in self.roster.members if each.belonged(span) is not False]


@dataclass(frozen=True)
class BranchPast:
    """Profiles and rosters, in the order in which they came. Each is read once, and only where somebody asks."""

    profiles: tuple[Held, ...]
    rosters: tuple[Held, ...]
    forms: Mapping[str, FormMapping]

    def on(self, day: dt.date) -> BranchDay:
        if day not in self._days:
            self._days[day] = BranchDay(day, in_force(self._profiles, day), in_force(self._rosters, day))
        return self._days[day]

    def facts_on(self, day: dt.date) -> BranchFacts:
        return self.on(day).facts

    def roster_on(self, day: dt.date) -> Roster | None:
        return self.on(day).roster

    def roster_sheet_on(self, day: dt.date) -> Held | None:
        """The record of that roster."""
        return in_force([(held.day, held) for held in self.rosters], day)

    def sheets_on(self, days: Iterable[dt.date]) -> list[Held]:
        """The rosters in force on one of the days, the earliest first, each once; then the branch's own sheets."""
        if len(self.rosters) < 2:  # a single one holds for every day
            return [*self.rosters, *self.profiles]
        rosters = {roster.id: roster for day in sorted(set(days)) if (roster := self.roster_sheet_on(day))}
        return [*rosters.values(), *self.profiles]

    def roster_in(self, held: Held) -> Roster | None:
        """None where that record's form lists no members."""
        if held.id not in self._read:
            self._read[held.id] = roster_of(held.record, self.forms[held.form])
        return self._read[held.id]

    @cached_property
    def _read(self) -> dict[int, Roster | None]:
        return {}

    @cached_property
    def _days(self) -> dict[dt.date, BranchDay]:
        return {}

    @cached_property
    def _profiles(self) -> list[tuple[dt.date | None, Profile]]:
        read = ((held, profile_of(held.record, self.forms[held.form])) for held in self.profiles)
        return [(held.day, profile) for held, profile in read if profile]

    @cached_property
    def _rosters(self) -> list[tuple[dt.date | None, Roster]]:
        read = ((held, self.roster_in(held)) for held in self.rosters)
        return [(held.day, roster) for held, roster in read if roster]
