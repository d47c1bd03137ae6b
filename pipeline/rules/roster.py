"""A branch's roster, and who of it was a member at a time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Origin, Record, Row, Value
from pipeline.model.values import BLANK
from pipeline.rules.spans import Span

Kept = TypeVar("Kept")

_ELSEWHERE: Final = re.compile("转[出入]|调[出入离]|去世|病故|停止|退党|除名|流动|外出|长期|失联")
"""Remarks after which it is not certain that a member is expected."""


@dataclass(frozen=True)
class Member:
    """`admitted`, `confirmed` (转正), `joined` (转入) and `left` (转出) are None where the roster does not say.

    `post` is what the member is in the branch (职务), `group` the 党小组.
    """

    name: Value
    category: Value | None
    base: Value | None
    admitted: Value | None
    confirmed: Value | None
    joined: Value | None
    left: Value | None
    post: Value | None
    group: Value | None
    remark: str

    def belonged(self, span: Span) -> bool | None:
        """To the branch, through the whole span; None where the roster leaves it open."""
        is_open = self._may_be_elsewhere
        for _, came in self._came:
            if came.first > span.last:
                return False
            is_open = is_open or span.first <= came.last
        for _, left in self._left:
            if left.last < span.first:
                return False
            is_open = is_open or left.first <= span.last
        return None if is_open else True

    def not_yet(self, span: Span) -> Value | None:
        """What says that the member came only after the span."""
        for told, came in self._came:
            if came.first > span.last:
                return told
        return None

    def no_more(self, span: Span) -> Value | None:
        """What says that the member had left before the span."""
        for told, left in self._left:
            if left.last < span.first:
                return told
        return None

    @cached_property
    def admitted_in(self) -> Span | None:
        return Span.of(self.admitted.value) if self.admitted else None

    @cached_property
    def confirmed_in(self) -> Span | None:
        return Span.of(self.confirmed.value) if self.confirmed else None

    @cached_property
    def _came(self) -> list[tuple[Value, Span]]:
        return _dated(self.admitted, self.joined)

    @cached_property
    def _left(self) -> list[tuple[Value, Span]]:
        return _dated(self.left)

    @cached_property
    def _may_be_elsewhere(self) -> bool:
        return _ELSEWHERE.search(self.remark) is not None


def _dated(*told: Value | None) -> list[tuple[Value, Span]]:
    """Those that are told, with their days."""
    return [(value, span) for value in told if value and (span := Span.of(value.value))]


@dataclass(frozen=True)
class Roster:
    """The members in the sheet's order."""

    at: Origin
    members: tuple[Member, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Member]:
        return {str(member.name.value): member for member in self.members}


def roster_of(record: Record, form: FormMapping) -> Roster | None:
    """None where the form lists no members."""
    place = form.table_with(Role.MEMBER)
    if place is None:
        return None
    table, name = place
    columns = form.tables[table].roles

    def held(row: Row, role: Role) -> Value | None:
        value = row.get(columns.get(role, ""))
        return None if value is None or value.value is BLANK else value

    members = tuple(
        Member(
            name=row[name],
            category=held(row, Role.CATEGORY),
            base=held(row, Role.BASE),
            admitted=held(row, Role.ADMITTED),
            confirmed=held(row, Role.CONFIRMED),
            joined=held(row, Role.JOINED),
            left=held(row, Role.LEFT),
            post=held(row, Role.POST),
            group=held(row, Role.GROUP),
            remark=str(remark.value) if (remark := held(row, Role.REMARK)) else "",
        )
        for row in record.rows(table)
    )
    return Roster(record.origin, members)


def in_force(dated: Sequence[tuple[dt.date | None, Kept]], day: dt.date) -> Kept | None:
    """Of rosters and the days that they bear, as they came, the current one last: which held on the day?

    The last that was dated by then, else the earliest. Where the current one bears no date nobody knows since when
    it holds: it stands for every day.
    """
    if not dated:
        return None
    current_day, current = dated[-1]
    if current_day is None:
        return current
    known = sorted(((of, order) for order, (of, _) in enumerate(dated) if of), key=lambda pair: pair)
    by_then = [order for of, order in known if of <= day]
    earliest = [order for of, order in known if of == known[0][0]]
    return dated[(by_then or earliest)[-1]][1]
