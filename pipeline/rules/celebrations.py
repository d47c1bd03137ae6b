"""A 政治生日登记表 as the rules see it: the day, the oath leaders, what each person's row says; the talks before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK

_YEAR: Final = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who keeps the day: each value None where the row leaves it open; `row` holds whatever else it says."""

    name: Value
    admitted: Value | None
    reread: Value | None
    talked: Value | None
    leads: bool
    row: Row

    def __str__(self) -> str:
        return str(self.name.value)


@dataclass(frozen=True, slots=True)
class Celebration:
    """`leaders` is the field that names the oath leaders, where the form has filled it."""

    day: Value
    leaders: Value | None
    guests: tuple[Guest, ...]

    @property
    def date(self) -> dt.date:
        assert isinstance(self.day.value, dt.date)
        return self.day.value

    @property
    def led_by(self) -> tuple[str, ...]:
        """The oath leaders: those whom the field names, else those whose row says so."""
        named = self.leaders.value if self.leaders else ()
        return (
            named if isinstance(named, tuple) and named else tuple(str(guest) for guest in self.guests if guest.leads)
        )


def celebration_of(record: Record, form: FormMapping) -> Celebration | None:
    """None for a form of anything else."""
    place, date = form.table_with(Role.OATH), form.by_role(Role.DATE)
    if place is None or date is None or not isinstance(record.value(date), dt.date):
        return None
    table, oath = place
    columns = form.tables[table]
    name = columns.member
    guests = tuple(
        Guest(
            row[name],
            _held(row, columns.by_role(Role.ADMITTED)),
            _held(row, columns.by_role(Role.REREAD_ON)),
            _held(row, columns.by_role(Role.TALKED_ON)),
            (ticked := _held(row, oath)) is not None and ticked.value is True,
            row,
        )
        for row in record.rows(table)
    )
    leaders = form.by_role(Role.OATH)
    return Celebration(record.fields[date], _held(record.fields, leaders), guests)


@dataclass(frozen=True, slots=True)
class Talk:
    """With whom a talk was held, and when; `at` is its date."""

    person: str
    day: dt.date
    at: Value


def talk_of(record: Record, form: FormMapping) -> Talk | None:
    """None for a form of anything else."""
    person, date = form.by_role(Role.TALKED_TO), form.by_role(Role.DATE)
    if person is None or date is None or not isinstance(day := record.value(date), dt.date):
        return None
    return Talk(str(record.value(person)), day, record.fields[date])


def prepares(talk: dt.date, day: dt.date) -> bool:
    """Held by the day, and since the birthday before it: it tells of the year between (seed 000 art. 2, 三是)."""
    return day - _YEAR <= talk <= day


def _held(row: Row, column: str | None) -> Value | None:
    value = row.get(column) if column else None
    return None if value is None or value.value is BLANK else value
