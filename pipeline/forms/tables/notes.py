"""What stands in brackets behind a person's name: 张三（预备）."""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.values.marks import says_observing
from pipeline.forms.values.names import Name, read_name
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Value
from pipeline.model.values import BLANK

_BRACKET: Final = re.compile("[(（[【〔﹙]")


def settle_note(mapping: Table, row: dict[str, Value], cell: Cell, report: Report) -> None:
    """The note goes into the row's remarks; where these hold something else, it is said that it was not read."""
    anchor = mapping.anchor
    named = row.get(anchor)
    if named is None or named.value == named.written:
        return
    note = note_of(named.written)
    if not note or any(note in held.written for name, held in row.items() if name != anchor):
        return
    remark = mapping.by_role(Role.REMARK)
    if remark and remark in row and row[remark].value is BLANK:
        row[remark] = Value(note, named.written, report.origin(cell))
    else:
        tell_note_unread(anchor, note, cell, report)


def note_of(written: str) -> str:
    """The note, as written; empty where there is none, or where it says 列席, which is read."""
    if not _BRACKET.search(written):
        return ""
    read = read_name(written)
    return read.note if isinstance(read, Name) and not says_observing(read.note) else ""


def tell_note_unread(name: str, note: str, cell: Cell, report: Report) -> None:
    message = f"{name}后面的“{note}”没有读取"
    report.warn(cell, "note-unread", message, "如需归档，请写到相应的栏目或备注里")
