"""A form's mapping -> its blank sheet: what it prints, `forms.read` finds again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.forms.blank.notes import Notes
from pipeline.forms.blank.page import page_for
from pipeline.forms.blank.prefill import BlankForm, Values
from pipeline.forms.blank.sheet import SheetWriter
from pipeline.mapping.form import FormMapping, Table
from pipeline.mapping.vocabulary import Role

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_GRID: Final = 12
_FEW_COLUMNS: Final = 5
_TOO_FEW_COLUMNS: Final = 3
"""A table by itself gives the sheet its columns, unless labels and values could not stand side by side in them."""
_SPARE: Final = 3
"""Empty lines below those that are filled in."""


def write_form(sheet: Worksheet, blank: BlankForm, notes: Notes) -> None:
    """One table gives the sheet its columns; several, or none, share a grid of narrow ones."""
    form = blank.form
    tables = list(form.tables.items())
    single = tables[0][1] if len(tables) == 1 and len(tables[0][1].columns) > _TOO_FEW_COLUMNS else None
    grid = max([_GRID, *(len(table.columns) for _, table in tables)])
    asked = [column.width for column in single.columns.values()] if single else [1.0] * grid
    writer = SheetWriter(sheet, page_for(asked), notes)
    writer.title(form.form)
    _fields(writer, blank)
    for name, table in tables:
        if table.section:
            writer.section(table.section)
        _table(writer, table, blank.prefill.rows.get(name, ()), single=single is not None, is_signed=bool(form.signed))
    if form.signed:
        writer.signatures(form.signed)
    writer.finish()


def _table(writer: SheetWriter, table: Table, rows: Sequence[Values], *, single: bool, is_signed: bool) -> None:
    """A list of members goes on to the end of the page; another table has the lines that it is given."""
    spans = [1] * len(table.columns) if single else spans_of(table, writer.columns)
    writer.header(table.columns, spans, repeat=single)
    has_total = any(column.total for column in table.columns.values())
    is_list = table.by_role(Role.MEMBER) is not None
    count = len(rows) + _SPARE if rows and is_list else max(table.blank_rows, len(rows))
    if single and is_list:
        count = writer.lines_to_fill(count, has_total=has_total, is_signed=is_signed)
    first = writer.rows(table.columns, spans, rows, count)
    if has_total:
        writer.totals(table.columns, spans, first)


def _fields(writer: SheetWriter, blank: BlankForm) -> None:
    """Two to a line, in order; a long text over the whole width."""
    form: FormMapping = blank.form
    per_line = 1 if writer.columns <= _FEW_COLUMNS else 2
    printed = [(name, entry, blank.prefill.fields.get(name)) for name, entry in form.fields.items() if entry.printed]
    writer.measure_labels([name for name, _, _ in printed], per_line)
    for is_wide, run in groupby(printed, key=lambda each: each[1].wide):
        entries = list(run)
        if is_wide:
            for each in entries:
                writer.wide(*each)
        else:
            for start in range(0, len(entries), per_line):
                writer.line(entries[start : start + per_line])


def spans_of(table: Table, grid: int) -> list[int]:
    """How many of `grid` columns each column of the table takes: at least one, the others go where they lack most."""
    widths = [column.width for column in table.columns.values()]
    spans = [1] * len(widths)
    for _ in range(grid - len(widths)):
        spans[max(range(len(widths)), key=lambda index: widths[index] / spans[index])] += 1
    return spans
