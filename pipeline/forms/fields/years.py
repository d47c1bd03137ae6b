"""A year, and beside it a month or a day of another year: one of the two is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.forms.report import Report
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Value
from pipeline.model.values import Month, Quarter


def tell_years_differ(form: FormMapping, fields: Mapping[str, Value], report: Report) -> None:
    """A day may be of the year after: the meeting that looks back on 2025 is held in January 2026."""
    year = _held(form, fields, Role.YEAR)
    if year is None:
        return
    name, of_year = year
    for role in (Role.MONTH, Role.QUARTER, Role.DATE):
        if (held := _held(form, fields, role)) is None:
            continue
        other, value = held
        if not isinstance(value.value, (Month, Quarter, dt.date)) or value.value.year == of_year.value:
            continue
        message = f"{other}是 {value.value}，{name}填的是 {of_year.value}"
        hint = f"请核对{name}和{other}，改正填错的一格"
        severity = Severity.WARNS if role is Role.DATE else Severity.STOPS
        report.problems.append(Problem(of_year.origin, "year-differs", message, hint, severity, value.origin))


def _held(form: FormMapping, fields: Mapping[str, Value], role: Role) -> tuple[str, Value] | None:
    name = form.by_role(role)
    return (name, fields[name]) if name and name in fields and fields[name].value else None
