"""What an activity draws on that does not bear its day: the papers of its year, and what came since the one before it.

A yearly meeting (组织生活会, 民主评议党员) is prepared by talks and followed by measures, and may drift into the next
year: it counts for the year that its form or its theme names (2026年度…), else for that of its day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.mapping.vocabulary import Role
from pipeline.packet.activity import Activity
from pipeline.packet.gather.periods import homes_of
from pipeline.packet.sheets import Sheets

_YEAR_NAMED: Final = re.compile(r"(20\d\d)\s*年度")
_REACH: Final = dt.timedelta(days=366)
"""What is older prepared another one, even if that one was never registered."""
_DRIFT: Final = dt.timedelta(days=90)
"""After the year's end, in which its meeting may still be held (条例 of mappings/rules)."""


def with_preparation(
    activities: Iterable[Activity], packets: Sequence[PacketMapping], sheets: Sheets
) -> list[Activity]:
    """Gives each activity that took place the records of its packet's `join: period`, by date."""
    result = list(activities)
    homes = homes_of(packets)
    for packet in packets:
        for name, source in packet.sources.items() if packet.kinds else ():
            if source.join is not Join.PERIOD:
                continue
            at_home = {source.form} & homes[packet.packet]
            places = _places(name, packet, result)
            for held, day in sheets.dated(source.form, "subject-undated"):
                place = _place_of(held, day, places, result)
                if place is not None:
                    result[place] = _with(result[place], name, held, at_home)
                elif at_home:
                    what = "这一年还没有这项活动，这张表先放着"
                    hint = "收到活动登记表后会自动归入；活动跨年的，请在登记表的活动主题里写明“某某年度”"
                    sheets.say(held, "activity-missing", what, hint)
    return result


def year_of(activity: Activity) -> int:
    """The year that the activity counts for."""
    held = activity.sources.get(activity.packet.subject)
    field = activity.forms[held.form].by_role(Role.YEAR) if held else None
    told = held.record.value(field) if held and field else None
    if isinstance(told, int):
        return told
    return year_named(activity.theme) or activity.day.year


def year_named(theme: str) -> int | None:
    """2026 of 2026年度组织生活会."""
    named = _YEAR_NAMED.search(theme)
    return int(named[1]) if named else None


def _places(source: str, packet: PacketMapping, activities: Sequence[Activity]) -> list[int]:
    """Where the activities stand that have a document out of the source, by date."""
    kinds = [document.kinds for document in packet.documents if source in document.sources()]
    there = [
        (activity.day, index)
        for index, activity in enumerate(activities)
        if activity.packet is packet and not activity.planned
        if any(not of or set(of) & set(activity.kinds) for of in kinds)
    ]
    return [index for _, index in sorted(there)]


def _place_of(held: Held, day: dt.date, places: Sequence[int], activities: Sequence[Activity]) -> int | None:
    """Of a paper that names its year alone the year's last activity, else the one that drifted into the next year.

    Of a dated paper the first activity that came after it.
    """
    if "-" not in held.happened:
        own = (place for place in reversed(places) if year_of(activities[place]) == day.year)
        last = dt.date(day.year, 12, 31)
        drifted = (place for place in places if last < activities[place].day <= last + _DRIFT)
        return next(own, next(drifted, None))
    return next((place for place in places if dt.timedelta(0) <= activities[place].day - day <= _REACH), None)


def _with(activity: Activity, name: str, held: Held, at_home: set[str]) -> Activity:
    told = sorted((*activity.several.get(name, ()), held), key=lambda one: one.order)
    return replace(activity, several={**activity.several, name: tuple(told)}, home=activity.home | at_home)
