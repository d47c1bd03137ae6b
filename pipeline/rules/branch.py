"""A branch by its own sheet (支部基本情况表): since when it is there, its committee and its term, its groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.bodies import is_on_committee, may_vote
from pipeline.rules.facts import BranchFacts
from pipeline.rules.roster import Roster
from pipeline.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Profile:
    """`founded` and `dissolved` are the branch's first and last day, `elected` the day of its last election.

    Each is None where the sheet does not say. `committee` holds posts by name, `groups` their names and members;
    `group_count` says how many where their names are not told.
    """

    at: Origin
    founded: Span | None
    dissolved: Span | None
    elected: Value | None
    committee: Mapping[str, str]
    groups: Mapping[str, tuple[str, ...]]
    group_count: int


def profile_of(record: Record, form: FormMapping) -> Profile | None:
    """None for a form of anything else."""
    if form.by_role(Role.FOUNDED) is None:
        return None
    groups = _groups(record, form)
    counted = record.value(form.by_role(Role.GROUP) or "")
    return Profile(
        at=record.origin,
        founded=_span(record, form, Role.FOUNDED),
        dissolved=_span(record, form, Role.DISSOLVED),
        elected=_held(record, form, Role.ELECTED_ON),
        committee=_committee(record, form),
        groups=groups,
        group_count=len(groups) or (counted if isinstance(counted, int) else 0),
    )


def facts_on(day: dt.date, profile: Profile | None, roster: Roster | None) -> BranchFacts:
    """What rules ask of a branch on a day, by the sheet and the roster that were in force."""
    return BranchFacts(
        since=profile.founded.first if profile and profile.founded else None,
        until=profile.dissolved.last if profile and profile.dissolved else None,
        members=full_members(roster, day) if roster else None,
        groups=_count_of_groups(profile, roster),
    )


def full_members(roster: Roster, day: dt.date) -> int:
    """正式党员 on the day; who may have been one counts."""
    return sum(may_vote(member, day) is not False for member in roster.members)


def committee_of(profile: Profile | None, roster: Roster | None) -> Mapping[str, str]:
    """Posts by name: as the branch's own sheet tells them, else as the roster does; else nothing."""
    if profile and profile.committee:
        return profile.committee
    members = roster.members if roster else ()
    return {str(one.name.value): str(one.post.value) for one in members if one.post and is_on_committee(one)}


def _count_of_groups(profile: Profile | None, roster: Roster | None) -> int | None:
    """Where a sheet or a roster has come and neither names a group, there is none."""
    named = {str(member.group.value) for member in roster.members if member.group} if roster else set()
    groups = profile.group_count if profile else 0
    return groups or len(named) or (0 if profile or roster else None)


def _committee(record: Record, form: FormMapping) -> dict[str, str]:
    """By the sheet's fields, each called as the post is, then by its table, which knows more."""
    told: dict[str, str] = {}
    for field, entry in form.fields.items():
        people = record.value(field) if entry.role is Role.COMMITTEE else BLANK
        told |= dict.fromkeys(people if isinstance(people, tuple) else [str(people)] if people else [], field)
    if place := form.table_with(Role.COMMITTEE):
        table, name = place
        post = form.tables[table].by_role(Role.POST)
        told |= {str(row[name].value): str(row[post].value) if post else "" for row in record.rows(table)}
    return told


def _groups(record: Record, form: FormMapping) -> dict[str, tuple[str, ...]]:
    place = form.table_with(Role.GROUP)
    if place is None:
        return {}
    table, name = place
    people = form.tables[table].by_role(Role.GROUP_MEMBERS)
    found: dict[str, tuple[str, ...]] = {}
    for row in record.rows(table):
        told = row[people].value if people else BLANK
        found[str(row[name].value)] = told if isinstance(told, tuple) else ()
    return found


def _span(record: Record, form: FormMapping, role: Role) -> Span | None:
    held = _held(record, form, role)
    return Span.of(held.value) if held else None


def _held(record: Record, form: FormMapping, role: Role) -> Value | None:
    held = record.fields.get(form.by_role(role) or "")
    return None if held is None or held.value is BLANK else held
