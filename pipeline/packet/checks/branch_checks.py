"""A branch's own sheets against its roster and its activities: what their packet is told, and each activity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.model.problem import Problem
from pipeline.model.record import Origin
from pipeline.packet.activity import Activity
from pipeline.packet.branch.facts import BranchPast
from pipeline.packet.branch.measure import Measure
from pipeline.packet.evidence.facts import took_place
from pipeline.rules.branch import profile_of
from pipeline.rules.branch_checks import check_lifetime, check_members, check_term


def branch_between(
    activities: Sequence[Activity], forms: Mapping[str, FormMapping], measure: Measure
) -> Iterator[tuple[Activity, Problem]]:
    """`activities` are all of the branch, by date."""
    past = measure.past
    if not past.profiles:
        return
    events = [activity for activity in activities if activity.packet.kinds and took_place(activity)]
    for activity in activities:
        for held in activity.each:
            if forms[held.form].is_profile:
                for problem in _of_sheet(held, past, events, measure):
                    yield activity, problem
    for activity in events:
        if profile := past.on(activity.day).profile:
            for problem in check_lifetime(profile, activity.day, _place_of(activity)):
                yield activity, problem


def _of_sheet(held: Held, past: BranchPast, events: Sequence[Activity], measure: Measure) -> Iterator[Problem]:
    form, day = past.forms[held.form], held.day
    if day is None:
        return
    if roster := past.on(day).roster:
        yield from check_members(held.record, form, roster, day)
    under_it = [event for event in events if _origin(past, event) == held.record.origin]
    if under_it and (profile := profile_of(held.record, form)):
        last = under_it[-1]
        yield from check_term(profile, measure.rules.on(last.day), last.day, _place_of(last))


def _origin(past: BranchPast, event: Activity) -> Origin | None:
    """Of the sheet that was in force on the event's day."""
    profile = past.on(event.day).profile
    return profile.at if profile else None


def _place_of(activity: Activity) -> Origin:
    """A sheet of the activity's."""
    return next(iter(activity.sources.values())).record.origin
