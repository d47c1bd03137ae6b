"""What of all that a branch ever sent was decided, and what was reported of it or suggested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.packet.activity import Activity
from pipeline.rules.matters import Decision
from pipeline.rules.progress_checks import Told, told_in


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, its row, and the activity form that holds it."""

    decision: Decision
    told: Told
    held: Held


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of a form that tells of progress; `day` is the first day of what the form is of."""

    told: Told
    day: dt.date


def decisions_of(activity: Activity, forms: Mapping[str, FormMapping]) -> list[Decided]:
    """By date. A form with kinds announces activities; its matters were decided there."""
    return [
        Decided(Decision(told.matter, held.day), told, held)
        for held in _everything(activity)
        if held.day and forms[held.form].by_role(Role.KINDS)
        for told in told_in(held.record, forms[held.form])
    ]


def reports_of(activity: Activity, forms: Mapping[str, FormMapping], role: Role) -> list[Reported]:
    """By date; of decisions (`role` DECIDED_ON), or suggestions (RAISED_ON)."""
    return [
        Reported(told, held.day)
        for held in _everything(activity)
        if held.day
        for told in told_in(held.record, forms[held.form], role)
    ]


def _everything(activity: Activity) -> list[Held]:
    """Each record once, by date, however many sources list it."""
    held = {one.id: one for records in activity.several.values() for one in records}
    return sorted(held.values(), key=lambda one: one.order)
