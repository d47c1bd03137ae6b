"""Which activities are there, and which records belong to each? A pure function of what a branch has sent in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.gather.finding import Finding
from pipeline.packet.gather.joining import Joining
from pipeline.packet.gather.periods import periods_of
from pipeline.packet.gather.preparation import with_preparation
from pipeline.packet.papers.filing import filed, unfiled
from pipeline.packet.papers.paper import Paper
from pipeline.packet.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every activity of a branch, by date, and what could not be put to one."""

    activities: list[Activity]
    loose: list[Problem]


def gather(
    forms: Mapping[str, FormMapping],
    packets: Iterable[PacketMapping],
    held: list[Held],
    rules: BranchRules,
    papers: tuple[Paper, ...] = (),
) -> Gathered:
    """`held` are the branch's current records, `papers` its own; `rules` give a planned month its day."""
    sheets = Sheets(forms, held, papers)
    mappings = [_as_ruled(packet, rules) for packet in packets]
    found = Finding(sheets, mappings).run()
    joined = with_preparation(Joining(sheets, mappings, rules).run(found), mappings, sheets)
    numbered = filed(_numbered(sorted(joined, key=_order)), papers)
    activities = sorted([*numbered, *periods_of(sheets, mappings, numbered)], key=_order)
    return Gathered(activities, [*sheets.loose, *unfiled(activities, mappings, papers)])


def _as_ruled(packet: PacketMapping, rules: BranchRules) -> PacketMapping:
    """Of the periods that the rule asks for which it follows, as the rule reads last."""
    rule = rules.on(dt.date.max).requirements.get(packet.follows)
    return packet.model_copy(update={"every": rule.every.length}) if rule and rule.every.length else packet


def _order(activity: Activity) -> tuple[dt.date, str, str]:
    return activity.day, activity.packet.packet, activity.key


def _numbered(activities: list[Activity]) -> list[Activity]:
    counts: dict[tuple[str, int], int] = {}
    result = []
    for activity in activities:
        if activity.planned:
            result.append(activity)
            continue
        place = (activity.packet.packet, activity.day.year)
        counts[place] = counts.get(place, 0) + 1
        result.append(replace(activity, number=counts[place]))
    return result
