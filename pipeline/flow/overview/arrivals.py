"""The files that came last, and what became of each: taken into which packet, sent back, or a duplicate of what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import Submission
from pipeline.ledger.shown import ShownFile
from pipeline.model.problem import Problem
from pipeline.model.together import told_together

MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Arrival:
    """`state` is taken, partly, returned, cleared, duplicate, withdrawn, or withdrawal: the word that takes one back.

    `links` are where it went, from the outbox. `same_as` is the file that a duplicate repeats. `notes` are what to look
    at again that no packet tells: in which sheets or cells, and what.
    """

    number: int
    received: str
    file: str
    state: str
    links: tuple[ShownFile, ...] = ()
    same_as: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    told: str = ""
    """Of a withdrawal: what it takes back, who said so and why."""


def arrivals(desk: Desk, folders: Mapping[int, Sequence[str]]) -> list[Arrival]:
    """The latest first. `folders` are the packets that each submission's forms entered."""
    return [_arrival(entry, folders, desk) for entry in desk.ledger.latest(MOST_SHOWN)]


def arrival_answer(arrival: Arrival) -> dict[str, Any]:
    """For `dangan status --json`."""
    return {
        "number": arrival.number,
        "received": arrival.received,
        "file": arrival.file,
        "state": arrival.state,
        "went_to": [link.path for link in arrival.links],
        "same_as": arrival.same_as or None,
        "notes": [{"at": at, "message": message} for at, message in arrival.notes],
        "told": arrival.told or None,
    }


def _arrival(entry: Submission, folders: Mapping[int, Sequence[str]], desk: Desk) -> Arrival:
    links = [ShownFile(folder.rsplit("/", 1)[-1], folder) for folder in folders.get(entry.id, ())]
    state, same_as = entry.state, ""
    if state == "returned":
        links.append(ShownFile("退回的文件", f"../{entry.copy}"))
        state = "partly" if entry.taken else "returned"
    elif state == "duplicate":
        earlier = desk.ledger.submission(entry.same_as)
        same_as = _path_of(earlier) if earlier else ""
        links = [ShownFile(folder.rsplit("/", 1)[-1], folder) for folder in folders.get(entry.same_as, ())]
    notes = _notes(entry.problems) if state == "taken" else ()
    told = _told_of(entry) if state == "withdrawal" else ""
    return Arrival(entry.id, entry.received, _path_of(entry), state, tuple(links), same_as, notes, told)


def _notes(problems: Iterable[Problem]) -> tuple[tuple[str, str], ...]:
    """One line for all the sheets of which the same is said."""
    places: dict[str, list[str]] = {}
    for problem in told_together(problems):
        place = " ".join(part for part in (problem.at.sheet, problem.at.cell) if part)
        places.setdefault(problem.message, []).append(place or "整个文件")
    return tuple(("、".join(at), message) for message, at in places.items())


def _told_of(entry: Submission) -> str:
    """Of a withdrawal: what it takes back, by whom and why."""
    told = (f"第 {entry.same_as} 号不再算数", entry.who, entry.reason)
    return "；".join(part for part in told if part)


def _path_of(entry: Submission) -> str:
    return "/".join(part for part in (entry.folder, entry.name) if part)
