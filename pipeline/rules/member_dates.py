"""A roster's dates of birth and admission, against today and against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.rules.finding import finding
from pipeline.rules.spans import Span

_OF_AGE: Final = 18
"""党章第一条."""


def check_member_dates(record: Record, form: FormMapping, today: dt.date | None) -> Iterator[Problem]:
    """Without `today` nothing is said of days that are still to come."""
    place = form.table_with(Role.MEMBER)
    if place is None:
        return
    table, name = place
    own = form.tables[table].roles
    columns = [own.get(role) for role in (Role.BORN, Role.ADMITTED)]
    for row in record.rows(table) if any(columns) else ():
        who = row[name].value
        born, admitted = (_held(row, column) for column in columns)
        for what, told in (("出生", born), ("入党", admitted)):
            span = Span.of(told.value) if told else None
            if told and span and today and span.first > today:
                message = f"{who}的{what}日期是 {told.written}，今天是 {today.isoformat()}，还没有到"
                yield finding(told, "member-date-ahead", message, f"请核对{what}日期", row[name])
        if born and admitted and _was_too_young(born, admitted):
            message = f"{who} {born.written} 出生，{admitted.written} 入党，不满 {_OF_AGE} 岁"
            yield finding(admitted, "admitted-too-young", message, "请核对出生日期和入党日期", born)


def _held(row: Row, column: str | None) -> Value | None:
    return row.get(column) if column else None


def _was_too_young(born: Value, admitted: Value) -> bool:
    """However the days are taken that only a month is given of."""
    birth, entry = Span.of(born.value), Span.of(admitted.value)
    if birth is None or entry is None:
        return False
    first = birth.first
    return (entry.last.year - first.year, entry.last.month, entry.last.day) < (_OF_AGE, first.month, first.day)
