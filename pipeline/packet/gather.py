"""Which activities are there, and which records belong to each? A pure function of what a branch has sent in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.model.problem import Problem
from pipeline.model.values import Month
from pipeline.packet.activity import Activity
from pipeline.packet.finding import Finding
from pipeline.packet.joining import Joining
from pipeline.packet.periods import periods_of
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
    day_of: Callable[[Month], dt.date],
) -> Gathered:
    """`held` are the branch's current records; `day_of` gives a planned month its day."""
    sheets = Sheets(forms, held)
    mappings = list(packets)
    found = Finding(sheets, mappings).run()
    joined = Joining(sheets, mappings, day_of).run(found)
    numbered = _numbered(sorted(joined, key=_order))
    return Gathered(sorted([*numbered, *periods_of(sheets, mappings, numbered)], key=_order), sheets.loose)


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
