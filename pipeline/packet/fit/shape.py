"""The names that a document's template may use, from the mappings alone: what `context` and `compute` will give."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Computation, DocumentMapping, Join, PacketMapping, Source
from pipeline.mapping.vocabulary import Role
from pipeline.packet.compute.computation import Computed
from pipeline.packet.compute.every import COMPUTATIONS
from pipeline.packet.contents import LISTS
from pipeline.render.scan import OPEN, Names, Table


def shape_of(document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping]) -> Names:
    """Every name of the context, whatever has come; for a table the names of its rows."""
    shape: dict[str, Names | Table | None] = {}
    for name in document.sources():
        source = packet.sources[name]
        given = given_by(source, forms[source.form])
        if source.join.gives_list:
            given = {name: Table({**given, "序号": None})}
        for key, inner in given.items():
            shape[key] = _both(shape[key], inner) if key in shape else inner
    tables = tables_of(document, packet, forms)
    for computation in computations_of(document, packet):
        computed = COMPUTATIONS[computation]
        shape |= dict.fromkeys(computed.of_activities if packet.kinds else ())
        shape |= _computed(computed, shape, tables)
    if document.contents:
        shape |= {table: Table(dict.fromkeys(columns)) for table, columns in LISTS.items()}
    return shape


def given_by(source: Source, form: FormMapping) -> Names:
    """What one source gives under the names of the templates; its mapping may have faults."""
    if source.join is Join.PLAN:
        table = form.tables.get(source.table)
        return dict.fromkeys(source.names or (table.columns if table else ()))
    own: dict[str, Names | Table | None] = dict.fromkeys(form.fields)
    own |= {name: Table(dict.fromkeys(table.columns)) for name, table in form.tables.items()}
    if source.join.gives_list and source.table in form.tables:
        own |= dict.fromkeys(form.tables[source.table].columns)
    return {new: own.get(old) for new, old in source.names.items()} if source.names else own


def is_known(document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping]) -> bool:
    """Whether it can be told what the document is given: its sources are declared, and their forms can be read."""
    return all(name in packet.sources and packet.sources[name].form in forms for name in document.sources())


def computations_of(document: DocumentMapping, packet: PacketMapping) -> tuple[Computation, ...]:
    return tuple(dict.fromkeys((*packet.computes, *document.computes)))


def _both(first: Names | Table | None, second: Names | Table | None) -> Names | Table | None:
    """Two sources give it, and either may come alone: a template can rely on what both have."""
    if not isinstance(first, Table) or not isinstance(second, Table):
        return first
    return Table({name: first.columns[name] for name in first.columns if name in second.columns})


def _computed(computed: Computed, shape: Names, tables: Mapping[Role, str]) -> Names:
    result: dict[str, Names | Table | None] = dict.fromkeys(computed.names)
    result |= {name: Table(columns) for name, columns in computed.tables.items()}
    table = tables.get(computed.table, "") if isinstance(computed.table, Role) else computed.table
    held = shape.get(table)
    # Of a table that no source has there is never a row, so its rows may be called anything.
    rows = Table({**held.columns, **dict.fromkeys(computed.columns)} if isinstance(held, Table) else OPEN)
    result |= {name: rows for name in (table, computed.some_rows) if name}
    return result


def tables_of(document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping]) -> dict[Role, str]:
    """The first table of the sources with a column of that role, as the templates call it."""
    found: dict[Role, str] = {}
    for name in document.sources():
        source = packet.sources[name]
        for role in Role if not source.join.gives_list else ():
            if place := forms[source.form].table_with(role):
                found.setdefault(role, next((new for new, old in source.names.items() if old == place[0]), place[0]))
    return found
