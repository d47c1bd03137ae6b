"""Where the sign-in mark is empty, a reason or a remark may say that the person was excused."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.values.marks import excuse_in
from pipeline.mapping.form import Role, Table
from pipeline.model.record import Value
from pipeline.model.values import BLANK, Attendance


def settle_mark(mapping: Table, row: dict[str, Value], cells: dict[str, Cell], report: Report) -> None:
    """Fills mark and reason of the row from what was written; nothing written stops the sheet."""
    mark = mapping.by_role(Role.MARK)
    if mark is None or mark not in row or row[mark].value is not BLANK:
        return
    excuse = mapping.by_role(Role.EXCUSE)
    for told, reason in _reasons(mapping, row):
        row[mark] = Value(Attendance.EXCUSED, told.written, told.origin)
        if excuse and excuse in row and row[excuse].value is BLANK:
            row[excuse] = Value(reason, told.written, told.origin)
        return
    where = cells.get(mark) or cells[mapping.anchor]
    who = row[mapping.anchor].written if mapping.anchor in row else ""
    report.stop(where, "mark-missing", f"{who}没有签到标记", "出席请填√，请假请填“请假”，缺席请填×")


def _reasons(mapping: Table, row: dict[str, Value]) -> Iterator[tuple[Value, str]]:
    """The column for reasons is one by itself; a remark only where it names an excuse."""
    for role in (Role.EXCUSE, Role.REMARK):
        column = mapping.by_role(role)
        told = row.get(column) if column else None
        if told is None or told.value is BLANK:
            continue
        reason = str(told.value) if role is Role.EXCUSE else excuse_in(str(told.value))
        if reason is not None:
            yield told, reason
