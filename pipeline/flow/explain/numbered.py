"""Where an activity's number in its year comes from: the forms that announce it, and each one before it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.flow.explain.cells import Cell, cells_of, is_dating
from pipeline.flow.explain.derivation import Derivation
from pipeline.mapping.packet import Computation
from pipeline.packet.activity import Activity

NUMBER = Computation.ISSUE.value
"""The name under which documents have it."""


def numbered(of: Derivation, activity: Activity, activities: Iterable[Activity]) -> Derivation:
    """`activities` are all of its branch."""
    if of.name != NUMBER or NUMBER not in of.computed_by:
        return of
    counted = [one for one in activities if _counts(one, activity)]
    cells = tuple(cell for one in sorted(counted, key=lambda one: one.number) for cell in _dating(one))
    return Derivation(of.name, of.shown, of.computed_by, cells)


def _counts(one: Activity, activity: Activity) -> bool:
    alike = (one.packet.packet, one.day.year) == (activity.packet.packet, activity.day.year)
    return alike and 0 < one.number <= activity.number


def _dating(activity: Activity) -> list[Cell]:
    """Of its form and its sign-in sheet, without which it would not count."""
    announced = (activity.sources.get(activity.packet.subject), activity.sign_in)
    records = {held.id: held for held in announced if held}.values()
    return [cell for cell in cells_of(records) if is_dating(cell, activity.forms)]
