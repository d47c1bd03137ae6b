"""The days that a value may mean: a date one day, a month or a date without its day all of its days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Self

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.periods import last_of_month
from pipeline.model.record import Record
from pipeline.model.values import Month, PartialDate


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both of it."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, value: object) -> Self | None:
        """None for what is no time."""
        if isinstance(value, dt.date):
            return cls(value, value)
        if isinstance(value, (Month, PartialDate)):
            return cls(dt.date(value.year, value.month, 1), last_of_month(value.year, value.month))
        return None


def span_of(record: Record, form: FormMapping) -> Span | None:
    """The day or month that the form is of."""
    for role in (Role.DATE, Role.MONTH):
        name = form.by_role(role)
        if name and (span := Span.of(record.value(name))):
            return span
    return None


def last_day(record: Record, form: FormMapping) -> dt.date | None:
    """Of the day, the month or the year that the form is of."""
    if span := span_of(record, form):
        return span.last
    name = form.by_role(Role.YEAR)
    year = record.value(name) if name else None
    return dt.date(year, 12, 31) if isinstance(year, int) else None
