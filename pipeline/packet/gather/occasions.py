"""A branch's activities that have a sign-in sheet, and the kinds at which every member is expected."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.rules.occasions import Occasion

_FOR_ALL = "roster-not-listed"
"""The check that says at which kinds of activity every member is expected."""


def occasions_of(activities: Iterable[Activity]) -> list[Occasion]:
    """In their order."""
    return [activity.occasion for activity in activities if activity.occasion]


def kinds_for_all(measure: Measure) -> tuple[str, ...]:
    return measure.catalogue.checks[_FOR_ALL].kinds
