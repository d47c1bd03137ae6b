"""A plan against its own time: filed too late, a month without anything, a row outside of its quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.periods import Length, Period
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import Month, Quarter, Scalar
from pipeline.rules.deadlines import Due, due_in
from pipeline.rules.facts import BranchFacts
from pipeline.rules.finding import finding
from pipeline.rules.plans import months_named


def deadline_of(record: Record, form: FormMapping, rules: BranchRules) -> Due | None:
    """By when the plan of that year or quarter was to be filed, where the branch's rules say so."""
    period = _period(record, form)
    if period is None:
        return None
    dues = (due for year in (period.year - 1, period.year) for due in due_in(year, rules))
    own = (due for due in dues if due.rule.form == form.form and due.period == period)
    return next(own, None)


def check_filed(record: Record, form: FormMapping, rules: BranchRules) -> Iterator[Problem]:
    """`rules` are the branch's; seed 002: the year's plan by 12-30, the quarter's by the 20th of the month before."""
    name = form.by_role(Role.FILED_ON)
    filed = record.fields.get(name) if name else None
    due = deadline_of(record, form, rules) if filed else None
    if filed is None or due is None or due.day is None or not isinstance(filed.value, dt.date):
        return
    if filed.value > due.day:
        wanted = f"{due.period}的{form.form}应在 {due.day} 以前报{due.rule.to}（{due.rule.basis}）"
        message = f"{name} {filed.value} 迟了：{wanted}"
        yield finding(filed, "plan-late", message, "请核对报送日期；确实迟报的，按上级党组织的要求说明")


def check_plan_months(record: Record, form: FormMapping, branch: BranchFacts) -> Iterator[Problem]:
    """Of a year's plan by months; none is asked for in which the branch was not there."""
    period = _period(record, form)
    table = next((name for name, one in form.tables.items() if one.by_role(Role.MONTH) == one.anchor), None)
    if period is None or period.length is not Length.YEAR or table is None:
        return
    rows = record.rows(table)
    anchor = form.tables[table].anchor
    there = {row[anchor].value for row in rows}
    asked = (month for month in period.months if branch.was_there(Period(month.year, month.month, Length.MONTH)))
    missing = [f"{month.month}月" for month in asked if month not in there]
    if rows and missing:
        message = f"{period}的{form.form}没有安排：{'、'.join(missing)}"
        yield finding(rows[-1][anchor], "plan-months-missing", message, "请补上这些月份；不打算安排的不用理会")
    for row in rows:
        month = row[anchor]
        if isinstance(month.value, Month) and month.value.year != period.year:
            message = f"{month.value}不在{period}"
            yield finding(month, "plan-outside", message, "请核对年度和这一行的月份", _place(record, form))


def check_plan_times(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Rows of a plan whose day or months lie outside of its year or quarter, or of the row's own month."""
    place = form.table_with(Role.PLANNED_ON)
    period = _period(record, form) if place else None
    if place is None or period is None:
        return
    table, column = place
    month_column = form.tables[table].by_role(Role.MONTH)
    for row in record.rows(table):
        told = row[column]
        month = row[month_column].value if month_column else None
        allowed = (month,) if isinstance(month, Month) else period.months
        if any(each not in allowed for each in _months(told.value, period.year)):
            of = str(month) if isinstance(month, Month) else str(period)
            message = f"{column}“{told.written}”不在{of}"
            other = row[month_column] if month_column else _place(record, form)
            yield finding(told, "plan-outside", message, f"请核对这一行的{column}", other)


def passed_over(row: Value, theme: str) -> Problem:
    """Of a row of the year's plan that nothing was registered for, though something later was."""
    message = f"计划的活动“{theme}”没有登记，以后的月份已经有活动"
    return finding(row, "plan-not-done", message, "开展了的请报送活动登记表；没有开展的请调整计划")


def _months(told: Scalar, year: int) -> set[Month]:
    if isinstance(told, dt.date):
        return {Month.of(told)}
    return {Month(year, month) for month in months_named(str(told))}


def _period(record: Record, form: FormMapping) -> Period | None:
    place = _place(record, form)
    match place.value if place else None:
        case Quarter(year, number):
            return Period(year, number, Length.QUARTER)
        case bool():
            return None
        case int(year):
            return Period(year, 1, Length.YEAR)
    return None


def _place(record: Record, form: FormMapping) -> Value | None:
    """Where the form says of which time it is."""
    held = (record.fields.get(form.by_role(role) or "") for role in (Role.QUARTER, Role.YEAR))
    return next((value for value in held if value and value.value), None)
