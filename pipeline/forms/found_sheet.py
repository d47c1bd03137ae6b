"""A sheet with its title, its tables and its fields found, and nothing of them read yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.fields import FieldReader
from pipeline.forms.fields.found import FoundField
from pipeline.forms.fields.labels import LabelSearch
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable
from pipeline.mapping.form import FormMapping
from pipeline.model.record import Value


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """`fields` are those that the `search` has found, as far as they hold for the sheet."""

    form: FormMapping
    title: Cell | None
    tables: Mapping[str, FoundTable]
    fields: Mapping[str, FoundField]
    elsewhere: Elsewhere
    search: LabelSearch
    report: Report

    @property
    def grid(self) -> Grid:
        return self.report.grid

    def read_fields(self, but: Collection[str] = ()) -> tuple[dict[str, Value], int | None]:
        """The fields, `but` those, and the year that the sheet is of; what is wrong with them is said."""
        return FieldReader(self.form, self.report, self.elsewhere).read(self.fields, but)

    def foreseen_fields(self) -> dict[str, Value]:
        """The fields as they will be read; nothing is said yet."""
        silent = Report(self.report.file, self.grid)
        return FieldReader(self.form, silent, self.elsewhere).read(self.fields)[0]
