"""A branch's activities that have a sign-in sheet, and the rosters by which they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from pipeline.mapping.form import FormMapping
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.rules.attendance_year import RosterOn
from pipeline.rules.occasions import Occasion, told_in
from pipeline.rules.roster import Roster, roster_of

_FOR_ALL = "roster-not-listed"
"""The check that says at which kinds of activity every member is expected."""


def occasions_of(activities: Iterable[Activity]) -> list[Occasion]:
    """In their order."""
    return [occasion for activity in activities if (occasion := occasion_of(activity))]


def occasion_of(activity: Activity) -> Occasion | None:
    """None where it is no activity, or no sign-in sheet has come."""
    if not activity.packet.kinds or activity.planned:
        return None
    told = told_in((held.record for held in activity.sources.values()), activity.forms)
    return Occasion(activity.day, activity.theme, activity.kinds, told) if told else None


def roster_on(measure: Measure, forms: Mapping[str, FormMapping]) -> RosterOn:
    """Each roster is read once."""
    made: dict[int, Roster | None] = {}

    def on(day: dt.date) -> Roster | None:
        held = measure.roster_on(day)
        if held is None:
            return None
        if held.id not in made:
            made[held.id] = roster_of(held.record, forms[held.form])
        return made[held.id]

    return on


def kinds_for_all(measure: Measure) -> tuple[str, ...]:
    return measure.catalogue.checks[_FOR_ALL].kinds
