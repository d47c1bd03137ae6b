"""Which entries of a form does nothing use: no template, no file name, no role, no key, no other entry?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from pipeline.mapping.form import Entry, FormMapping
from pipeline.mapping.misfit import KeyPath
from pipeline.mapping.packet import DocumentMapping, Join, PacketMapping, Source
from pipeline.mapping.placeholders import placeholders
from pipeline.packet.compute.every import COMPUTATIONS
from pipeline.packet.fit.shape import computations_of


def unused_in(form: FormMapping, packets: Iterable[PacketMapping], printed: Mapping[str, Set[str]]) -> list[KeyPath]:
    """Their places in the form's mapping, in its order. `printed` gives the dotted names that each template uses."""
    used = {
        at
        for packet in packets
        for document in packet.documents
        for name in document.sources()
        if (source := packet.sources.get(name)) and source.form == form.form
        for at in _used(name, source, form, _names(document, printed), _columns(document, packet, printed))
    }
    return [at for at, entry in _entries(form) if at not in used and not _has_a_part(at[-1], entry, form)]


def _names(document: DocumentMapping, printed: Mapping[str, Set[str]]) -> set[str]:
    """Dotted names that the document asks for."""
    return {*printed.get(document.template, ()), *(placeholders(document.name) or ()), document.rows, document.field}


def _columns(document: DocumentMapping, packet: PacketMapping, printed: Mapping[str, Set[str]]) -> set[str]:
    """Fields, and columns of whatever table, that its computations look up or hand on."""
    computations = [COMPUTATIONS[name] for name in computations_of(document, packet)]
    columns = {column for computed in computations for column in computed.reads}
    tables = {computed.some_rows for computed in computations if computed.some_rows}
    names = (name.partition(".") for name in printed.get(document.template, ()))
    return columns | {column for table, _, column in names if table in tables}


def _used(called: str, source: Source, form: FormMapping, names: Set[str], columns: Set[str]) -> Iterator[KeyPath]:
    """`called` is the name of the source in its packet."""
    if source.join.gives_list:
        names = {name.removeprefix(f"{called}.") for name in names if name.startswith(f"{called}.")}
        own_rows = form.tables[source.table].columns if source.table in form.tables else ()
        yield from (("tables", source.table, "columns", name) for name in names if name in own_rows)
    for name in names:
        first, _, column = name.partition(".")
        own = source.names.get(first, "") if source.names else first
        if source.join is Join.PLAN:
            yield ("tables", source.table, "columns", own)
        elif own in form.fields:
            yield ("fields", own)
        else:
            yield ("tables", own, "columns", column)
    yield from (("fields", name) for name in columns)
    for table in form.tables:
        yield from (("tables", table, "columns", column) for column in columns)


def _entries(form: FormMapping) -> Iterator[tuple[KeyPath, Entry]]:
    for name, field in form.fields.items():
        yield ("fields", name), field
    for name, table in form.tables.items():
        for column, entry in table.columns.items():
            if not entry.anchor:
                yield ("tables", name, "columns", column), entry


def _has_a_part(name: str | int, entry: Entry, form: FormMapping) -> bool:
    """By a role, in the form's key, or as another field's neighbour or time."""
    others = {other for field in form.fields.values() for other in (*field.times, field.after)}
    return entry.role is not None or name in form.key or name in others
