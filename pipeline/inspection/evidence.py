"""A branch as the ledger keeps it, ready to be held against its rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.ledger.inspected import PublishedPacket
from pipeline.mapping.rules.book import BranchRules
from pipeline.model.problem import Problem
from pipeline.packet.branch.facts import BranchPast
from pipeline.packet.evidence.proof import Proof, proof_from
from pipeline.rules.facts import BranchFacts, Evidence

Received = Callable[[str, str], dt.date | None]
"""Form and key -> the day on which the first record of that key came."""


@dataclass(frozen=True, slots=True)
class KnownPacket:
    """A published packet and what it proves."""

    published: PublishedPacket
    proof: Proof

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.published.day)


@dataclass(frozen=True, slots=True)
class KnownBranch:
    """`packets` are of the years around the inspected one too, by day; `past` tells what the branch was on a day."""

    branch: str
    office: str
    rules: BranchRules
    packets: tuple[KnownPacket, ...]
    past: BranchPast
    received: Received
    loose: tuple[Problem, ...] = ()
    """What belongs to nothing, and what went back and has not come again: as it stands today, of whatever year."""
    half_taken: frozenset[tuple[str, str]] = frozenset()
    """Form and key of the records that came in rows of which others went back."""


def known_packets(published: Iterable[PublishedPacket]) -> dict[str, tuple[KnownPacket, ...]]:
    """By branch, in the same order."""
    found: dict[str, list[KnownPacket]] = {}
    for one in published:
        found.setdefault(one.branch, []).append(KnownPacket(one, proof_from(one.proof)))
    return {branch: tuple(packets) for branch, packets in found.items()}


def received_by(branch: str, days: Mapping[tuple[str, str, str], str]) -> Received:
    """`days` are local times in ISO form, by branch, form and key."""

    def received(form: str, key: str) -> dt.date | None:
        told = days.get((branch, form, key))
        return dt.date.fromisoformat(told[:10]) if told else None

    return received


def held_against(branch: KnownBranch, today: dt.date) -> Evidence:
    """What it was on a day is worked out once for each day that is asked for."""

    @cache
    def branch_on(day: dt.date) -> BranchFacts:
        return branch.past.facts_on(day)

    return Evidence(tuple(fact for packet in branch.packets for fact in packet.proof.facts), branch_on, today)
