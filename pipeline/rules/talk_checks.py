"""A talk that prepares an event belongs before it: 政治生日 (seed 000), 组织生活会 and 民主评议党员 (seed 004)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record
from pipeline.model.values import BLANK
from pipeline.rules.finding import finding

_PREPARED: Final = ("政治生日", "组织生活会", "民主评议")
_LATER: Final = ("后", "回访", "整改", "反馈", "总结")
"""A talk about what came of the event comes after it."""
_REACH: Final = dt.timedelta(days=45)
"""An event farther away is another one: each of these comes once a year for one person."""


@dataclass(frozen=True, slots=True)
class Event:
    """An activity that took place; `words` are its theme and kinds, `at` is where its date stands."""

    day: dt.date
    words: str
    at: Origin


def is_prepared(words: str) -> bool:
    """Does an activity of this theme or kind have talks before it?"""
    return any(word in words for word in _PREPARED)


def check_talk(record: Record, form: FormMapping, events: Iterable[Event]) -> list[Problem]:
    """`record` is a form of two people's talk; others have nothing to say here."""
    theme, date = form.by_role(Role.THEME), form.by_role(Role.DATE)
    told, held = (record.value(theme) if theme else BLANK), record.fields.get(date) if date else None
    if held is None or not isinstance(held.value, dt.date) or any(word in str(told) for word in _LATER):
        return []
    day = held.value
    about = [word for word in _PREPARED if word in str(told)]
    near = [event for event in events if abs(event.day - day) <= _REACH and any(word in event.words for word in about)]
    if not near or any(event.day >= day for event in near):
        return []
    last = max(near, key=lambda event: event.day)
    message = f"谈话主题是“{told}”，谈话日期 {day} 却在活动（{last.day} {last.words}）之后"
    return [finding(held, "talk-after-event", message, "会前、生日前的谈话应在活动之前，请核对两个日期", last.at)]
