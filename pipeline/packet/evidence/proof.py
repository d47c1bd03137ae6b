"""What one packet proves, as the text that the ledger keeps: it is read when a year is inspected."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from pipeline.ledger.entries import Photo, PublishedDocument
from pipeline.model.periods import Length, Period
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.packet.drafts import Drafts
from pipeline.packet.evidence.evidence import evidence_of
from pipeline.packet.evidence.fingerprints import Fingerprint, fingerprints_of
from pipeline.rules.facts import Fact


@dataclass(frozen=True, slots=True)
class Proof:
    """See `evidence` and `fingerprints`."""

    facts: tuple[Fact, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()


def prove(
    activity: Activity,
    drafts: Drafts,
    documents: Mapping[str, PublishedDocument],
    photos: tuple[Photo, ...],
    measure: Measure,
) -> Proof:
    """`documents` by the name of their draft, papers by that under which they are laid."""
    facts = evidence_of(activity, drafts, documents, measure)
    return Proof(tuple(facts), tuple(fingerprints_of(activity, photos)))


def proof_text(proof: Proof) -> str:
    return to_json({"facts": [_plain(fact) for fact in proof.facts], "traces": proof.fingerprints}).decode()


def proof_from(text: str) -> Proof:
    """Nothing out of the empty text: a packet that was published before there were proofs."""
    if not text:
        return Proof()
    told = json.loads(text)
    return Proof(tuple(map(_fact, told["facts"])), tuple(Fingerprint(*each) for each in told["traces"]))


def _plain(fact: Fact) -> list[Any]:
    period = fact.period
    return [
        fact.what,
        fact.day.isoformat(),
        fact.event,
        sorted(fact.tags),
        [period.year, period.number, period.length.value] if period else [],
        fact.id,
        fact.handed_in.isoformat() if fact.handed_in else "",
        fact.path,
        fact.is_made,
        fact.is_empty,
        fact.is_undated,
    ]


def _fact(told: list[Any]) -> Fact:
    what, day, event, tags, period, identity, handed_in, path, *flags = told
    return Fact(
        what,
        dt.date.fromisoformat(day),
        event,
        frozenset(tags),
        Period(period[0], period[1], Length(period[2])) if period else None,
        identity,
        dt.date.fromisoformat(handed_in) if handed_in else None,
        path,
        *flags,
    )
