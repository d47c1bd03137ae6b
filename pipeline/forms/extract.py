"""A sheet and its mapping -> a record, or every problem of the sheet at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.forms.cells import Surroundings
from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.labels import LabelSearch
from pipeline.forms.fields.years import tell_title_differs, tell_years_differ
from pipeline.forms.found_sheet import FoundSheet
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.headings import lone_heading
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Reading, Report
from pipeline.forms.second_form import tell_two_forms
from pipeline.forms.several.day_columns import DayColumns, OneDay, day_columns, month_told
from pipeline.forms.several.division import Division, divide
from pipeline.forms.several.heading_rows import tell_several_entries
from pipeline.forms.several.list_rows import read_list
from pipeline.forms.several.listed import find_list, tell_empty_list
from pipeline.forms.several.parts import Part
from pipeline.forms.tables.found import FoundTable, lines_of
from pipeline.forms.tables.headers import find_headers
from pipeline.forms.tables.photo_names import photos_beside
from pipeline.forms.tables.rows import RowReader
from pipeline.forms.tables.tables import find_tables
from pipeline.forms.tables.totals import read_totals
from pipeline.forms.unread import tell_left, tell_unread
from pipeline.forms.values.legends import find_excuses, find_legend, has_sign
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import Month, Quarter


def extract(grid: Grid, seen: Recognised, file: str, branch: str) -> list[Reading]:
    """One reading; of a sheet of several months, days or entries one for each.

    `branch` is what the folder says, used where the sheet names none; empty when it says nothing.
    """
    report = Report(file, grid)
    if (days := day_columns(seen.form, report)) is not None:
        return _each_day(days, grid, seen, report, branch)
    if report.stopped:
        return [Reading(seen.form.form, grid.sheet, None, report.problems)]
    return _extract(grid, seen, report, branch)


def _each_day(days: DayColumns, grid: Grid, seen: Recognised, report: Report, branch: str) -> list[Reading]:
    """The sheet read once for each of its days; what is wrong with all of them is told once."""
    days.tell_left_out(report)
    month = month_told([*([grid.text(seen.title)] if seen.title else []), grid.sheet])
    readings: list[Reading] = []
    told: set[Problem] = set()
    for sheet, day in days.sheets(grid, month):
        headed = replace(seen, headers=find_headers(sheet, seen.form))
        for reading in _extract(sheet, headed, Report(report.file, sheet), branch, day):
            reading.problems = [problem for problem in (*report.problems, *reading.problems) if problem not in told]
            told |= {*reading.problems}
            readings.append(reading)
    days.tell_year_once(readings)
    return readings


def _extract(grid: Grid, seen: Recognised, report: Report, branch: str, day: OneDay | None = None) -> list[Reading]:
    """`day` is told by the head of the sheet's one column of marks."""
    form = seen.form
    tables = find_tables(grid, form, seen.headers)
    lines = lines_of(tables)
    title = seen.title or lone_heading(grid, form, lines)
    search = LabelSearch(grid, form, lines, title)
    if (listed := find_list(grid, form, search.headed)) is not None:
        return read_list(seen, listed, title, report, branch)
    if tell_empty_list(form, report) or tell_several_entries(form, search.headed, lines, report):
        return [Reading(form.form, grid.sheet, None, report.problems)]
    found = search.run()
    fields = day.among(found, report) if day else found
    elsewhere = Elsewhere(title, report, branch, lines, search)
    sheet = FoundSheet(form, title, tables, fields, elsewhere, search, report)
    division = divide(sheet)
    signs = _signs(grid, division.whole.tables)
    records = _records(sheet, division, signs)
    _tell_rest(seen, sheet, division, signs)
    return division.readings(form, records)


def _records(sheet: FoundSheet, division: Division, signs: Sequence[Cell]) -> list[Record]:
    """One for each part, as far as it can be read; what is wrong with its rows is said."""
    form, told = sheet.form, [sheet.grid.text(cell) for cell in signs]
    around = Surroundings(
        division.year, legend=find_legend(told), excuses=find_excuses(told), is_1904=sheet.grid.is_1904
    )
    return [
        _record(form, part, RowReader(form, part.report, replace(around, day=_day(form, part.fields))), sheet.title)
        for part in division.parts
    ]


def _record(form: FormMapping, part: Part, rows: RowReader, title: Cell | None) -> Record:
    read = {name: rows.read(name, part.tables.get(name), title) for name in form.tables}
    totals = read_totals(form, part.tables, part.report)
    return Record(form.form, part.report.origin(part.row), part.fields, read, totals)


def _tell_rest(seen: Recognised, sheet: FoundSheet, division: Division, signs: Sequence[Cell]) -> None:
    """Headings of another time, a second form, and what nothing has read."""
    form, grid, tables, used = sheet.form, sheet.grid, division.whole.tables, sheet.search.used
    for part in division.dated:
        tell_title_differs(form, part.fields, sheet.elsewhere, part.report)
        tell_years_differ(form, part.fields, part.report)
    tell_two_forms(seen, tables, used, sheet.report)
    tell_left(sheet.search.left, used, sheet.report)
    headings = {cell for table in tables.values() for cell in table.groups.values()}
    legends = {cell for cell in signs if find_legend([grid.text(cell)])}
    photos = {cell for name in form.tables.keys() - tables for cell in photos_beside(form.tables[name], grid)}
    tell_unread(form, sheet.title, tables, used | headings | legends | photos, sheet.report)


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


def _signs(grid: Grid, tables: Mapping[str, FoundTable]) -> list[Cell]:
    """Where the sheet itself may say what its signs mean: above, below or in the header of its tables."""
    entries = {row for table in tables.values() for row in table.rows}
    return [cell for cell in grid.outside(entries) if has_sign(grid.text(cell))]
