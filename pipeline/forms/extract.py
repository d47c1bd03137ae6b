"""A sheet and its mapping -> a record, or every problem of the sheet at once."""

from __future__ import annotations

from typing import Final

from pipeline.forms.elsewhere import Elsewhere
from pipeline.forms.fields import FieldReader
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.labels import LabelSearch
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Reading, Report
from pipeline.forms.rows import RowReader
from pipeline.forms.tables import FoundTable, find_tables
from pipeline.forms.totals import read_totals
from pipeline.forms.unread import tell_title_differs, tell_two_forms, tell_unread
from pipeline.forms.values.legends import find_legend
from pipeline.forms.words import words
from pipeline.mapping.form import FormMapping
from pipeline.model.record import Record
from pipeline.model.values import Attendance

_LONGEST_HEADING: Final = 40


def extract(grid: Grid, seen: Recognised, file: str, branch: str) -> Reading:
    """`branch` is what the folder says, used where the sheet names none; empty when it says nothing."""
    form, report = seen.form, Report(file, grid)
    tables = find_tables(grid, form, seen.headers)
    taken = _table_cells(grid, tables)
    title = seen.title or _heading(grid, form, taken)
    search = LabelSearch(grid, form, taken | ({title} if title else set()))
    found = search.run()
    elsewhere = Elsewhere(title, report, branch, taken, search.used)
    fields, year = FieldReader(form, report, elsewhere).read(found)
    rows = RowReader(form, report, year, _legend(grid, tables))
    read = {name: rows.read(name, tables.get(name), title) for name in form.tables}
    totals = read_totals(form, tables, report)
    tell_title_differs(form, fields, elsewhere, report)
    tell_two_forms(seen, tables, report)
    headings = {cell for table in tables.values() for cell in table.groups.values()}
    tell_unread(form, title, tables, taken | search.used | headings, report)
    record = None if report.stopped else Record(form.form, report.origin(None), fields, read, totals)
    return Reading(form.form, grid.sheet, record, report.problems, fields)


def _heading(grid: Grid, form: FormMapping, taken: set[Cell]) -> Cell | None:
    """The lone cell at the top of a sheet whose title no mapping knows."""
    first = next(grid.filled(), None)
    if first is None or first in taken or len(list(grid.filled_in(first[0]))) > 1:
        return None
    labels = words(label for name, field in form.fields.items() for label in (name, *field.labels))
    text = grid.word(first)
    return None if ":" in text or text in labels or len(text) > _LONGEST_HEADING else first


def _legend(grid: Grid, tables: dict[str, FoundTable]) -> dict[str, Attendance]:
    """What the sheet itself says of its signs, above, below or in the header of its tables."""
    entries = {row for table in tables.values() for row in table.rows}
    texts = (grid.text(cell) for cell in grid.filled() if cell[0] not in entries)
    return find_legend(texts)


def _table_cells(grid: Grid, tables: dict[str, FoundTable]) -> set[Cell]:
    """Every cell of the lines that are table: labels are not looked for there."""
    return {(row, column) for table in tables.values() for row in table.lines() for column in range(grid.width)}
