"""What a branch's activities prove: small facts that rules ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.packet import Join
from pipeline.mapping.vocabulary import Role
from pipeline.model.periods import Length, Period
from pipeline.model.record import Row
from pipeline.model.values import BLANK, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.branch.birthdays import BIRTHDAY, is_of_birthdays
from pipeline.packet.gather.preparation import year_named
from pipeline.rules.facts import Fact

_APART: Final = re.compile(r"[、，,；;/+＋\s]+")


def kind_facts(activity: Activity, path: str = "") -> Iterator[Fact]:
    """The activity under each of its kinds, once it took place; of a period nothing. `path` is where it lies."""
    if not activity.packet.kinds or not took_place(activity):
        return
    tags = (content_of(activity) or frozenset()) | frozenset(_themes(activity))
    period = _period_told(activity)
    for kind in activity.kinds:
        yield Fact(kind, activity.day, activity.key, tags, period, path=path)


def took_place(activity: Activity) -> bool:
    """A plan says only that it was to be, and so does a notice."""
    there = activity.packet.subject in activity.sources or activity.sign_in is not None
    return there and not activity.planned


def content_of(activity: Activity) -> frozenset[str] | None:
    """What the activity's form says of its content, else its row of the plan; None where no form has come."""
    if activity.packet.subject not in activity.sources:
        return None
    own = _told(activity, Role.TAGS)
    return frozenset(own) if isinstance(own, tuple) else _planned_content(activity, activity.plan_row or {})


def _planned_content(activity: Activity, row: Row) -> frozenset[str]:
    if not row:
        return frozenset()
    plans = (source for source in activity.packet.sources.values() if source.join is Join.PLAN)
    columns = (activity.forms[plan.form].tables[plan.table].by_role(Role.TAGS) for plan in plans)
    told = (row[column].value for column in columns if column and column in row)
    return frozenset(tag for tags in told if isinstance(tags, tuple) for tag in tags)


def _themes(activity: Activity) -> Iterator[str]:
    """The categories that the form names, and what it is known by wherever the form speaks of it."""
    yield from (word for word in _APART.split(str(_told(activity, Role.GENRE))) if word)
    if is_of_birthdays(activity):
        yield BIRTHDAY


def _period_told(activity: Activity) -> Period | None:
    """The year that it says itself to be of; of a yearly meeting its theme may say so (2026年度组织生活会)."""
    told = _told(activity, Role.YEAR)
    is_yearly = any(source.join is Join.PERIOD for source in activity.packet.sources.values())
    named = year_named(activity.theme) if is_yearly else None
    year = told if isinstance(told, int) else named
    return Period(year, 1, Length.YEAR) if year else None


def _told(activity: Activity, role: Role) -> Scalar:
    held = activity.sources.get(activity.packet.subject)
    field = activity.forms[held.form].by_role(role) if held else None
    return held.record.value(field) if held and field else BLANK
