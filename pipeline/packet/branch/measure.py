"""What a branch's activities are measured by: the catalogue of checks, the rules of dues, the roster of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pydantic_core import to_json

from pipeline.files.digest import digest_of
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.checks import Catalogue
from pipeline.packet.branch.books import Books
from pipeline.packet.branch.facts import BranchPast
from pipeline.rules.dues_decisions import Reductions


def roster_forms(forms: Mapping[str, FormMapping], packets: Iterable[PacketMapping]) -> list[str]:
    """The forms that list a branch's own members: other lists of people are no packet's standing source."""
    standing = {s.form for packet in packets for s in packet.sources.values() if s.join is Join.BRANCH}
    return sorted(name for name in standing if forms[name].is_roster)


@dataclass(frozen=True)
class Measure:
    """`past` is what the branch was on each day; `reductions` are those of its dues."""

    catalogue: Catalogue
    rules: BranchRules
    past: BranchPast
    reductions: Reductions = field(default_factory=dict)

    @cached_property
    def books(self) -> Books:
        """Of its dues."""
        return Books(self.past, self.rules)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """By the names of the rules that hold: whether any of them is another."""
        remitted = to_json(dict(sorted(self.reductions.items())), fallback=str)
        own = {"核对": self.catalogue.digest, "党费减免": digest_of(remitted)}
        return {**self.rules.digests, **own}
