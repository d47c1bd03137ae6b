"""What one form says of itself: its sums against its rows, its counts against its marks, its dues against the rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.mapping.form import FormMapping, Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance, Rate
from pipeline.rules.attendance import AttendanceTally, tally_attendance
from pipeline.rules.dues import due_for, rate_for
from pipeline.settings.schema import Dues


def check_form(record: Record, form: FormMapping, dues: Dues) -> list[Problem]:
    """Warnings and stops; both name the cell that disagrees."""
    return [
        *_twice(record, form),
        *_attendance(record, form),
        *_dues(record, form, dues),
        *_totals(record),
    ]


def states(record: Record, form: FormMapping) -> list[tuple[str, Attendance]]:
    """Name and state of each row of the table that has a mark."""
    place = form.table_with(Role.MARK)
    if place is None:
        return []
    table, mark = place
    name = form.tables[table].by_role(Role.MEMBER) or form.tables[table].anchor
    found = []
    for row in record.rows(table):
        state = row[mark].value
        if isinstance(state, Attendance):
            found.append((str(row[name].value), state))
    return found


def _warn(value: Value, code: str, message: str, hint: str) -> Problem:
    return Problem(value.origin, code, message, hint, Severity.WARNS)


def _twice(record: Record, form: FormMapping) -> Iterator[Problem]:
    """A stop: every count and sum of the sheet would be wrong."""
    place = form.table_with(Role.MEMBER)
    if place is None:
        return
    table, column = place
    seen: dict[object, Value] = {}
    for row in record.rows(table):
        value = row[column]
        if value.value in seen:
            first, again = seen[value.value].origin.cell, value.origin.cell
            message = f"{value.value}出现了两次：{first} 和 {again}"
            yield Problem(value.origin, "member-twice", message, "请删去重复的一行；重名的请写成 张伟1、张伟2")
        seen.setdefault(value.value, value)


def _attendance(record: Record, form: FormMapping) -> Iterator[Problem]:
    if form.table_with(Role.MARK) is None:
        return
    tally = tally_attendance(states(record, form))
    for role, counted, what in _counts(tally):
        name = form.by_role(role)
        told = record.fields.get(name) if name else None
        if told is None or told.value is BLANK or told.value == counted:
            continue
        yield _warn(
            told,
            "count-differs",
            f"表中写{what} {told.value} 人，逐行数得 {counted} 人",
            "请核对签到栏和人数",
        )


def _counts(tally: AttendanceTally) -> tuple[tuple[Role, int, str], ...]:
    return (
        (Role.EXPECTED, tally.expected, "应到"),
        (Role.PRESENT, len(tally.present), "实到"),
        (Role.EXCUSED, len(tally.excused), "请假"),
    )


def _dues(record: Record, form: FormMapping, settings: Dues) -> Iterator[Problem]:
    place = form.table_with(Role.DUE)
    if place is None:
        return
    table, due = place
    columns = form.tables[table]
    base, rate, category = (columns.by_role(role) for role in (Role.BASE, Role.RATE, Role.CATEGORY))
    for row in record.rows(table):
        amount, told, due_now = _of(row, base), _of(row, rate), row[due]
        if not isinstance(amount, Decimal) or not isinstance(due_now.value, Decimal):
            continue
        by_rule = rate_for(amount, str(_of(row, category) or ""))
        if isinstance(told, Rate) and rate and by_rule and told != by_rule:
            yield _warn(
                row[rate],
                "rate-differs",
                f"基数 {amount} 元按规定为 {by_rule}，表中写 {told}",
                "请核对基数、人员类别和比例",
            )
        used = told if isinstance(told, Rate) else by_rule
        if used and (computed := due_for(amount, used, settings)) != due_now.value:
            message = f"{amount} × {used} = {computed} 元，表中写 {due_now.value} 元"
            yield _warn(due_now, "due-differs", message, "请核对应交金额")


def _of(row: Row, column: str | None) -> object:
    return row[column].value if column and column in row else BLANK


def _totals(record: Record) -> Iterator[Problem]:
    for table, totals in record.totals.items():
        for column, told in totals.items():
            rows = [row[column].value for row in record.rows(table) if column in row]
            counted = sum((value for value in rows if isinstance(value, Decimal)), Decimal("0.00"))
            if told.value != counted:
                message = f"合计行的{column}写 {told.value} 元，逐行相加为 {counted} 元"
                yield _warn(
                    told,
                    "total-differs",
                    message,
                    "请核对；常见原因是个别格子里的数字带了“元”或“¥”，求和时没有算进去",
                )
