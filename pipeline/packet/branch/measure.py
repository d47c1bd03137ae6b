"""What a branch's activities are measured by: the catalogue of checks, the rules of dues, the roster of the day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.files.digest import digest_of
from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.checks import Catalogue
from pipeline.packet.sheets import first_day
from pipeline.rules.dues_book import DuesBook
from pipeline.rules.dues_decisions import Reductions
from pipeline.rules.roster import Roster, in_force, roster_of


def roster_forms(forms: Mapping[str, FormMapping], packets: Iterable[PacketMapping]) -> list[str]:
    """The forms that list a branch's own members: other lists of people are no packet's standing source."""
    standing = {s.form for packet in packets for s in packet.sources.values() if s.join is Join.BRANCH}
    return sorted(name for name in standing if forms[name].is_roster)


@dataclass(frozen=True)
class Measure:
    """`rosters` and `profiles` (支部基本情况表) are all that the branch ever sent, in the order in which they came.

    `reductions` are those of its dues.
    """

    catalogue: Catalogue
    rules: BranchRules
    rosters: tuple[Held, ...] = ()
    reductions: Reductions = field(default_factory=dict)
    profiles: tuple[Held, ...] = ()

    def roster_on(self, day: dt.date) -> Held | None:
        """The roster that was in force."""
        return in_force([(first_day(held.happened), held) for held in self.rosters], day)

    def members_on(self, day: dt.date, forms: Mapping[str, FormMapping]) -> Roster | None:
        """Those of the roster that was in force; each roster is read once."""
        held = self.roster_on(day)
        if held is None:
            return None
        if held.id not in self._members:
            self._members[held.id] = roster_of(held.record, forms[held.form])
        return self._members[held.id]

    def rosters_on(self, days: Iterable[dt.date]) -> list[Held]:
        """Those that were in force on one of the days, the earliest first, each once; then the branch's own sheets."""
        rosters = {roster.id: roster for day in sorted(set(days)) if (roster := self.roster_on(day))}
        return [*rosters.values(), *self.profiles]

    def dues_book(self, records: Iterable[Held], make: Callable[[], DuesBook]) -> DuesBook:
        """The one made of these records; each book is made once."""
        made_of = frozenset(held.id for held in records)
        if made_of not in self._books:
            self._books[made_of] = make()
        return self._books[made_of]

    @cached_property
    def _books(self) -> dict[frozenset[int], DuesBook]:
        return {}

    @cached_property
    def _members(self) -> dict[int, Roster | None]:
        return {}

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """By the names of the rules that hold: whether any of them is another."""
        checks = {code: check.model_dump(mode="json") for code, check in self.catalogue.checks.items()}
        catalogue = json.dumps(checks, ensure_ascii=False, sort_keys=True)
        remitted = repr(sorted(self.reductions.items()))
        own = {"核对": digest_of(catalogue.encode()), "党费减免": digest_of(remitted.encode())}
        return {**self.rules.digests, **own}
