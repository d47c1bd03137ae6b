"""What the activity form tells of who was there, against the sign-in sheet's marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.attendance import AttendanceTally, tally_attendance
from pipeline.rules.attendees import people_in
from pipeline.rules.finding import finding
from pipeline.rules.form_checks import marked
from pipeline.rules.names import looks_like_name

_COUNT: Final = re.compile(
    r"(?P<what>应到|实到|请假|缺席)(?:会|场)?(?:党员|人员|人数|的)?(?:共|为|有|是|[:：])?\s*(?P<number>[0-9]{1,4})\s*(?:人|名)"
)
_TOLD_COUNTS: Final = ((Role.EXPECTED, "应到"), (Role.PRESENT, "实到"), (Role.EXCUSED, "请假"), (Role.ABSENT, "缺席"))
_SEPARATORS: Final = re.compile(r"[、,，\s]+")
_SPEAKER: Final = re.compile(
    r"^[ \t\u3000]*(?P<name>[^\s:：()（）]{2,20}?)(?:同志|书记|委员)?"
    r"[ \t]*(?P<note>[(（][^()（）\n]{0,20}[)）])?[ \t]*[:：]",
    re.MULTILINE,
)
_NOT_IN_PERSON: Final = re.compile("书面|委托|代|线上|视频|电话")
_WORDS: Final = re.compile(r"[\w·]+")
_SHOWN: Final = 8
_ENOUGH: Final = 0.6
"""Of those who signed in: a list that names so many means to name all."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in sheet; `states` has mark and state by name."""

    at: Origin
    states: Mapping[str, tuple[Value, Attendance]]
    tally: AttendanceTally


def sign_in_of(sheet: Record, form: FormMapping) -> SignIn | None:
    """None of a sheet without a mark."""
    rows = [(str(name.value), mark, state) for name, mark, state, _ in marked(sheet, form)]
    if not rows:
        return None
    by_name = {name: (mark, state) for name, mark, state in rows}
    return SignIn(sheet.origin, by_name, tally_attendance((name, state) for name, _, state in rows))


def check_minutes(record: Record, form: FormMapping, sign_in: SignIn) -> Iterator[Problem]:
    """`sign_in` is the sheet of the same activity."""
    yield from _counts(record, form, sign_in)
    yield from _attendees(record, form, sign_in)
    yield from _observers(record, form, sign_in)
    yield from _acting(record, form, sign_in)


def _texts(record: Record, form: FormMapping) -> Iterator[tuple[str, Value]]:
    for name, held in record.fields.items():
        if name in form.fields and form.fields[name].type is Type.TEXT and isinstance(held.value, str):
            yield name, held


def _counts(record: Record, form: FormMapping, sign_in: SignIn) -> Iterator[Problem]:
    tally = sign_in.tally
    counted = {
        "应到": tally.expected,
        "实到": len(tally.present),
        "请假": len(tally.excused),
        "缺席": len(tally.absent),
    }
    for role, what in _TOLD_COUNTS:
        number = record.fields.get(form.by_role(role) or "")
        if number and isinstance(number.value, int) and number.value != counted[what]:
            message = f"登记表写{what} {number.value} 人，签到表逐行数得 {counted[what]} 人（{sign_in.at}）"
            yield finding(number, "minutes-count-differs", message, "请核对登记表和签到表", sign_in.at)
    for name, held in _texts(record, form):
        for match in _COUNT.finditer(str(held.value)):
            what, told = match["what"], int(match["number"])
            if told != counted[what]:
                message = f"{name}写{what} {told} 人，签到表逐行数得 {counted[what]} 人（{sign_in.at}）"
                yield finding(held, "minutes-count-differs", message, "请核对会议记录和签到表", sign_in.at)


def _attendees(record: Record, form: FormMapping, sign_in: SignIn) -> Iterator[Problem]:
    field = form.by_role(Role.ATTENDEES)
    held = record.fields.get(field) if field else None
    if held is None or held.value is BLANK:
        return
    people = dict.fromkeys(people_in(held))
    named = [name for name in people if name in sign_in.states]
    strangers = [name for name in people if name not in sign_in.states and looks_like_name(name)]
    away = [name for name in named if not _was_there(name, sign_in)]
    present = sign_in.tally.present
    complete = sum(name in named for name in present) >= _ENOUGH * len(present) > 0
    left_out = [name for name in present if name not in named] if complete else []
    if not away and not left_out and not strangers:
        return
    parts = [f"{_shown(away)}写作参加，签到表是{sign_in.states[away[0]][1]}"] if away else []
    parts += [f"{_shown(left_out)}签到出席，{field}里没有"] if left_out else []
    parts += [f"{_shown(strangers)}写作参加，签到表上没有"] if strangers else []
    told = next((sign_in.states[name][0].origin for name in (*away, *left_out)), sign_in.at)
    yield finding(held, "attendees-differ", "；".join(parts), f"请核对{field}和签到表", told)


def _shown(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 人" if len(names) > _SHOWN else "")


def _was_there(name: str, sign_in: SignIn) -> bool:
    state = sign_in.states[name][1]
    return state.is_present or state is Attendance.OBSERVING


def _observers(record: Record, form: FormMapping, sign_in: SignIn) -> Iterator[Problem]:
    for name, held in observers_in(record, form).items():
        if name in sign_in.states and sign_in.states[name][1].is_present:
            mark = sign_in.states[name][0]
            message = f"{name}在登记表的列席人员里（{held.origin.cell}），签到表却算作党员出席"
            yield finding(mark, "non-member-present", message, "只是列席的，签到栏请写“列席”", held)


def observers_in(record: Record, form: FormMapping) -> dict[str, Value]:
    """Each word of the field that names who only sits in; names are among them."""
    field = form.by_role(Role.OBSERVERS)
    held = record.fields.get(field) if field else None
    if held is None or held.value is BLANK:
        return {}
    return dict.fromkeys(held.value if isinstance(held.value, tuple) else _WORDS.findall(str(held.value)), held)


def _acting(record: Record, form: FormMapping, sign_in: SignIn) -> Iterator[Problem]:
    """Who chairs, records or speaks in the minutes was there."""
    for name, held, what in _deeds(record, form):
        mark, state = sign_in.states.get(name, (held, Attendance.PRESENT))
        if not state.is_present and state not in {Attendance.OBSERVING, Attendance.BY_PROXY}:
            message = f"{name}在签到表上是{state}（{mark.origin.cell}），登记表却写其为{what}"
            yield finding(held, "absent-but-acting", message, "请核对签到表和登记表，改正写错的一处", mark)


def _deeds(record: Record, form: FormMapping) -> Iterator[tuple[str, Value, str]]:
    """Name, where it stands, and as what."""
    for field, entry in form.fields.items():
        held = record.fields.get(field)
        if held is None:
            continue
        if entry.type is Type.MEMBER:
            yield str(held.value), held, field
        elif field in form.long_fields:
            for name in dict.fromkeys(_speakers(str(held.value))):
                yield name, held, f"发言人（{field}）"
    if place := form.table_with(Role.SPEAKER):
        for row in record.rows(place[0]):
            if told := row.get(place[1]):
                for name in _SEPARATORS.split(str(told.value)):
                    yield name, told, place[1]


def _speakers(text: str) -> Iterator[str]:
    """Those with whom a line of the minutes begins; not where their words were sent in."""
    for match in _SPEAKER.finditer(text):
        if not _NOT_IN_PERSON.search(match["note"] or ""):
            yield match["name"]
