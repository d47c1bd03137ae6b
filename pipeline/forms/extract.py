"""A sheet and its mapping -> a record, or every problem of the sheet at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from pipeline.forms.cells import Surroundings
from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.fields import FieldReader
from pipeline.forms.fields.labels import LabelSearch
from pipeline.forms.fields.years import tell_years_differ
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Reading, Report
from pipeline.forms.several.day_columns import DayColumns, OneDay, day_columns, month_told
from pipeline.forms.several.day_rows import day_sheet
from pipeline.forms.several.heading_rows import tell_several_entries
from pipeline.forms.several.list_rows import read_list
from pipeline.forms.several.listed import find_list, tell_empty_list
from pipeline.forms.several.parts import Part, reading_of, readings_of
from pipeline.forms.several.year_sheet import year_sheet
from pipeline.forms.tables.found import FoundTable, lines_of
from pipeline.forms.tables.head_groups import head_groups, when_of
from pipeline.forms.tables.headers import find_headers
from pipeline.forms.tables.photo_names import photos_beside
from pipeline.forms.tables.rows import RowReader
from pipeline.forms.tables.tables import find_tables
from pipeline.forms.tables.totals import read_totals
from pipeline.forms.unread import tell_title_differs, tell_two_forms, tell_unread
from pipeline.forms.values.legends import find_excuses, find_legend, has_sign
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import Month, Quarter

_LONGEST_HEADING: Final = 40


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
    return readings


def _extract(grid: Grid, seen: Recognised, report: Report, branch: str, day: OneDay | None = None) -> list[Reading]:
    """`day` is told by the head of the sheet's one column of marks."""
    form = seen.form
    tables = find_tables(grid, form, seen.headers)
    lines = lines_of(tables)
    title = seen.title or _heading(grid, form, lines)
    search = LabelSearch(grid, form, lines, title)
    if (listed := find_list(grid, form, search.headed)) is not None:
        return read_list(seen, listed, title, report, branch)
    if tell_empty_list(form, report) or tell_several_entries(form, search.headed, lines, report):
        return [Reading(form.form, grid.sheet, None, report.problems)]
    found = search.run()
    found = day.among(found, report) if day else found
    elsewhere = Elsewhere(title, report, branch, lines, search)
    of_year = year_sheet(form, tables, grid)
    of_days = day_sheet(form, tables, found, elsewhere, grid)
    aside = {of_year.month} if of_year else {*of_days.heads} if of_days else set[str]()
    if not of_year and not of_days and (groups := head_groups(form, tables, grid)):
        told, _ = FieldReader(form, Report(report.file, grid), elsewhere).read(found)
        settled = [each.settle(when_of(form, told), report) for each in groups]
        tables = {**tables, **{table.name: table for table in settled}}
        if any(table.doubts for table in settled) and any(each.are_months for each in groups):
            aside = {form.by_role(Role.MONTH) or ""} - told.keys()
    fields, year = FieldReader(form, report, elsewhere).read(found, aside)
    tables = of_days.without_heads(tables) if of_days else tables
    whole = Part(fields, tables, report)
    parts = [whole]
    if of_year:
        of_year.tell_own_month(found.get(of_year.month), report)
        parts = of_year.parts(whole, form, year, title)
    elif of_days:
        parts = of_days.parts(whole, form, elsewhere, year)
    signs = _signs(grid, tables)
    legend, excuses = find_legend(map(grid.text, signs)), find_excuses(map(grid.text, signs))
    around = Surroundings(year, legend=legend, excuses=excuses, is_1904=grid.is_1904)
    records = [
        _record(form, part, RowReader(form, part.report, replace(around, day=_day(form, part.fields))), title)
        for part in parts
    ]
    for part in parts if of_days else (whole,):
        tell_title_differs(form, part.fields, elsewhere, part.report)
        tell_years_differ(form, part.fields, part.report)
    tell_two_forms(seen, tables, search.used, report)
    headings = {cell for table in tables.values() for cell in table.groups.values()}
    legends = {cell for cell in signs if find_legend([grid.text(cell)])}
    photos = {cell for name in form.tables.keys() - tables for cell in photos_beside(form.tables[name], grid)}
    tell_unread(form, title, tables, search.used | headings | legends | photos, report)
    if not of_year and not of_days:
        return [reading_of(form, whole, records[0], report.problems)]
    return readings_of(form, whole, parts, records)


def _record(form: FormMapping, part: Part, rows: RowReader, title: Cell | None) -> Record:
    read = {name: rows.read(name, part.tables.get(name), title) for name in form.tables}
    totals = read_totals(form, part.tables, part.report)
    return Record(form.form, part.report.origin(part.row), part.fields, read, totals)


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


def _signs(grid: Grid, tables: Mapping[str, FoundTable]) -> list[Cell]:
    """Where the sheet itself may say what its signs mean: above, below or in the header of its tables."""
    entries = {row for table in tables.values() for row in table.rows}
    return [cell for cell in grid.outside(entries) if has_sign(grid.text(cell))]
