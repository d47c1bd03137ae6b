"""A sheet and its mapping -> a record, or every problem of the sheet at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from pipeline.forms.elsewhere import Elsewhere
from pipeline.forms.fields import FieldReader
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.heading_rows import tell_several_entries
from pipeline.forms.labels import LabelSearch
from pipeline.forms.lexicon import lexicon
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Reading, Report
from pipeline.forms.rows import RowReader
from pipeline.forms.tables import FoundTable, find_tables, lines_of
from pipeline.forms.totals import read_totals
from pipeline.forms.unread import tell_title_differs, tell_two_forms, tell_unread
from pipeline.forms.values.legends import find_legend
from pipeline.forms.year_sheet import Part, year_sheet
from pipeline.forms.years import tell_years_differ
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import Attendance, Month, Quarter

_LONGEST_HEADING: Final = 40


def extract(grid: Grid, seen: Recognised, file: str, branch: str) -> list[Reading]:
    """One reading; of a sheet of the whole year one for each month that holds anything.

    `branch` is what the folder says, used where the sheet names none; empty when it says nothing.
    """
    form, report = seen.form, Report(file, grid)
    tables = find_tables(grid, form, seen.headers)
    lines = lines_of(tables)
    title = seen.title or _heading(grid, form, lines)
    search = LabelSearch(grid, form, lines, title)
    if tell_several_entries(form, search.headed, lines, report):
        return [Reading(form.form, grid.sheet, None, report.problems)]
    found = search.run()
    elsewhere = Elsewhere(title, report, branch, lines, search)
    of_year = year_sheet(form, tables, grid)
    fields, year = FieldReader(form, report, elsewhere).read(found, {of_year.month} if of_year else ())
    if of_year:
        of_year.tell_own_month(found.get(of_year.month), report)
    whole = Part(fields, tables, report)
    parts = of_year.parts(whole, form, year, title) if of_year else [whole]
    legend = _legend(grid, tables)
    records = [
        _record(form, part, RowReader(form, part.report, year, _day(form, part.fields), legend), title)
        for part in parts
    ]
    tell_title_differs(form, fields, elsewhere, report)
    tell_years_differ(form, fields, report)
    tell_two_forms(seen, tables, search.used, report)
    headings = {cell for table in tables.values() for cell in table.groups.values()}
    tell_unread(form, title, tables, search.used | headings | _legend_cells(grid, tables), report)
    if not of_year:
        return [_reading(form, whole, records[0], report.problems)]
    return _of_months(form, whole, parts, records)


def _record(form: FormMapping, part: Part, rows: RowReader, title: Cell | None) -> Record:
    read = {name: rows.read(name, part.tables.get(name), title) for name in form.tables}
    totals = read_totals(form, part.tables, part.report)
    return Record(form.form, part.report.origin(None), part.fields, read, totals)


def _reading(form: FormMapping, part: Part, record: Record | None, problems: list[Problem]) -> Reading:
    whole = None if any(problem.stops for problem in problems) else record
    return Reading(form.form, part.report.grid.sheet, whole, problems, part.fields)


def _of_months(form: FormMapping, whole: Part, parts: list[Part], records: list[Record]) -> list[Reading]:
    """What is wrong with the sheet stops all of them, and is told once."""
    readings = [_reading(form, part, record, part.report.problems) for part, record in zip(parts, records, strict=True)]
    if whole.report.stopped or not readings:
        return [_reading(form, whole, None, whole.report.problems)]
    told = {problem: reading for reading in reversed(readings) for problem in reading.problems}
    for reading in readings:
        reading.problems = [problem for problem in reading.problems if told[problem] is reading]
    readings[0].problems[:0] = whole.report.problems
    return readings


def _heading(grid: Grid, form: FormMapping, lines: Collection[int]) -> Cell | None:
    """The lone cell at the top of a sheet whose title no mapping knows."""
    first = next(grid.filled(), None)
    if first is None or first[0] in lines or len(list(grid.filled_in(first[0]))) > 1:
        return None
    text = grid.word(first)
    return None if ":" in text or text in lexicon(form).all_labels or len(text) > _LONGEST_HEADING else first


def _day(form: FormMapping, fields: Mapping[str, Value]) -> dt.date | None:
    """The day that the sheet is of; of a month or quarter, its middle."""
    held = [
        fields[name].value
        for role in (Role.DATE, Role.MONTH, Role.QUARTER)
        if (name := form.by_role(role)) in fields and name
    ]
    of = held[0] if held else None
    of = of.months[1] if isinstance(of, Quarter) else of
    return dt.date(of.year, of.month, 15) if isinstance(of, Month) else of if isinstance(of, dt.date) else None


def _legend(grid: Grid, tables: dict[str, FoundTable]) -> dict[str, Attendance]:
    """What the sheet itself says of its signs, above, below or in the header of its tables."""
    return find_legend(map(grid.text, _outside_entries(grid, tables)))


def _legend_cells(grid: Grid, tables: dict[str, FoundTable]) -> set[Cell]:
    return {cell for cell in _outside_entries(grid, tables) if find_legend([grid.text(cell)])}


def _outside_entries(grid: Grid, tables: dict[str, FoundTable]) -> Iterator[Cell]:
    return grid.outside({row for table in tables.values() for row in table.rows})
