"""A form's day against its file's name, against the name of its sheet, and against today: to come, or long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Month
from pipeline.rules.finding import finding
from pipeline.rules.named_days import days_named
from pipeline.rules.spans import Span

_MOST_DAYS_AHEAD: Final = 370
_MOST_YEARS_BACK: Final = 10
_FIRST_YEAR: Final = 1949
"""A form of the years before is a slip: 1921年7月1日 on that of an anniversary."""


def check_dates(record: Record, form: FormMapping, today: dt.date | None) -> list[Problem]:
    """Of the day, month or year that the form is known by; of a roster the day since which it holds."""
    told = _own_time(record, form)
    if told is None:
        return []
    name, value = told
    by_today = [*_ahead(name, value, today), *_past(name, value, today)] if today else []
    return [*(_names(name, value, record) if name in form.key else ()), *by_today]


def _own_time(record: Record, form: FormMapping) -> tuple[str, Value] | None:
    for role in (Role.DATE, Role.MONTH, Role.YEAR):
        name = form.by_role(role)
        is_own = name in form.key or (form.is_roster and role is Role.DATE)
        if is_own and name is not None and record.value(name) is not BLANK:
            return name, record.fields[name]
    return None


def _names(name: str, told: Value, record: Record) -> Iterator[Problem]:
    """The sheet's name is looked at for days only: a month that differs is told when the sheet is read."""
    at = record.origin
    for what, words, other, days_only in (
        ("文件名", at.file.rpartition(".")[0] or at.file, Origin(at.file), False),
        ("工作表名", at.sheet, Origin(at.file, at.sheet), True),
    ):
        named = [day for day in days_named(words) if day.day is not None or not days_only]
        if days_only:
            named = [day for day in named if isinstance(told.value, dt.date) and day.is_in(Month.of(told.value))]
        if named and not any(day.fits(told.value) for day in named):
            said = "、".join(dict.fromkeys(str(day) for day in named))
            message = f"{what}“{words}”说的是 {said}，{name}填的是 {_spoken(told)}"
            yield finding(told, "name-date-differs", message, f"请核对{what}和所填{name}，改正写错的一处", other)


def _ahead(name: str, told: Value, today: dt.date) -> Iterator[Problem]:
    """A year's slip would open a packet of its own; a day that is merely to come may be meant."""
    span = Span.of(told.value)
    if span is None or span.first <= today:
        return
    if (span.first - today).days > _MOST_DAYS_AHEAD:
        yield finding(told, "date-far-ahead", f"{name}是 {_spoken(told)}，比今天晚一年以上", "请核对年份")
    else:
        message = f"{name}是 {_spoken(told)}，今天是 {today.isoformat()}，还没有到"
        yield finding(told, "date-ahead", message, "提前报送的不用理会；写错了的请改正")


def _past(name: str, told: Value, today: dt.date) -> Iterator[Problem]:
    """A slip in the year, unless old papers are being entered."""
    span = Span.of(told.value)
    year = span.last.year if span else told.value
    if not isinstance(year, int):
        return
    if year < _FIRST_YEAR:
        yield finding(told, "date-far-past", f"{name}是 {_spoken(told)}，早于 {_FIRST_YEAR} 年", "请核对年份")
    elif year < today.year - _MOST_YEARS_BACK:
        message = f"{name}是 {_spoken(told)}，比今天早十年以上"
        yield finding(told, "date-long-past", message, "补报旧材料的不用理会；写错了的请改正年份")


def _spoken(told: Value) -> str:
    return told.value.isoformat() if isinstance(told.value, dt.date) else str(told.value)
