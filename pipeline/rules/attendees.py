"""Whom an activity form names as present, and that against the number that it gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.finding import finding
from pipeline.rules.names import looks_like_name

_SEPARATORS: Final = re.compile(r"[、,，\s]+")
_STATEMENTS: Final = re.compile(r"[;；。\n]")
_AWAY: Final = re.compile("请假|缺席|未到|未参加|列席|补课")
_AWAY_BEHIND: Final = re.compile(rf"[^、,，;；。:：\s()（）]+[(（][^()（）、,，:：]{{0,6}}(?:{_AWAY.pattern})[)）]")
"""冯伟（出差请假）"""
_BRACKETED_AWAY: Final = re.compile(rf"[(（][^()（）]*(?:{_AWAY.pattern})[^()（）]*[)）]")
_BRACKETS: Final = re.compile("[()（）]")
_PADDED: Final = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_BEHIND_NAMES: Final = re.compile(r"(?:等(?:[0-9]+[人名])?|同志)+$")


def people_in(held: Value) -> list[str]:
    """Who took part, names among other words; a statement of who was away or only sat in is left out."""
    if isinstance(held.value, tuple):
        return list(held.value)
    text = _BRACKETS.sub("、", _BRACKETED_AWAY.sub("", _AWAY_BEHIND.sub("", _PADDED.sub(r"\1\2", str(held.value)))))
    statements = [part for part in _STATEMENTS.split(text) if not _AWAY.search(part)]
    words = (re.split("[:：]", name)[-1] for part in statements for name in _SEPARATORS.split(part))
    return [_BEHIND_NAMES.sub("", word) for word in words if word]


def check_attendees(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Of a field that holds nothing but names: 全体党员, 冯伟等10人 name not everybody. Who chairs may stand apart."""
    field, number = form.by_role(Role.ATTENDEES), form.by_role(Role.PRESENT)
    held, told = (record.fields.get(name or "") for name in (field, number))
    if held is None or told is None or held.value is BLANK or not isinstance(told.value, int):
        return
    people = {*people_in(held)}
    apart = {str(record.value(name)) for name, entry in form.fields.items() if entry.type is Type.MEMBER} - people
    if "等" in held.written or not people or not all(map(looks_like_name, people)):
        return
    if not len(people) <= told.value <= len(people | apart):
        message = f"{field}写了 {len(people)} 人，{number}写 {told.value} 人"
        hint = f"请核对；没有写全的请补齐，或在最后写“等 {told.value} 人”"
        yield finding(held, "attendees-count-differs", message, hint, told)
