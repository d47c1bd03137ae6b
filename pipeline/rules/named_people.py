"""The people whom a form's fields name, against the roster of its day: chair and recorder, the two of a talk."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.attendees import people_in
from pipeline.rules.finding import finding
from pipeline.rules.form_checks import says_no_member
from pipeline.rules.names import is_slip_of, looks_like_name, nearest_names
from pipeline.rules.roster import Roster

_OTHERS = "确有其人、不是本支部党员的不用改"
_SHOWN = 8


def check_named(record: Record, form: FormMapping, roster: Roster) -> Iterator[Problem]:
    """A chair or a talker may come from elsewhere: only a name that is all but a member's is told.

    Who is talked to is one of the branch's own people.
    """
    for field in form.people:
        told = record.fields.get(field)
        if told is None or told.value is BLANK or told.value in roster.by_name:
            continue
        name = str(told.value)
        near = [other for other in nearest_names(name, roster.by_name) if is_slip_of(name, other)]
        if near:
            message = f"{field}写“{name}”，花名册上没有此人，有：{'、'.join(near)}"
            yield finding(told, "name-near-roster", message, f"写错了的请改正；{_OTHERS}", roster.by_name[near[0]].name)
        elif form.fields[field].role is Role.TALKED_TO and not _is_no_member(record):
            message = f"{field}{name}不在党员花名册上"
            hint = f"请核对姓名；{_OTHERS}，新转入的请重新报送花名册"
            yield finding(told, "not-on-roster", message, hint, roster.at)


def check_attendees(record: Record, form: FormMapping, roster: Roster) -> Iterator[Problem]:
    """Where no sign-in sheet tells who was there."""
    field = form.by_role(Role.ATTENDEES)
    held = record.fields.get(field) if field else None
    if held is None or held.value is BLANK:
        return
    strangers = [name for name in people_in(held) if looks_like_name(name) and name not in roster.by_name]
    if strangers:
        named = "、".join(strangers[:_SHOWN]) + (f" 等 {len(strangers)} 人" if len(strangers) > _SHOWN else "")
        hint = "请核对姓名；不是本支部党员的请写进列席人员，新转入的请重新报送花名册"
        yield finding(held, "not-on-roster", f"{field}里的{named}不在党员花名册上", hint, roster.at)


def _is_no_member(record: Record) -> bool:
    """By any field beside the name, as the post is: 入党积极分子."""
    return any(says_no_member(held) for held in record.fields.values() if isinstance(held, Value))
