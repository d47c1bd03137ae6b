"""Does a packet ask its documents for names that they are given? What only the computed names can decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.mapping.form import FormMapping
from pipeline.mapping.misfit import KeyPath, Misfit, nearest
from pipeline.mapping.packet import DocumentMapping, PacketMapping
from pipeline.mapping.placeholders import placeholders
from pipeline.mapping.vocabulary import Role
from pipeline.packet.compute.every import COMPUTATIONS
from pipeline.packet.fit.shape import computations_of, given_by, is_known, shape_of, tables_of
from pipeline.render.scan import Table


def misfits_of_names(packet: PacketMapping, forms: Mapping[str, FormMapping]) -> Iterator[Misfit]:
    """Of the documents of which it is known what they are given."""
    for index, document in enumerate(packet.documents):
        if is_known(document, packet, forms):
            at = ("documents", index)
            yield from _file_name(document, packet, forms, (*at, "name"))
            yield from _filled(document, packet, forms, (*at, "filled"))
            yield from _computed_tables(document, packet, forms, at)


def _file_name(
    document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping], at: KeyPath
) -> Iterator[Misfit]:
    shape = shape_of(document, packet, forms)
    plain = [name for name, inside in shape.items() if inside is None]
    for name in placeholders(document.name) or ():
        if name in shape and name not in plain:
            yield Misfit(at, f"{name} 是表格，不能写进文件名", nearest(name, plain))
        elif name not in shape:
            yield Misfit(at, f"文件名里不能写 {{{name}}}：这份材料没有这个名称", nearest(name, plain))


def _filled(
    document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping], at: KeyPath
) -> Iterator[Misfit]:
    """A field, a table, or 表格.栏目, of those that its forms give."""
    shape = shape_of(document, packet, forms)
    for index, name in enumerate(document.filled):
        table, _, column = name.partition(".")
        inside = shape.get(table)
        if table not in shape:
            yield Misfit((*at, index), f"这份材料没有叫“{table}”的栏目或表格", nearest(table, shape))
        elif column and column not in (columns := inside.columns if isinstance(inside, Table) else {}):
            yield Misfit((*at, index), f"“{table}”没有“{column}”这一列", nearest(column, columns))


def _computed_tables(
    document: DocumentMapping, packet: PacketMapping, forms: Mapping[str, FormMapping], at: KeyPath
) -> Iterator[Misfit]:
    """A table that is computed with must be among the names that its source gives."""
    tables = tables_of(document, packet, forms)
    given = {
        key for name in document.sources() for key in given_by(packet.sources[name], forms[packet.sources[name].form])
    }
    for computation in computations_of(document, packet):
        role = COMPUTATIONS[computation].table
        if isinstance(role, Role) and role in tables and tables[role] not in given:
            what = f"{computation} 要用表格“{tables[role]}”，sources 的 names 里没有它"
            yield Misfit(at, what, f"请在 names 里加上 {tables[role]}: {tables[role]}")
