"""Who was not there: was leave recorded, absence followed up, the meeting made up for? By all forms of one activity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Row, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.finding import finding
from pipeline.rules.form_checks import marked

_SHOWN: Final = 8
_LEAVE = {Attendance.EXCUSED, Attendance.MADE_UP}
_AFTER: Final = ((Role.CONTACTED_ON, "联系日期"), (Role.INFORMED_ON, "通报日期"), (Role.MADE_UP_ON, "补课日期"))


class _Row(NamedTuple):
    """A person's row in a form, read by what its columns are."""

    name: Value
    row: Row
    columns: Mapping[Role, str]

    def held(self, role: Role) -> Value | None:
        column = self.columns.get(role)
        value = self.row.get(column) if column else None
        return None if value is None or value.value is BLANK else value


class _Signed(NamedTuple):
    """How the sign-in sheet has it; `line` holds the rest of the row."""

    mark: Value
    state: Attendance
    line: _Row


@dataclass(frozen=True, slots=True)
class _Away:
    """A person who was not there: by the sign-in sheet, by the leave form, or by both."""

    name: str
    at: Value
    state: Attendance
    signed: _Row | None
    told: _Row | None

    def says(self, role: Role) -> bool:
        return any(line is not None and line.held(role) is not None for line in (self.signed, self.told))


def check_away(records: Iterable[Record], forms: Mapping[str, FormMapping]) -> list[Problem]:
    """`records` are those of one activity; nothing is said where neither sign-in sheet nor leave form has come."""
    everything = list(records)
    sheet = next((record for record in everything if forms[record.form].table_with(Role.MARK)), None)
    leave = next((record for record in everything if forms[record.form].table_with(Role.AWAY)), None)
    signed = _signed(sheet, forms[sheet.form]) if sheet else {}
    told = _told(leave, forms[leave.form]) if leave else {}
    away = _away(signed, told)
    return [
        *(_differences(signed, told, sheet.origin) if sheet else ()),
        *_without_leave(away),
        *_not_followed(away),
        *_not_made_up(away),
        *(_too_early([*(each.line for each in signed.values()), *told.values()], _day(everything, forms))),
    ]


def _signed(sheet: Record, form: FormMapping) -> dict[str, _Signed]:
    place = form.table_with(Role.MARK)
    columns = form.tables[place[0]].roles if place else {}
    return {
        str(name.value): _Signed(mark, state, _Row(name, row, columns))
        for name, mark, state, row in marked(sheet, form)
    }


def _told(leave: Record, form: FormMapping) -> dict[str, _Row]:
    """One that has two rows, for the leave and for the make-up: both together."""
    place = form.table_with(Role.AWAY)
    if place is None:
        return {}
    found: dict[str, _Row] = {}
    for row in leave.rows(place[0]):
        name = str(row[place[1]].value)
        before = found[name].row if name in found else {}
        given = {key: held for key, held in row.items() if held.value is not BLANK}
        found[name] = _Row(row[place[1]], {**before, **given}, form.tables[place[0]].roles)
    return found


def _away(signed: Mapping[str, _Signed], told: Mapping[str, _Row]) -> list[_Away]:
    """Of one whom the sheet has as present the leave form alone does not make an absentee."""
    found = [
        _Away(name, each.mark, each.state, each.line, told.get(name))
        for name, each in signed.items()
        if not each.state.is_present and each.state is not Attendance.OBSERVING
    ]
    return found + [
        _Away(name, line.name, state, None, line)
        for name, line in told.items()
        if name not in signed and (state := _state_told(line))
    ]


def _state_told(line: _Row) -> Attendance | None:
    held = line.held(Role.AWAY_AS)
    text = str(held.value) if held else ""
    if any(word in text for word in ("缺", "旷", "无故", "未请假")):
        return Attendance.ABSENT
    return Attendance.EXCUSED if any(word in text for word in ("假", "差")) else None


def _differences(signed: Mapping[str, _Signed], told: Mapping[str, _Row], sheet: Origin) -> Iterator[Problem]:
    for name, line in told.items():
        if name not in signed:
            message = f"{name}写作没有到，签到表上没有此人"
            yield finding(line.name, "away-differs", message, "请核对姓名和签到表", sheet)
            continue
        mark, state = signed[name].mark, signed[name].state
        said = _state_told(line)
        if state.is_present or state is Attendance.OBSERVING:
            yield finding(line.name, "away-differs", f"{name}写作没有到，签到表是{state}", "请核对两张表", mark)
        elif said and (said in _LEAVE) != (state in _LEAVE):
            message = f"{name}写作{said}，签到表是{state}"
            yield finding(line.held(Role.AWAY_AS) or line.name, "away-differs", message, "请核对两张表", mark)


def _without_leave(away: Sequence[_Away]) -> Iterator[Problem]:
    on_leave = [each for each in away if each.state in _LEAVE]
    unknown = [each for each in on_leave if not each.told and not each.says(Role.EXCUSE)]
    if unknown:
        hint = "请报送请假补课登记表，写明事由和批准人；或在签到表里写明请假事由"
        yield finding(unknown[0].at, "leave-unrecorded", f"{_names(unknown)}请假，没有请假记录", hint)
    unapproved = [each for each in on_leave if each.told and not each.told.held(Role.APPROVER)]
    if unapproved:
        at = unapproved[0].told.name if unapproved[0].told else unapproved[0].at
        yield finding(at, "leave-unrecorded", f"{_names(unapproved)}请假，没有写批准人", "请补填批准人")


def _not_followed(away: Sequence[_Away]) -> Iterator[Problem]:
    absent = [each for each in away if each.state not in _LEAVE]
    open_ = [each for each in absent if not (each.says(Role.CONTACTED_ON) and each.says(Role.CAUSE))]
    if open_:
        message = f"{_names(open_)}缺席，没有写明联系日期和了解到的原因"
        hint = "对无故缺席的应逐人联系、掌握原因，请填在请假补课登记表里"
        yield finding(open_[0].told.name if open_[0].told else open_[0].at, "absence-unfollowed", message, hint)


def _not_made_up(away: Sequence[_Away]) -> Iterator[Problem]:
    open_ = [each for each in away if each.state is not Attendance.MADE_UP and not each.says(Role.MADE_UP_ON)]
    if open_:
        hint = "请安排补课，把补课日期填在签到表或请假补课登记表里，再报一次"
        yield finding(open_[0].at, "make-up-missing", f"{_names(open_)}没有到，还没有补课记录", hint)


def _too_early(lines: Iterable[_Row], day: Value | None) -> Iterator[Problem]:
    event = day.value if day else None
    for line in lines if isinstance(event, dt.date) else ():
        for role, what in _AFTER:
            held = line.held(role)
            if held and isinstance(held.value, dt.date) and isinstance(event, dt.date) and held.value < event:
                message = f"{line.name.value}的{what} {held.value} 早于活动日期 {event}"
                yield finding(held, "follow-up-early", message, "请核对两个日期", day)


def _day(records: Iterable[Record], forms: Mapping[str, FormMapping]) -> Value | None:
    for record in records:
        name = forms[record.form].by_role(Role.DATE)
        if name and isinstance(record.value(name), dt.date):
            return record.fields[name]
    return None


def _names(people: Sequence[_Away]) -> str:
    shown = "、".join(each.name for each in people[:_SHOWN])
    return f"{shown} 等 {len(people)} 人" if len(people) > _SHOWN else shown
