"""Who took part in one activity: each person's mark on the sign-in sheet, and what the leave form adds to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.form_checks import marked
from pipeline.rules.thresholds import is_unexcused

_REASONS: Final = (Role.AWAY_AS, Role.EXCUSE, Role.CAUSE)

Words = Mapping[Role, str]
"""What a person's row says in the columns of these roles, as written; without those that are empty."""


class Told(NamedTuple):
    """`mark` is the cell of the sign-in sheet; `reason` is in the forms' words, those of both where both say one.

    `is_made_up`: the person was away, and a form gives the day of the make-up, or the mark says so.
    """

    state: Attendance
    mark: Value
    reason: str
    is_made_up: bool

    @property
    def is_unexcused(self) -> bool:
        return is_unexcused(self.state)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An activity with a sign-in sheet; `told` by name, in the sheet's order."""

    day: dt.date
    theme: str
    kinds: tuple[str, ...]
    told: Mapping[str, Told]

    def is_of(self, kinds: Iterable[str]) -> bool:
        """No kinds: of any."""
        asked = set(kinds)
        return not asked or not asked.isdisjoint(self.kinds)


def told_in(records: Iterable[Record], forms: Mapping[str, FormMapping]) -> dict[str, Told]:
    """By the forms of one activity; nothing where no sign-in sheet is among them.

    The sheet says who was there; of an absence that was made up for it stays true that it was one.
    """
    everything = list(records)
    leave = _leave(everything, forms)
    found: dict[str, Told] = {}
    for sheet in everything:
        columns = _columns(forms[sheet.form], Role.MARK)
        for name, mark, state, row in marked(sheet, forms[sheet.form]):
            rows = [_words(row, columns), *leave.get(str(name.value), ())]
            found.setdefault(str(name.value), _told(state, mark, rows))
    return found


def _told(state: Attendance, mark: Value, rows: list[Words]) -> Told:
    if not any(rows):
        return Told(state, mark, "", state is Attendance.MADE_UP)
    reasons = dict.fromkeys(words[role] for words in rows for role in _REASONS if role in words)
    made_up = not state.is_present and any(Role.MADE_UP_ON in words for words in rows)
    told = [reason for reason in reasons if reason != str(state)]
    return Told(state, mark, "，".join(told), state is Attendance.MADE_UP or made_up)


def _leave(records: Iterable[Record], forms: Mapping[str, FormMapping]) -> dict[str, list[Words]]:
    """Name -> the person's rows: one may tell of the leave, another of the make-up."""
    found: dict[str, list[Words]] = {}
    for record in records:
        if place := forms[record.form].table_with(Role.AWAY):
            columns = _columns(forms[record.form], Role.AWAY)
            for row in record.rows(place[0]):
                found.setdefault(str(row[place[1]].value), []).append(_words(row, columns))
    return found


def _columns(form: FormMapping, role: Role) -> Mapping[Role, str]:
    """Those that tell more than the mark, of the table with that role."""
    place = form.table_with(role)
    roles = form.tables[place[0]].roles if place else {}
    return {role: roles[role] for role in (*_REASONS, Role.MADE_UP_ON) if role in roles}


def _words(row: Row, columns: Mapping[Role, str]) -> Words:
    return {
        role: str(held.value)
        for role, column in columns.items()
        if (held := row.get(column)) is not None and held.value is not BLANK
    }
