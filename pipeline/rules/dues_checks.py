"""A month's dues: base x rate by rule, the rate by the base, paid against due, the day of payment."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipeline.mapping.form import FormMapping, Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Month, Rate
from pipeline.rules.dues import MOST_A_MONTH, due_for, fixed_due, rate_for
from pipeline.rules.finding import finding
from pipeline.rules.roster import Roster
from pipeline.settings.schema import Dues

_REDUCED: Final = re.compile("减免|免交|免缴|减交|减缴|少交|少缴|困难|缓交|缓缴")
_OTHER_MONTHS: Final = re.compile(r"[补预][交缴]|补\s*(?:[\d一二三四五六七八九十]|[上去前]|年)")
_MOST_MONTHS_LATE: Final = 6


@dataclass(frozen=True, slots=True)
class _Line:
    """One member's row; None where the form left the cell empty or has no such column.

    `paid` may be BLANK: the empty cell is what is told of.
    """

    name: Value
    due: Value
    base: Value | None
    rate: Value | None
    category: Value | None
    paid: Value | None
    paid_on: Value | None
    remark: str

    @property
    def reduced(self) -> bool:
        return bool(_REDUCED.search(self.remark))

    @property
    def of_other_months(self) -> bool:
        return is_of_other_months(self.remark)


def is_of_other_months(remark: str) -> bool:
    """Whether a row tells what is made up for or paid beforehand: it stands beside the member's row of the month."""
    return bool(_OTHER_MONTHS.search(remark))


def check_dues(record: Record, form: FormMapping, settings: Dues, roster: Roster | None) -> Iterator[Problem]:
    """`roster` gives the class of a member where the form has none."""
    lines = list(_lines(record, form, roster))
    collected = any(line.paid and line.paid.value is not BLANK for line in lines)
    month_name = form.by_role(Role.MONTH)
    month = record.value(month_name) if month_name else BLANK
    for line in lines:
        yield from _rate(line)
        yield from _due(line, settings)
        if collected:
            yield from _paid(line)
        if isinstance(month, Month):
            yield from _paid_on(line, month)


def _lines(record: Record, form: FormMapping, roster: Roster | None) -> Iterator[_Line]:
    place = form.table_with(Role.DUE)
    if place is None:
        return
    table, due = place
    columns = form.tables[table]

    def held(row: Row, role: Role) -> Value | None:
        column = columns.by_role(role)
        value = row.get(column) if column else None
        return None if value is None or value.value is BLANK else value

    for row in record.rows(table):
        name = row[columns.by_role(Role.MEMBER) or columns.anchor]
        listed = roster.by_name.get(str(name.value)) if roster else None
        remark = held(row, Role.REMARK)
        if not isinstance(row[due].value, Decimal):
            continue
        yield _Line(
            name=name,
            due=row[due],
            base=held(row, Role.BASE),
            rate=held(row, Role.RATE),
            category=held(row, Role.CATEGORY) or (listed.category if listed else None),
            paid=row.get(columns.by_role(Role.PAID) or ""),
            paid_on=held(row, Role.PAID_ON),
            remark=str(remark.value) if remark else "",
        )


def _rate(line: _Line) -> Iterator[Problem]:
    by_rule = _by_rule(line)
    if line.base and line.rate and by_rule and line.rate.value != by_rule and not line.reduced:
        message = f"基数 {line.base.value} 元按规定为 {by_rule}，表中写 {line.rate.value}"
        yield finding(line.rate, "rate-differs", message, "请核对基数、人员类别和比例", line.base)


def _due(line: _Line, settings: Dues) -> Iterator[Problem]:
    told = line.due.value
    if line.of_other_months:
        return
    if line.category and (fixed := fixed_due(str(line.category.value))):
        yield from _fixed(line, line.category, *fixed)
        return
    rate = line.rate.value if line.rate else _by_rule(line)
    if line.base is None or not isinstance(line.base.value, Decimal) or not isinstance(rate, Rate):
        return
    computed = due_for(line.base.value, rate, settings)
    if told in {computed, min(computed, MOST_A_MONTH)}:
        return
    if line.reduced:
        message = f"{line.name.value}应交 {told} 元，按基数是 {computed} 元，备注写“{line.remark}”"
        hint = "减免、缓交要有支部的决定；有决定的不用改，请把它和本表一起存档"
        yield finding(line.due, "due-reduced", message, hint, line.base)
        return
    message = f"{line.base.value} × {rate} = {computed} 元，表中写 {told} 元"
    yield finding(line.due, "due-differs", message, "请核对应交金额", line.base)


def _fixed(line: _Line, category: Value, low: Decimal, high: Decimal) -> Iterator[Problem]:
    """Who has a fixed income all the same pays by its rate, and the form then says which."""
    told = line.due.value
    if isinstance(told, Decimal) and not low <= told <= high and not line.rate and not line.reduced:
        amount = f"{low} 元" if low == high else f"{low}—{high} 元"
        message = f"{line.name.value}是{category.value}，按规定每月 {amount}，表中写 {told} 元"
        yield finding(line.due, "fixed-due-differs", message, "请核对人员类别和应交金额", category)


def _by_rule(line: _Line) -> Rate | None:
    if line.base is None or not isinstance(line.base.value, Decimal):
        return None
    return rate_for(line.base.value, str(line.category.value) if line.category else "")


def _paid(line: _Line) -> Iterator[Problem]:
    """More than the due is voluntary."""
    if line.paid is None or line.reduced:
        return
    due, paid = line.due.value, line.paid.value or Decimal(0)
    if not isinstance(due, Decimal) or not isinstance(paid, Decimal) or paid >= due:
        return
    told = "实交没有填" if line.paid.value is BLANK else f"实交 {paid} 元"
    message = f"{line.name.value}应交 {due} 元，{told}，少 {due - paid} 元"
    yield finding(line.paid, "paid-short", message, "请核对实交；缓交、减免的请在备注中写明", line.due)


def _paid_on(line: _Line, month: Month) -> Iterator[Problem]:
    """Monthly or, with the branch's consent, quarterly; made up for within six months."""
    day = line.paid_on.value if line.paid_on else None
    if not isinstance(day, dt.date):
        return
    months = (day.year - month.year) * 12 + day.month - month.month
    if not -((month.month - 1) % 3) <= months <= _MOST_MONTHS_LATE:
        message = f"{line.name.value}的交纳日期是 {day.isoformat()}，这张表是 {month} 的"
        hint = "请核对交纳日期；补交一般不超过六个月"
        yield finding(line.paid_on or line.due, "paid-day-differs", message, hint, line.name)
