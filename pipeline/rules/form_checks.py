"""What one form says of itself: names, counts against marks, dues against the rate, sums against rows, its days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping, Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.attendance import AttendanceTally, tally_attendance
from pipeline.rules.date_checks import check_dates
from pipeline.rules.dues_checks import check_dues
from pipeline.rules.finding import finding
from pipeline.rules.roster import Roster
from pipeline.rules.total_checks import check_totals
from pipeline.settings.schema import Dues

_NO_MEMBER: Final = re.compile(r"(?:入党)?(?:积极分子|发展对象|申请人)|非党员|非党人士|群众")
_IN_BRACKETS: Final = re.compile(r"[(（]([^()（）]+)[)）]")


def check_form(
    record: Record, form: FormMapping, dues: Dues, roster: Roster | None = None, today: dt.date | None = None
) -> list[Problem]:
    """Every problem names the cells that disagree. `roster` tells the class of member where the form does not.

    Without `today` nothing is said of days that are still to come.
    """
    return [
        *_twice(record, form),
        *_attendance(record, form),
        *_no_members(record, form),
        *check_dues(record, form, dues, roster),
        *check_totals(record),
        *check_dates(record, form, today),
    ]


def states(record: Record, form: FormMapping) -> list[tuple[str, Attendance]]:
    """Name and state of each row of the table that has a mark."""
    return [(str(name.value), state) for name, _, state, _ in marked(record, form)]


def marked(record: Record, form: FormMapping) -> Iterator[tuple[Value, Value, Attendance, Row]]:
    """Name, mark, what it means and the whole row, for each row of the table that has marks."""
    place = form.table_with(Role.MARK)
    if place is None:
        return
    table, mark = place
    name = form.tables[table].by_role(Role.MEMBER) or form.tables[table].anchor
    for row in record.rows(table):
        state = row[mark].value
        if isinstance(state, Attendance):
            yield row[name], row[mark], state, row


def _twice(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Of a member every count and sum of the sheet would be wrong."""
    for role, code, hint in (
        (Role.MEMBER, "member-twice", "请删去重复的一行；重名的请写成 张伟1、张伟2"),
        (Role.PHOTO, "photo-twice", "请删去重复的一行，或改正文件名"),
    ):
        place = form.table_with(role)
        if place is None:
            continue
        table, column = place
        seen: dict[object, Value] = {}
        for row in record.rows(table):
            value = row[column]
            if first := seen.get(value.value):
                message = f"{value.value}出现了两次：{first.origin.cell} 和 {value.origin.cell}"
                yield finding(value, code, message, hint, first)
            seen.setdefault(value.value, value)


def _attendance(record: Record, form: FormMapping) -> Iterator[Problem]:
    rows = list(marked(record, form))
    if not rows:
        return
    tally = tally_attendance((str(name.value), state) for name, _, state, _ in rows)
    for role, counted, what in _counts(tally):
        name = form.by_role(role)
        told = record.fields.get(name) if name else None
        if told is None or told.value is BLANK or told.value == counted:
            continue
        message = f"表中写{what} {told.value} 人，逐行数得 {counted} 人"
        yield finding(told, "count-differs", message, "请核对签到栏和人数", rows[0][1])


def _counts(tally: AttendanceTally) -> tuple[tuple[Role, int, str], ...]:
    return (
        (Role.EXPECTED, tally.expected, "应到"),
        (Role.PRESENT, len(tally.present), "实到"),
        (Role.EXCUSED, len(tally.excused), "请假"),
        (Role.ABSENT, len(tally.absent), "缺席"),
    )


def _no_members(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Who is told beside the name to be no member, and is marked like one."""
    for name, mark, state, row in marked(record, form):
        if state.is_present and (told := told_no_member(name, row)):
            held, text = told
            message = f"{name.value}注明是“{text}”，签到却算作党员出席"
            yield finding(mark, "non-member-present", message, "不是党员的，签到栏请写“列席”", held)


def told_no_member(name: Value, row: Row) -> tuple[Value, str] | None:
    """What says so, in another cell of the row or in brackets behind the name, and in which words."""
    notes = [(held, held.written.strip("()（） ")) for held in row.values() if held is not name]
    notes += [(name, text) for text in _IN_BRACKETS.findall(name.written)]
    return next(((held, text) for held, text in notes if _NO_MEMBER.fullmatch(text)), None)
