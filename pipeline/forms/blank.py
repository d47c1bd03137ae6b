"""A blank form as a workbook, made from its mapping: what it prints, `forms.read` finds again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipeline.forms.blank_sheet import SheetWriter
from pipeline.mapping.form import Column, FormMapping, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FEW_COLUMNS: Final = 5
_GRID: Final = 8
_GRID_WIDTH: Final = 12.0


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
    tables = list(form.tables.items())
    single = tables[0][1] if len(tables) == 1 else None
    widths = [column.width for column in single.columns.values()] if single else [_GRID_WIDTH] * _GRID
    writer = SheetWriter(sheet, widths)
    writer.title(form.form)
    _fields(writer, form, prefill)
    for name, table in tables:
        spans = [1] * len(table.columns) if single else _spans(table, len(widths))
        if table.section:
            writer.section(table.section)
        first = writer.header(table.columns, spans)
        rows = list(prefill.rows.get(name, ()))
        count = max(table.blank_rows, len(rows))
        writer.rows(table.columns, spans, rows, count)
        if any(column.total for column in table.columns.values()):
            writer.totals(table.columns, spans, first, count)
        if single:
            writer.repeat_header(first - 1)
    writer.finish(landscape=sum(widths) > 105)


def _fields(writer: SheetWriter, form: FormMapping, prefill: Prefill) -> None:
    """Two to a line, long texts over the whole width; a start and end time stand beside their date."""
    pair: list[str] = []
    per_line = 1 if writer.columns <= _FEW_COLUMNS else 2
    for name, entry in form.fields.items():
        if entry.after and not pair:
            writer.line([(name, entry, prefill.fields.get(name))], per_line)
            continue
        if entry.wide:
            if pair:
                writer.line([(each, form.fields[each], prefill.fields.get(each)) for each in pair], per_line)
                pair = []
            writer.wide(name, entry, prefill.fields.get(name))
            continue
        pair.append(name)
        if len(pair) == per_line:
            writer.line([(each, form.fields[each], prefill.fields.get(each)) for each in pair], per_line)
            pair = []
    if pair:
        writer.line([(each, form.fields[each], prefill.fields.get(each)) for each in pair], per_line)


def _spans(table: Table, grid: int) -> list[int]:
    """How many grid columns each column of the table takes: at least one, by width, `grid` in all."""
    columns: list[Column] = list(table.columns.values())
    total = sum(column.width for column in columns)
    spans = [max(1, round(column.width / total * grid)) for column in columns]
    widest = max(range(len(columns)), key=lambda index: columns[index].width)
    spans[widest] += grid - sum(spans)
    return spans
