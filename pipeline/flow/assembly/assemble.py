"""A branch's documents brought up to date with its records: gather, draft, render, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Final

from pipeline.errors import DanganError, LedgerError
from pipeline.files.batch import Batch
from pipeline.flow.assembly.behind import Behind
from pipeline.flow.assembly.branch import Branch, branch_of
from pipeline.flow.assembly.deeds import Done, done_by, foreseen
from pipeline.flow.assembly.faults import fault, kept, packet_fault
from pipeline.flow.assembly.lapsed import lapsed, left_behind, withdraw_lapsed
from pipeline.flow.assembly.places import Place, is_current, places_of
from pipeline.flow.assembly.prepare import prepare
from pipeline.flow.assembly.publish import Made, make, ours_in, publish
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry
from pipeline.model.outcome import Updated
from pipeline.model.problem import Problem
from pipeline.packet.checks.loose_photos import photos_without_row
from pipeline.packet.gather.gather import gather

Progress = Callable[[str], object]
"""Told each packet as it is made, by its folder; those that wait together are published together."""

_TOGETHER: Final = 64
"""Packets that wait for the disk together: a branch's year. More would be long unseen, and lost with a kill."""


@dataclass(slots=True)
class Assembled:
    """The activities that were published, and why others could not be: those are tried again.

    `done` says what became of each document, if it `tells`: nobody asks when files come in.
    """

    tells: bool = False

    published: list[Updated] = field(default_factory=list)
    failures: list[DanganError] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)


def assemble(behind: Behind, desk: Desk, progress: Progress = lambda text: None, year: int | None = None) -> Assembled:
    """Of that year alone, where one is given. A fault holds up only its own activity. Raises LedgerError."""
    result = Assembled(tells=year is not None)
    branch = branch_of(behind.branch, desk)
    loose: list[Problem] = []
    try:
        places, loose = branch_places(branch, desk)
    except Exception as error:
        result.failures.append(fault(f"{branch.name}的材料", error))
    else:
        behind_hand = [place for place in places if place.is_of(year) and not is_current(place, branch, desk)]
        for at in range(0, len(behind_hand), _TOGETHER):
            _bring_up_to_date(behind_hand[at : at + _TOGETHER], branch, desk, result, progress)
        result.done += withdraw_lapsed(places, branch, desk, year)
    loose = [*loose, *left_behind(branch.name, desk)]
    if result.failures:
        desk.ledger.fail(branch.name, loose, map(kept, result.failures))
    elif year is None or _others_current(year, places, branch, desk):
        desk.ledger.settle(branch.name, behind.asked, behind.made_with, loose)
    return result


def _others_current(year: int, places: Sequence[Place], branch: Branch, desk: Desk) -> bool:
    """Whether the documents of all other years are as they should be."""
    others = (place for place in places if not place.is_of(year))
    lasting = all(entry.year == year for entry in lapsed(places, branch))
    return lasting and all(is_current(place, branch, desk) for place in others)


def branch_places(branch: Branch, desk: Desk) -> tuple[list[Place], list[Problem]]:
    """The branch's packets, and what belongs to none."""
    mappings = desk.mappings
    rules, papers = branch.measure.rules, branch.papers
    gathered = gather(mappings.forms, mappings.packets.values(), branch.held, rules, papers.papers)
    without_row = photos_without_row(gathered.activities, branch.photos, papers.papers)
    return places_of(gathered.activities, branch, desk), [*gathered.loose, *papers.loose, *without_row]


def _bring_up_to_date(
    places: Sequence[Place], branch: Branch, desk: Desk, result: Assembled, progress: Progress
) -> None:
    ours = ours_in(branch, desk)
    with ExitStack() as stack:
        made: dict[Made, tuple[Place, list[Done]]] = {}
        for place in places:
            with _held_up(place, result):
                packet = prepare(place, branch, desk)
                told = foreseen(packet, branch, desk) if result.tells else []
                made[make(packet, ours, stack.enter_context(Batch()), branch, desk)] = place, told
            progress(place.folder)
        faults = publish(list(made), branch, desk)
    for each, (place, told) in made.items():
        with _held_up(place, result):
            if each in faults:
                raise faults[each]
            result.done += done_by(each.entry, told)
            # A period that brought nothing to print is no news.
            if each.entry.documents or not place.activity.period:
                result.published.append(_updated(each.entry))


def _updated(entry: ActivityEntry) -> Updated:
    """No more than is told of it: a burst brings thousands."""
    return Updated(entry.branch, entry.packet, entry.day, entry.month, entry.folder, len(entry.documents))


@contextmanager
def _held_up(place: Place, result: Assembled) -> Iterator[None]:
    """By a fault of its own, which is no other packet's."""
    try:
        yield
    except LedgerError:
        raise
    except Exception as error:
        result.failures.append(packet_fault(place.folder, error))
