"""A blank form as a workbook, made from its mapping: what it prints, `forms.read` finds again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from pipeline.forms.blank_sheet import SheetWriter
from pipeline.mapping.form import Column, FormMapping, Role, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FEW_COLUMNS: Final = 5
_GRID: Final = 12
_PORTRAIT: Final = 78.0
_LANDSCAPE: Final = 118.0
"""Characters that fit across A4 at full size."""
_TOO_WIDE: Final = 120


@dataclass(frozen=True, slots=True)
class Prefill:
    """What is filled in beforehand: fields by name, rows by table; plain values as a cell takes them."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


def blank_form(form: FormMapping, prefill: Prefill) -> bytes:
    """An .xlsx with one sheet named as the form: title, fields with their labels, tables with their headers."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = form.form
    _fill(sheet, form, prefill)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, form: FormMapping, prefill: Prefill) -> None:
    """One table gives the sheet its columns; several, or none, share a grid of narrow ones."""
    tables = list(form.tables.items())
    single = tables[0][1] if len(tables) == 1 else None
    asked = [column.width for column in single.columns.values()] if single else [1.0] * _GRID
    across = _LANDSCAPE if single and sum(asked) > _TOO_WIDE else _PORTRAIT
    writer = SheetWriter(sheet, [width * across / sum(asked) for width in asked], landscape=across == _LANDSCAPE)
    writer.title(form.form)
    _fields(writer, form, prefill)
    for name, table in tables:
        if table.section:
            writer.section(table.section)
        _table(writer, table, prefill.rows.get(name, ()), single=single is not None)
    writer.finish()


def _table(writer: SheetWriter, table: Table, rows: Sequence[Mapping[str, Any]], *, single: bool) -> None:
    """A list of members goes on to the end of the page; another table has the lines that it is given."""
    spans = [1] * len(table.columns) if single else _spans(table, writer.columns)
    has_total = any(column.total for column in table.columns.values())
    first = writer.header(table.columns, spans)
    if single:
        writer.repeat_header(first - 1)
    count = max(table.blank_rows, len(rows))
    if single and table.by_role(Role.MEMBER):
        count = writer.lines_to_fill(count + has_total) - has_total
    writer.rows(table.columns, spans, rows, count)
    if has_total:
        writer.totals(table.columns, spans, first, count)


def _fields(writer: SheetWriter, form: FormMapping, prefill: Prefill) -> None:
    """Two to a line, in order; a long text over the whole width."""
    per_line = 1 if writer.columns <= _FEW_COLUMNS else 2
    printed = [(name, entry, prefill.fields.get(name)) for name, entry in form.fields.items() if entry.printed]
    writer.measure_labels([name for name, _, _ in printed], per_line)
    for is_wide, run in groupby(printed, key=lambda each: each[1].wide):
        entries = list(run)
        if is_wide:
            for each in entries:
                writer.wide(*each)
        else:
            for start in range(0, len(entries), per_line):
                writer.line(entries[start : start + per_line])


def _spans(table: Table, grid: int) -> list[int]:
    """How many grid columns each column of the table takes: at least one, by width, `grid` in all."""
    columns: list[Column] = list(table.columns.values())
    total = sum(column.width for column in columns)
    spans = [max(1, round(column.width / total * grid)) for column in columns]
    widest = max(range(len(columns)), key=lambda index: columns[index].width)
    spans[widest] += grid - sum(spans)
    return spans
