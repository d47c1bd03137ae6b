"""Years and months that contradict one another, in two fields or in a field and a heading: one of them is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.forms.fields.elsewhere import Elsewhere, disagrees
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


def tell_title_differs(form: FormMapping, fields: Mapping[str, Value], elsewhere: Elsewhere, report: Report) -> None:
    """A July form with a June head: the title or the sheet's name is of another month or year."""
    for role in (Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR):
        name = form.by_role(role)
        if not name or name not in fields or form.is_roster:
            continue
        for heading, cell in elsewhere.headings():
            if (other := disagrees(heading, fields[name].value)) is not None:
                message = f"“{heading[:30]}”说的是 {other}，{name}填的是 {fields[name].value}"
                report.warn(cell, "title-differs", message, "请核对标题、工作表名称和所填日期")


def _held(form: FormMapping, fields: Mapping[str, Value], role: Role) -> tuple[str, Value] | None:
    name = form.by_role(role)
    return (name, fields[name]) if name and name in fields and fields[name].value else None
