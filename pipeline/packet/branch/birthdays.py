"""A branch's 政治生日 events against its talks, its activities and its roster: what the packet of the year is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Computation
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.rules.birthday_checks import check_celebration, check_register, check_year
from pipeline.rules.celebrations import Celebration, Talk, celebration_of, prepares, talk_of
from pipeline.rules.roster import Roster

BIRTHDAY: Final = "政治生日"


def birthdays_between(
    activities: Sequence[Activity], forms: Mapping[str, FormMapping], measure: Measure
) -> Iterator[tuple[Activity, Problem]]:
    """`activities` are all that took place in the branch."""
    years = [activity for activity in activities if _keeps_birthdays(activity)]
    if not years:
        return
    talks = _talks(activities, forms)
    kept_days = {activity.day for activity in activities if activity.packet.kinds and speaks_of_birthdays(activity)}
    for year in years:
        events = _events(year, forms)
        for event in events:
            for problem in check_celebration(event, measure.past.roster_on(event.date), talks, kept_days):
                yield year, problem
        # The roster that the register is printed from.
        current = next((held for held in year.sources.values() if forms[held.form].is_roster), None)
        if current and (roster := measure.past.roster_in(current)):
            for problem in (*check_year(roster, year.day.year, events), *_registers(year, roster, forms)):
                yield year, problem


def celebrated_days(activities: Sequence[Activity], forms: Mapping[str, FormMapping]) -> set[dt.date]:
    """Those for which a 政治生日登记表 came."""
    return {event.date for each in activities if _keeps_birthdays(each) for event in _events(each, forms)}


def prepared_by_talks(year: Activity) -> Iterator[tuple[Activity, Held]]:
    """Each activity of the year that keeps birthdays, with each talk that came before it with one who keeps the day."""
    if not _keeps_birthdays(year):
        return
    guests: dict[dt.date, set[str]] = {}
    for event in _events(year, year.forms):
        guests.setdefault(event.date, set()).update(map(str, event.guests))
    records = {held.id: held for several in year.several.values() for held in several}
    talks = [(held, talk) for held in records.values() if (talk := talk_of(held.record, year.forms[held.form]))]
    for activity in (one for one in year.within if one.packet.kinds and speaks_of_birthdays(one)):
        for held, talk in talks:
            if talk.person in guests.get(activity.day, ()) and prepares(talk.day, activity.day):
                yield activity, held


def _registers(year: Activity, roster: Roster, forms: Mapping[str, FormMapping]) -> Iterator[Problem]:
    """Those that the branch made by itself and that have their place in this packet."""
    for held in (one for several in year.several.values() for one in several if one.form in year.home):
        yield from check_register(held.record, forms[held.form], roster, year.day.year)


def _keeps_birthdays(activity: Activity) -> bool:
    return any(Computation.BIRTHDAYS in document.computes for document in activity.packet.documents)


def _events(activity: Activity, forms: Mapping[str, FormMapping]) -> list[Celebration]:
    found = (celebration_of(held.record, forms[held.form]) for held in activity.each)
    return [event for event in found if event]


def _talks(activities: Sequence[Activity], forms: Mapping[str, FormMapping]) -> list[Talk]:
    """Each once, however many packets draw on it."""
    records = {held.id: held for activity in activities for held in activity.records}
    found = (talk_of(held.record, forms[held.form]) for held in records.values())
    return [talk for talk in found if talk]


def speaks_of_birthdays(activity: Activity) -> bool:
    """Its theme, or anything that its form says."""
    return BIRTHDAY in activity.theme or any(BIRTHDAY in said for said in _said(activity, at_length=True))


def is_of_birthdays(activity: Activity) -> bool:
    """Its theme or its agenda: minutes may name birthdays that were kept on another day."""
    return BIRTHDAY in activity.theme or any(BIRTHDAY in said for said in _said(activity, at_length=False))


def _said(activity: Activity, *, at_length: bool) -> Iterator[str]:
    held = activity.sources.get(activity.packet.subject)
    # A record whose whole text has no such word need not be looked through.
    if held is None or BIRTHDAY not in held.body:
        return
    long = activity.forms[held.form].long_fields
    for name, value in held.record.fields.items():
        if at_length or name not in long:
            yield str(value.value)
    for table in held.record.tables.values():
        yield from (str(value.value) for row in table for value in row.values())
