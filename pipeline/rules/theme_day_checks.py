"""A theme day that was held too far from the day that the branch's rules give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record
from pipeline.model.values import Month
from pipeline.rules.days import planned_day
from pipeline.rules.finding import finding


def check_theme_day(record: Record, form: FormMapping, rules: BranchRules) -> Iterator[Problem]:
    """Seed 001: within a week of the 20th; seed 002: the first Friday, at the latest on the 10th."""
    name = form.by_role(Role.DATE)
    told = record.fields.get(name) if name else None
    if told is None or not isinstance(told.value, dt.date):
        return
    held, rule = told.value, rules.on(told.value).theme_day
    if rule is None:
        return
    wanted = planned_day(Month.of(held), rules).wanted
    if abs((held - wanted).days) > rule.within_days or held.day > max(rule.last_day, wanted.day):
        message = f"{name} {held} 离规定的活动日 {wanted} 太远：{rule.about}（{rule.basis}）"
        yield finding(told, "theme-day-off", message, "请核对日期；特殊情况不能如期开展的，请在记录里写明原因")
