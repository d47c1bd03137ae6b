"""What a theme day must have by seed rules: the three set actions, half a day, one day at most, a known theme."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules, RulesOfDay
from pipeline.mapping.rules.kinds import Measure
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.bounds import bound_in_words, breach
from pipeline.rules.finding import finding

_ACTIONS: Final = (
    (Role.STUDIED, re.compile("学习|学原文|读原著|研讨|党课")),
    (Role.SWORN, re.compile("誓词|宣誓")),
    (Role.PAYS, re.compile("[交缴]纳?(?:当月|本月|[0-9]+月份?)?(?:的)?党费|党费[交缴收]")),
)
"""Each with the words by which agenda and minutes tell of it."""


def check_event(record: Record, form: FormMapping, rules: BranchRules, *, dues_came: bool) -> Iterator[Problem]:
    """`record` announces an activity. `dues_came`: the month's dues sheet shows that they were paid."""
    yield from _actions(record, form, dues_came)
    yield from _duration(record, form, rules)
    yield from _genre(record, form, rules)


def _actions(record: Record, form: FormMapping, dues_came: bool) -> Iterator[Problem]:
    refused, silent = [], []
    for role, words in _ACTIONS:
        name = form.by_role(role)
        if name is None:
            continue
        told = record.fields.get(name)
        if told is not None and told.value is False:
            refused.append((name, told))
        elif record.value(name) is BLANK and not (role is Role.PAYS and dues_came) and not _tells(record, form, words):
            silent.append(name)
    if not refused and not silent:
        return
    parts = [f"{'、'.join(name for name, _ in refused)}填“否”"] if refused else []
    parts += [f"{'、'.join(silent)}没有填"] if silent else []
    at = refused[0][1] if refused else record.origin
    hint = "做了的请填“是”；没有做的，规定动作每次活动都应完成"
    yield finding(at, "actions-missing", f"三项规定动作中，{'，'.join(parts)}", hint)


def _tells(record: Record, form: FormMapping, words: re.Pattern[str]) -> bool:
    texts = [held for name, held in record.fields.items() if name in form.long_fields]
    texts += [held for rows in record.tables.values() for row in rows for held in row.values()]
    return any(words.search(str(held.value)) for held in texts)


def _duration(record: Record, form: FormMapping, rules: BranchRules) -> Iterator[Problem]:
    name = form.by_role(Role.DATE)
    day = record.fields.get(name) if name else None
    if name is None or day is None or not isinstance(day.value, dt.date):
        return
    of_day = rules.on(day.value)
    until = record.fields.get(form.by_role(Role.UNTIL) or "")
    if until and isinstance(until.value, dt.date) and until.value != day.value:
        yield from _of_days(day, until, (until.value - day.value).days + 1, of_day)
        return
    start, end = [record.fields.get(each) for each in form.fields[name].times] or (None, None)
    if start and end:
        yield from _of_hours(start, end, of_day)


def _of_days(day: Value, until: Value, days: int, rules: RulesOfDay) -> Iterator[Problem]:
    if days < 1:
        message = f"结束日期 {until.value} 早于活动日期 {day.value}"
        yield finding(until, "times-reversed", message, "请核对两个日期", day)
    elif found := breach(Measure.OUTING_DAYS, days, rules):
        message = f"活动从 {day.value} 到 {until.value} 共 {days} 天，外出活动一般{bound_in_words(found.rule)} 天"
        yield finding(until, "event-too-long", message, "请核对日期", day)


def _of_hours(start: Value, end: Value, rules: RulesOfDay) -> Iterator[Problem]:
    if not isinstance(start.value, dt.time) or not isinstance(end.value, dt.time):
        return
    minutes = _minutes(end.value) - _minutes(start.value)
    if found := breach(Measure.HOURS, Fraction(minutes, 60), rules):
        between = f"{start.value:%H:%M}—{end.value:%H:%M}"
        message = f"活动时间 {between}，集中活动应不少于半天（{bound_in_words(found.rule)} 小时）"
        yield finding(end, "event-too-short", message, "请核对时间", start)


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _genre(record: Record, form: FormMapping, rules: BranchRules) -> Iterator[Problem]:
    name, day = form.by_role(Role.GENRE), record.value(form.by_role(Role.DATE) or "")
    told = record.fields.get(name) if name else None
    rule = rules.on(day).genres if isinstance(day, dt.date) else None
    if rule and told and told.value is not BLANK and not rule.has(str(told.value)):
        message = f"{name}写“{told.value}”，不在规定的 {len(rule.genres)} 个方面里"
        yield finding(told, "genre-unknown", message, f"可写：{'、'.join(rule.genres)}")
