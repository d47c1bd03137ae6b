"""What a branch was on a day, by everything that it ever said of itself: its rosters and its 支部基本情况表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.packet.branch.measure import Measure
from pipeline.packet.sheets import first_day
from pipeline.rules.branch import Profile, committee_of, facts_on, profile_of
from pipeline.rules.facts import BranchFacts
from pipeline.rules.roster import Roster, in_force, roster_of


def past_of(measure: Measure, forms: Mapping[str, FormMapping]) -> BranchPast:
    return BranchPast(measure.profiles, measure.rosters, forms)


def told_by(held: Iterable[Held], forms: Mapping[str, FormMapping]) -> BranchPast:
    """`held` are the branch's records in the order in which they came, superseded ones too; only some of them speak."""
    everything = list(held)
    return BranchPast(
        tuple(one for one in everything if forms[one.form].is_profile),
        tuple(one for one in everything if forms[one.form].is_roster),
        forms,
    )


@dataclass(frozen=True)
class BranchPast:
    """Profiles and rosters, in the order in which they came. Each is read once, and only where somebody asks."""

    profiles: tuple[Held, ...]
    rosters: tuple[Held, ...]
    forms: Mapping[str, FormMapping]

    def facts_on(self, day: dt.date) -> BranchFacts:
        return facts_on(day, self.profile_on(day), self.roster_on(day))

    def committee_on(self, day: dt.date) -> Mapping[str, str]:
        """Posts by name."""
        return committee_of(self.profile_on(day), self.roster_on(day))

    def profile_on(self, day: dt.date) -> Profile | None:
        return in_force(self._profiles, day)

    def roster_on(self, day: dt.date) -> Roster | None:
        return in_force(self._rosters, day)

    @cached_property
    def _profiles(self) -> list[tuple[dt.date | None, Profile]]:
        read = ((held, profile_of(held.record, self.forms[held.form])) for held in self.profiles)
        return [(first_day(held.happened), profile) for held, profile in read if profile]

    @cached_property
    def _rosters(self) -> list[tuple[dt.date | None, Roster]]:
        read = ((held, roster_of(held.record, self.forms[held.form])) for held in self.rosters)
        return [(first_day(held.happened), roster) for held, roster in read if roster]
