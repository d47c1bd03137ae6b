"""A branch as its documents find it: its records and photos, and what was published of it before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, Held, Photo, PublishedDocument
from pipeline.packet.branch.facts import BranchPast
from pipeline.packet.branch.measure import Measure, roster_forms
from pipeline.packet.papers.papers import Papers, papers_of
from pipeline.rules.dues_decisions import is_reduction, reductions_in


@dataclass(frozen=True, slots=True)
class Branch:
    """`entries` are the activities as the ledger knew them before, by packet and key.

    `documents` lie below the outbox, by their path; what is published joins them.
    """

    name: str
    held: list[Held]
    photos: tuple[Photo, ...]
    papers: Papers
    measure: Measure
    entries: Mapping[tuple[str, str], ActivityEntry]
    documents: dict[str, PublishedDocument]


def branch_of(name: str, desk: Desk) -> Branch:
    """Raises LedgerError."""
    held, mappings = desk.ledger.held(name), desk.mappings
    entries = {(entry.packet, entry.key): entry for entry in desk.ledger.activities(name)}
    decided = [one for one in held if is_reduction(mappings.forms[one.form])]
    reductions = reductions_in((one.record, mappings.forms[one.form]) for one in decided)
    current = {one.id: one for one in held}
    profiles, rosters = (tuple(current.get(one.id, one) for one in of(name, desk)) for of in (_profiles, _rosters))
    past = BranchPast(profiles, rosters, mappings.forms)
    return Branch(
        name=name,
        held=held,
        photos=tuple(desk.ledger.photos(name)),
        papers=papers_of(desk.ledger.papers(name), desk.ledger.snapshots(name), held, mappings.forms, mappings.papers),
        measure=Measure(desk.catalogue, desk.rules.of(name), past, reductions),
        entries=entries,
        documents={document.path: document for entry in entries.values() for document in entry.documents},
    )


def _profiles(branch: str, desk: Desk) -> Iterator[Held]:
    forms = sorted(name for name, form in desk.mappings.forms.items() if form.is_profile)
    return (held for form in forms for held in desk.ledger.history(branch, form))


def _rosters(branch: str, desk: Desk) -> Iterator[Held]:
    mappings = desk.mappings
    rosters = roster_forms(mappings.forms, mappings.packets.values())
    return (held for form in rosters for held in desk.ledger.history(branch, form))
