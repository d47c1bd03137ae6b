"""A month's dues: base x rate by rule, the rate by the base, paid against due, the day of payment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules, RulesOfDay
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK, Month, Rate
from pipeline.rules.dues import at_most, due_for, fixed_due, rate_for
from pipeline.rules.dues_decisions import Reductions, reduction_of
from pipeline.rules.dues_lines import Line, lines_of
from pipeline.rules.dues_owed import Timing, timing
from pipeline.rules.finding import finding
from pipeline.rules.roster import Roster
from pipeline.settings.schema import Dues


def check_dues(
    record: Record, form: FormMapping, rules: BranchRules, roster: Roster | None, reductions: Reductions
) -> Iterator[Problem]:
    """By the rules of the form's month. `roster` gives the class of a member where the form has none."""
    lines = list(lines_of(record, form, roster))
    collected = any(line.paid and line.paid.value is not BLANK for line in lines)
    month_name = form.by_role(Role.MONTH)
    month = record.value(month_name) if month_name else BLANK
    day = dt.date(month.year, month.month, 1) if isinstance(month, Month) else dt.date.max
    today = rules.on(day)
    for line in lines:
        found = [_rate(line, today)]
        decided = reduction_of(str(line.name.value), month, reductions) if isinstance(month, Month) else None
        if decided is None or line.due.value != decided.due:
            found.append(_due(line, today, rules.rounding))
        if collected:
            found.append(_paid(line))
        if isinstance(month, Month):
            found.append(_paid_on(line, month, rules))
        yield from filter(None, found)


def _rate(line: Line, rules: RulesOfDay) -> Problem | None:
    by_rule = _by_rule(line, rules)
    if not (line.base and line.rate and by_rule) or line.rate.value == by_rule or line.reduced:
        return None
    message = f"基数 {line.base.value} 元按规定为 {by_rule}，表中写 {line.rate.value}"
    return finding(line.rate, "rate-differs", message, "请核对基数、人员类别和比例", line.base)


def _due(line: Line, rules: RulesOfDay, rounding: Dues) -> Problem | None:
    told = line.due.value
    if line.of_other_months:
        return None
    if line.category and (fixed := fixed_due(str(line.category.value), rules)):
        return _fixed(line, line.category, *fixed)
    rate = line.rate.value if line.rate else _by_rule(line, rules)
    if line.base is None or not isinstance(line.base.value, Decimal) or not isinstance(rate, Rate):
        return None
    computed = due_for(line.base.value, rate, rounding)
    if told == computed or told == at_most(computed, rules):
        return None
    if line.reduced:
        message = f"{line.name.value}应交 {told} 元，按基数是 {computed} 元，备注写“{line.remark}”"
        hint = "减免、缓交要有支部的决定；有决定的不用改，请把它和本表一起存档"
        return finding(line.due, "due-reduced", message, hint, line.base)
    message = f"{line.base.value} × {rate} = {computed} 元，表中写 {told} 元"
    return finding(line.due, "due-differs", message, "请核对应交金额", line.base)


def _fixed(line: Line, category: Value, low: Decimal, high: Decimal) -> Problem | None:
    """Who has a fixed income all the same pays by its rate, and the form then says which."""
    told = line.due.value
    if not isinstance(told, Decimal) or low <= told <= high or line.rate or line.reduced:
        return None
    amount = f"{low} 元" if low == high else f"{low}—{high} 元"
    message = f"{line.name.value}是{category.value}，按规定每月 {amount}，表中写 {told} 元"
    return finding(line.due, "fixed-due-differs", message, "请核对人员类别和应交金额", category)


def _by_rule(line: Line, rules: RulesOfDay) -> Rate | None:
    if line.base is None or not isinstance(line.base.value, Decimal):
        return None
    return rate_for(line.base.value, str(line.category.value) if line.category else "", rules)


def _paid(line: Line) -> Problem | None:
    """More than the due is voluntary."""
    if line.paid is None or line.reduced:
        return None
    due, paid = line.due.value, line.paid.value or Decimal(0)
    if not isinstance(due, Decimal) or not isinstance(paid, Decimal) or paid >= due:
        return None
    told = "实交没有填" if line.paid.value is BLANK else f"实交 {paid} 元"
    message = f"{line.name.value}应交 {due} 元，{told}，少 {due - paid} 元"
    return finding(line.paid, "paid-short", message, "请核对实交；缓交、减免的请在备注中写明", line.due)


def _paid_on(line: Line, month: Month, rules: BranchRules) -> Problem | None:
    """Monthly or, with the branch's consent, quarterly; made up for within six months."""
    day = line.paid_on.value if line.paid_on else None
    if not isinstance(day, dt.date) or timing(month, day, rules) not in (Timing.AHEAD, Timing.TOO_LATE):
        return None
    message = f"{line.name.value}的交纳日期是 {day.isoformat()}，这张表是 {month} 的"
    hint = "请核对交纳日期；补交一般不超过六个月"
    return finding(line.paid_on or line.due, "paid-day-differs", message, hint, line.name)
