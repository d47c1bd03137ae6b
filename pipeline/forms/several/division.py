"""Which records a sheet is: one, or one for each of its months or of its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.forms.found_sheet import FoundSheet
from pipeline.forms.report import Reading
from pipeline.forms.several.day_rows import DaySheet, day_sheet
from pipeline.forms.several.parts import Part, reading_of, readings_of
from pipeline.forms.several.year_sheet import YearSheet, year_sheet
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.head_groups import head_groups, when_of
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record


@dataclass(frozen=True, slots=True)
class Division:
    """The parts of a sheet, one for each record; of a sheet of one record, the `whole`.

    `dated` are those whose own day or month a heading may contradict; `year` is that of the sheet.
    """

    whole: Part
    parts: Sequence[Part]
    dated: Sequence[Part]
    year: int | None

    def readings(self, form: FormMapping, records: Sequence[Record]) -> list[Reading]:
        """One for each part, of which `records` are what was read."""
        if any(part is self.whole for part in self.parts):
            return [reading_of(form, self.whole, records[0], self.whole.report.problems)]
        return readings_of(form, self.whole, self.parts, records)


def divide(sheet: FoundSheet) -> Division:
    """Reads the fields; what is wrong with them, or with the division, is said."""
    if of_year := year_sheet(sheet.form, sheet.tables, sheet.grid):
        return _by_month(sheet, of_year)
    if of_days := day_sheet(sheet.form, sheet.tables, sheet.fields, sheet.elsewhere, sheet.grid):
        return _by_day(sheet, of_days)
    return _undivided(sheet)


def _by_month(sheet: FoundSheet, of_year: YearSheet) -> Division:
    fields, year = sheet.read_fields({of_year.month})
    whole = Part(fields, sheet.tables, sheet.report)
    of_year.tell_own_month(sheet.fields.get(of_year.month), sheet.report)
    return Division(whole, of_year.parts(whole, sheet.form, year, sheet.title), [whole], year)


def _by_day(sheet: FoundSheet, of_days: DaySheet) -> Division:
    fields, year = sheet.read_fields({*of_days.heads})
    whole = Part(fields, of_days.without_heads(sheet.tables), sheet.report)
    parts = of_days.parts(whole, sheet.form, sheet.elsewhere, year)
    return Division(whole, parts, parts, year)


def _undivided(sheet: FoundSheet) -> Division:
    tables, untold = _of_own_time(sheet)
    fields, year = sheet.read_fields(untold)
    whole = Part(fields, tables, sheet.report)
    return Division(whole, [whole], [whole], year)


def _of_own_time(sheet: FoundSheet) -> tuple[Mapping[str, FoundTable], set[str]]:
    """The tables without the columns of another month or year; and the month, where only such a column may tell it."""
    groups = head_groups(sheet.form, sheet.tables, sheet.grid)
    if not groups:
        return sheet.tables, set()
    told = sheet.foreseen_fields()
    settled = [each.settle(when_of(sheet.form, told), sheet.report) for each in groups]
    are_unclear = any(table.doubts for table in settled) and any(each.are_months for each in groups)
    untold = {sheet.form.by_role(Role.MONTH) or ""} - told.keys() if are_unclear else set[str]()
    return {**sheet.tables, **{table.name: table for table in settled}}, untold
