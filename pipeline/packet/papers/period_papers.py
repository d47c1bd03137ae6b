"""The papers of a month, a quarter or a year: what lies with no activity, by its time or its person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.mapping.packet import Computation, PacketMapping
from pipeline.model.periods import Period
from pipeline.packet.activity import Activity
from pipeline.packet.papers.laid import entry_of
from pipeline.packet.papers.paper import Paper


def papers_by_period(packet: PacketMapping, papers: Iterable[Paper]) -> dict[Period, tuple[Paper, ...]]:
    """Those of the packet's kinds, as far as they tell in which period they belong."""
    asked = {entry.paper for entry in packet.papers}
    found: dict[Period, tuple[Paper, ...]] = {}
    for paper in papers:
        period = Period.of(paper.told.first, packet.every) if paper.told.first else None
        if paper.kind in asked and period and paper.told.within(period):
            found[period] = (*found.get(period, ()), paper)
    return found


def periods_listed(packet: PacketMapping, activities: Iterable[Activity], papers: Iterable[Paper]) -> set[Period]:
    """Those of which the packet has a list of all papers, wherever they lie."""
    if not any(Computation.PAPERS in document.computes for document in packet.documents):
        return set()
    days = [activity.day for activity in activities if activity.papers]
    days += [paper.told.first for paper in papers if paper.told.first]
    return {Period.of(day, packet.every) for day in days}


def not_filed(papers: Iterable[Paper], activities: Iterable[Activity]) -> list[Paper]:
    lying = {paper for activity in activities for paper in activity.papers}
    return [paper for paper in papers if paper not in lying]


def filed_by_person(periods: Sequence[Activity], papers: Iterable[Paper]) -> list[Activity]:
    """An application for membership seldom bears a year: it lies in the first period whose forms name its person."""
    result = list(periods)
    for paper in papers:
        if not paper.person or paper.told.year is not None:
            continue
        asking = (place for place, one in enumerate(result) if entry_of(paper, one) and _names(one, paper.person))
        if (place := min(asking, key=lambda place: result[place].day, default=None)) is not None:
            result[place] = replace(result[place], papers=(*result[place].papers, paper))
    return result


def _names(period: Activity, person: str) -> bool:
    """Whether one of its own forms does; the branch's standing roster names everybody."""
    own = (*period.each, *(held for records in period.several.values() for held in records))
    rows = (row for held in own for rows in held.record.tables.values() for row in rows)
    return any(told.value == person for row in rows for told in row.values())
