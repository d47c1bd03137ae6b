"""What a template sees: the forms' own names with their values, and what is computed from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.ledger.entries import Held, Photo
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import DocumentMapping, Join, PacketMapping, Source
from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a source: where it is, the column that was asked for, and the table's name in the templates."""

    held: Held
    form: FormMapping
    table: str
    column: str
    name: str

    def by_role(self, role: Role) -> str | None:
        return self.form.tables[self.table].by_role(role)


@dataclass(frozen=True)
class Material:
    """All that one document may draw on: `sources` and `several` hold what its mapping names, and what has come.

    `measure` holds the rules that the branch works by.
    """

    activity: Activity
    forms: Mapping[str, FormMapping]
    measure: Measure
    sources: Mapping[str, Held]
    several: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    photos: tuple[Photo, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def packet(self) -> PacketMapping:
        return self.activity.packet

    def table_with(self, role: Role) -> Found | None:
        """The first table with a column of that role, of the sources that have come."""
        for name, held in self.sources.items():
            form = self.forms[held.form]
            if place := form.table_with(role):
                table, column = place
                return Found(held, form, table, column, _given_as(table, self.packet.sources[name]))
        return None


def narrowed(whole: Material, document: DocumentMapping, subject: Held | None = None) -> Material:
    """To what the document declares. `subject` is its record where there is one for each."""
    held = {**whole.sources, **({whole.packet.subject: subject} if subject else {})}
    sources = {name: held[name] for name in document.sources() if name in held}
    several = {name: whole.several[name] for name in document.sources() if whole.several.get(name)}
    return replace(whole, sources=sources, several=several)


def names_of(material: Material, document: DocumentMapping) -> Context:
    """Each declared source's names; those of a source that has not come are blank, its tables empty.

    Where two sources share a name, the first one that holds a value gives it.
    """
    context: Context = {}
    for name in document.sources():
        source = material.packet.sources[name]
        given = _given(material, name, source)
        for key, value in given.items():
            if context.get(key, BLANK) is BLANK or context[key] == []:
                context[key] = value
    return context


def _given(material: Material, name: str, source: Source) -> Context:
    form = material.forms[source.form]
    if source.join.gives_list:
        return {name: several(material, name)}
    held = material.sources.get(name)
    if source.join is Join.PLAN:
        row = material.activity.plan_row if held else None
        names = source.names or {column: column for column in form.tables[source.table].columns}
        return {new: row[old].value if row else BLANK for new, old in names.items()}
    values = _values(held, form) if held else _nothing(form)
    if source.names:
        return {new: values[old] for new, old in source.names.items()}
    return values


def several(material: Material, name: str) -> list[Context]:
    """A period's records under their own names, by date; of a source with `table` the rows of that table instead.

    Such a row has the names of its record's fields as well; of two that are the same its own.
    """
    source = material.packet.sources[name]
    form = material.forms[source.form]
    records = [_values(held, form) for held in material.several.get(name, ())]
    if source.table:
        records = [{**record, **row} for record in records for row in record[source.table]]
    named = [{new: each[old] for new, old in source.names.items()} for each in records] if source.names else records
    return [{**each, "序号": number} for number, each in enumerate(named, 1)]


def _nothing(form: FormMapping) -> Context:
    return dict.fromkeys(form.fields, BLANK) | {table: [] for table in form.tables}


def _values(held: Held, form: FormMapping) -> Context:
    record = held.record
    values: Context = {name: record.value(name) for name in form.fields}
    for table in form.tables:
        values[table] = _numbered([{key: value.value for key, value in row.items()} for row in record.rows(table)])
    return values


def _given_as(table: str, source: Source) -> str:
    return next((new for new, old in source.names.items() if old == table), table)


def _numbered(rows: list[Context]) -> list[Context]:
    """序号 is counted where the form left it empty."""
    for index, row in enumerate(rows, 1):
        if row.get("序号", None) is BLANK:
            row["序号"] = index
    return rows


def digest_text(context: Context) -> str:
    """The context as text: it tells every value with its type, and names and rows in their order."""
    return repr(context)
