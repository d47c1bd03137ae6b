"""What a template sees: the forms' own names with their values, and what is computed from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
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

    @property
    def member(self) -> str:
        """The column that says who it is."""
        return self.form.tables[self.table].member

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
    held = {**whole.sources, whole.packet.subject: subject} if subject else whole.sources
    declared = document.sources()
    sources = {name: held[name] for name in declared if name in held}
    several = {name: whole.several[name] for name in declared if whole.several.get(name)}
    return Material(whole.activity, whole.forms, whole.measure, sources, several, whole.photos)


def names_of(document: DocumentMapping, given: Callable[[str], Context]) -> Context:
    """The names of every declared source; `given` tells those of one (see `given_by`).

    Where two sources share a name, the first one that holds a value gives it.
    """
    context: Context = {}
    for name in document.sources():
        more = given(name)
        told = {key: value for key in context.keys() & more.keys() if _says(value := context[key])}
        context = {**context, **more, **told}
    return context


def _says(value: Any) -> bool:
    return value is not BLANK and value != []


def given_by(material: Material, name: str, asked: Collection[str] | None = None) -> Context:
    """The names of one source, or those that are asked for alone.

    Those of a source that has not come are blank, its tables empty.
    """
    source = material.packet.sources[name]
    form = material.forms[source.form]
    if source.join.gives_list:
        return {name: several(material, name)} if asked is None or name in asked else {}
    held = material.sources.get(name)
    if source.join is Join.PLAN:
        row = material.activity.plan_row if held else None
        names = source.names or {column: column for column in form.tables[source.table].columns}
        return {new: row[old].value if row else BLANK for new, old in names.items()}
    names = source.names or form.own_names
    wanted = names if asked is None else {new: names[new] for new in names.keys() & asked}
    return _told(held.values if held else {}, wanted, form)


def several(material: Material, name: str) -> list[Context]:
    """A period's records under their own names, by date; of a source with `table` the rows of that table instead.

    Such a row has the names of its record's fields as well; of two that are the same its own.
    """
    source = material.packet.sources[name]
    form = material.forms[source.form]
    records = [_told(held.values, form.own_names, form) for held in material.several.get(name, ())]
    if source.table:
        records = [{**record, **row} for record in records for row in record[source.table]]
    named = [{new: each[old] for new, old in source.names.items()} for each in records] if source.names else records
    for number, each in enumerate(named, 1):
        each["序号"] = number
    return named


def _told(values: Mapping[str, Any], names: Mapping[str, str], form: FormMapping) -> Context:
    """By their new names fields with their values and tables with their rows; nothing of what has not come."""
    tables = form.tables
    return {new: values.get(old, [] if old in tables else BLANK) for new, old in names.items()}


def _given_as(table: str, source: Source) -> str:
    return next((new for new, old in source.names.items() if old == table), table)


def digest_text(context: Mapping[str, Any]) -> str:
    """The context as text: it tells every value with its type, and names and rows in their order."""
    return repr(context)
