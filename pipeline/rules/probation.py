"""入党日期 and 转正日期: a probation of one year lies between them (党章第七条), and the one is taken for the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record
from pipeline.rules.finding import finding
from pipeline.rules.spans import Span

_LEAST: Final = dt.timedelta(days=335)
_MOST: Final = dt.timedelta(days=425)
_SINCE: Final = dt.date(1978, 1, 1)
"""From 1969 until the party constitution of 1977 there was no probation."""


def check_probation(record: Record, form: FormMapping) -> Iterator[Problem]:
    """A list on which no year lies between the two: then 转正日期 may stand where 入党日期 belongs."""
    place = form.table_with(Role.CONFIRMED)
    if place is None:
        return
    table, confirmed = place
    columns = form.tables[table]
    admitted = columns.by_role(Role.ADMITTED)
    name = columns.member
    if admitted is None:
        return
    for row in record.rows(table):
        entry, end = row.get(admitted), row.get(confirmed)
        if entry is None or end is None:
            continue
        first, last = Span.of(entry.value), Span.of(end.value)
        if first and last and first.first >= _SINCE and last.last - first.first < _LEAST:
            message = f"{row[name].value}的入党日期写 {entry.written}，转正日期写 {end.written}，中间不到一年"
            hint = "入党日期是支部党员大会接收为预备党员之日，政治生日按入党日期，请核对是不是写成了转正日期"
            yield finding(entry, "birthday-probation", message, hint, end)


def about_a_year_after(later: object, earlier: object) -> bool:
    """As 转正 comes after 入党."""
    second, first = Span.of(later), Span.of(earlier)
    return bool(first and second and _LEAST <= second.first - first.first <= _MOST)
