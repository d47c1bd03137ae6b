"""What a sign-in row says beside its mark: a reason, a remark, that the person only sits in (列席)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.values.marks import excuse_in, excuse_of_mark, says_observing
from pipeline.forms.values.text import is_blank_mark
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Value
from pipeline.model.values import BLANK, Attendance


def settle_mark(
    mapping: Table, row: dict[str, Value], cells: dict[str, Cell], group: Value | None, report: Report
) -> None:
    """Fills mark and reason of the row from what was written; nothing written stops the sheet.

    `group` is the heading that the row stands under.
    """
    mark = mapping.by_role(Role.MARK)
    if mark is None or mark not in row:
        return
    if told := next(
        (held for held in (*row.values(), *([group] if group else [])) if says_observing(held.written)), None
    ):
        row[mark] = Value(Attendance.OBSERVING, told.written, told.origin)
        return
    if row[mark].value is Attendance.EXCUSED:
        _fill_reason(mapping, row, row[mark], excuse_of_mark(row[mark].written))
    if row[mark].value is not BLANK:
        return
    for told, reason in _reasons(mapping, row):
        row[mark] = Value(Attendance.EXCUSED, told.written, told.origin)
        _fill_reason(mapping, row, told, reason)
        return
    where = cells.get(mark) or cells[mapping.anchor]
    who = row[mapping.anchor].written if mapping.anchor in row else ""
    report.stop(where, "mark-missing", f"{who}没有签到标记", "出席请填√，请假请填“请假”，缺席请填×")


def settle_excuse(mapping: Table, row: dict[str, Value], excuses: Mapping[str, str]) -> None:
    """Fills the reason of the row where its mark is a sign that gives one on this sheet."""
    mark = mapping.by_role(Role.MARK)
    if excuses and mark in row and row[mark].value is Attendance.EXCUSED:
        _fill_reason(mapping, row, row[mark], excuses.get(row[mark].written.strip()))


def _fill_reason(mapping: Table, row: dict[str, Value], told: Value, reason: str | None) -> None:
    excuse = mapping.by_role(Role.EXCUSE)
    if reason and excuse and excuse in row and row[excuse].value is BLANK:
        row[excuse] = Value(reason, told.written, told.origin)


def _reasons(mapping: Table, row: dict[str, Value]) -> Iterator[tuple[Value, str]]:
    """The column for reasons is one by itself; a remark only where it names an excuse."""
    for role in (Role.EXCUSE, Role.REMARK):
        column = mapping.by_role(role)
        told = row.get(column) if column else None
        if told is None or is_blank_mark(told.written):
            continue
        reason = str(told.value) if role is Role.EXCUSE else excuse_in(str(told.value))
        if reason is not None:
            yield told, reason
