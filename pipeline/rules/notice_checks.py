"""A notice comes before what it announces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record
from pipeline.rules.deadlines import due_before
from pipeline.rules.finding import finding


def check_notice(record: Record, form: FormMapping, kinds: Iterable[str], rules: BranchRules) -> Iterator[Problem]:
    """Of a form that bears the day of a notice; on the day of an activity of these `kinds` it is too late."""
    name, of = form.by_role(Role.NOTICED_ON), form.by_role(Role.DATE)
    event = record.fields.get(of) if of else None
    if name is None or event is None or not isinstance(event.value, dt.date):
        return
    told = record.fields.get(name)
    if told is None or not isinstance(told.value, dt.date):
        message = f"没有写{name}，看不出是不是在活动（{event.value}）以前通知的"
        yield finding(event, "notice-late", message, f"请补填{name}")
        return
    days = [due.day for due in due_before(event.value, kinds, rules) if due.day]
    last = min(days, default=event.value - dt.timedelta(1))
    if told.value > last:
        message = f"{name} {told.value} 迟了：活动日期是 {event.value}，最迟应在 {last} 通知"
        yield finding(told, "notice-late", message, "活动应提前通知全体党员，请核对两个日期", event)
