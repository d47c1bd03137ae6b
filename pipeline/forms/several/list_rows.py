"""A sheet with one entry in each row -> a record for each, with what stands above and below the rows in all of them."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.forms.fields.elsewhere import Elsewhere
from pipeline.forms.fields.fields import FieldReader
from pipeline.forms.fields.found import FoundField
from pipeline.forms.fields.labels import LabelSearch
from pipeline.forms.fields.years import tell_title_differs, tell_years_differ
from pipeline.forms.grid import Cell
from pipeline.forms.hidden import tell_hidden_columns, tell_hidden_rows
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Reading, Report
from pipeline.forms.second_form import tell_two_forms
from pipeline.forms.several.list_form import NUMBER, as_list
from pipeline.forms.several.listed import entries
from pipeline.forms.several.parts import Part, readings_of
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.head_faults import tell_heads_missing
from pipeline.forms.tables.head_groups import head_groups, when_of
from pipeline.forms.unread import tell_left, tell_unread
from pipeline.forms.values.text import is_blank
from pipeline.mapping.form import FormMapping
from pipeline.model.record import Record, Value


def read_list(seen: Recognised, table: FoundTable, title: Cell | None, report: Report, branch: str) -> list[Reading]:
    """A row that is wrong stops that row alone, unless its head is."""
    form, grid, tables = seen.form, report.grid, {table.name: table}
    search = LabelSearch(grid, form, table.lines(), title)
    found = search.run()
    elsewhere = Elsewhere(title, report, branch, table.lines(), search)
    in_rows = {name for block in table.blocks for name in block if name != NUMBER}
    in_rows |= {name for name, field in form.fields.items() if name not in found and in_rows & {*field.instead}}
    missing = _missing(form, in_rows, found)
    tell_heads_missing(missing, as_list(form).tables[table.name], table, report)
    tell_hidden_columns(table, report)
    shared, year = FieldReader(form, report, elsewhere).read(found, in_rows.union(missing))
    for groups in head_groups(as_list(form), tables, grid):
        table = tables[table.name] = groups.settle(when_of(form, shared), report)
    others = (form.fields.keys() - in_rows).union(missing)
    parts = []
    for cell, own in entries(grid, form, table):
        part = Report(report.file, grid)
        if cell[0] in grid.facts.hidden_rows:
            tell_hidden_rows([cell], part)
            parts.append(Part({}, {}, part, cell))
            continue
        held = {name: _above(field, found.get(name)) for name, field in own.items()}
        fields, _ = FieldReader(form, part, elsewhere, year).read(held, others)
        parts.append(Part(_in_order(form, {**shared, **fields}), {}, part, cell))
    for each in parts:
        tell_title_differs(form, each.fields, elsewhere, each.report)
        tell_years_differ(form, each.fields, each.report)
    tell_two_forms(seen, tables, search.used, report)
    tell_left(search.left, search.used, report)
    headings = {*table.groups.values()}
    tell_unread(as_list(form), title, tables, search.used | headings, report)
    records = [_record(form, part) for part in parts]
    return readings_of(form, Part(shared, tables, report), parts, records)


def _missing(form: FormMapping, in_rows: set[str], found: Mapping[str, FoundField]) -> list[str]:
    """What each entry must have, and has neither a column nor a label, nor may stand anywhere else."""
    wanted = [name for name, field in form.fields.items() if not (field.optional or field.is_told_elsewhere)]
    return [name for name in wanted if name not in in_rows and name not in found]


def _above(own: FoundField, shared: FoundField | None) -> FoundField:
    """An empty cell of a row says what stands beside the same label above the rows."""
    return shared if shared and is_blank(own.raw) and not is_blank(shared.raw) else own


def _in_order(form: FormMapping, fields: Mapping[str, Value]) -> dict[str, Value]:
    return {name: fields[name] for name in form.fields if name in fields}


def _record(form: FormMapping, part: Part) -> Record:
    origin = part.report.origin(part.row)
    return Record(form.form, origin, part.fields, dict.fromkeys(form.tables, ()), {})
