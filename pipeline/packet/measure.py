"""What a branch's activities are measured by: the catalogue of checks, the rules of dues, the roster of the day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.checks import Catalogue
from pipeline.packet.sheets import first_day
from pipeline.rules.dues_decisions import Reductions
from pipeline.rules.roster import in_force


def roster_forms(forms: Mapping[str, FormMapping], packets: Iterable[PacketMapping]) -> list[str]:
    """The forms that list a branch's own members: other lists of people are no packet's standing source."""
    standing = {s.form for packet in packets for s in packet.sources.values() if s.join is Join.BRANCH}
    return sorted(name for name in standing if forms[name].is_roster)


@dataclass(frozen=True)
class Measure:
    """`rosters` are all that the branch ever sent, in the order in which they came; `reductions` those of its dues."""

    catalogue: Catalogue
    rules: BranchRules
    rosters: tuple[Held, ...] = ()
    reductions: Reductions = field(default_factory=dict)

    def roster_on(self, day: dt.date) -> Held | None:
        """The roster that was in force."""
        return in_force([(first_day(held.happened), held) for held in self.rosters], day)

    def digest_text(self, days: Iterable[dt.date]) -> str:
        """All of it that activities of these days are measured by."""
        rosters = {roster.id: roster for day in sorted(set(days)) if (roster := self.roster_on(day))}
        told = (part for held in rosters.values() for part in (held.file, held.sheet, held.digest))
        return "\n".join([self._choices, *told])

    @cached_property
    def _choices(self) -> str:
        checks = {code: check.model_dump(mode="json") for code, check in self.catalogue.checks.items()}
        remitted = repr(sorted(self.reductions.items()))
        return json.dumps([checks, self.rules.digest, remitted], ensure_ascii=False, sort_keys=True)
