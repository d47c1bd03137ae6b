"""Where a value of a document stood: the names that its template sees, followed back to the cells of the forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Computation, Join, Source
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK
from pipeline.packet.compute.every import COMPUTATIONS
from pipeline.packet.context import Material
from pipeline.packet.drafts import Draft
from pipeline.render.printing import printed


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a record, and how it is called there."""

    name: str
    value: Value
    held: Held


@dataclass(frozen=True, slots=True)
class Trace:
    """`name` as a template would write it, rows counted from 1: `签到.3.姓名`. `shown` is what is printed.

    `computed_by` are the computations that give it, `cells` what it was read from, or what they drew on.
    """

    name: str
    shown: str
    computed_by: tuple[str, ...]
    cells: tuple[Cell, ...]


def traces(draft: Draft, asked: str) -> list[Trace]:
    """Of a name, a row or a column of a table, else of every value in which the text occurs."""
    found = [name for name, _ in _named(draft.context, asked)]
    if not found:
        found = [name for name, value in _leaves(draft.context) if asked in _shown(value)]
    values = dict(_leaves(draft.context))
    return [_trace(draft, name, values[name]) for name in found]


def _named(context: Any, asked: str) -> Iterator[tuple[str, Any]]:
    """The values at that name, or below it."""
    return ((name, value) for name, value in _leaves(context) if name == asked or name.startswith(f"{asked}."))


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _leaves(inner, f"{name}.{key}" if name else str(key))
        case list():
            for number, inner in enumerate(value, 1):
                yield from _leaves(inner, f"{name}.{number}")
        case _:
            yield name, value


def _trace(draft: Draft, name: str, value: Any) -> Trace:
    cells = _read_from(draft, name, value)
    computed_by = () if cells else tuple(_computations(draft, name))
    return Trace(name, _shown(value), computed_by, cells or tuple(_drawn_on(draft.material, name, computed_by)))


def _read_from(draft: Draft, name: str, value: Any) -> tuple[Cell, ...]:
    """The cell that gave it: of sources that share a name, the first that says so; none of what was computed."""
    top, *rest = name.split(".")
    cells: list[Cell] = []
    for source_name in draft.document.sources():
        source = draft.material.packet.sources[source_name]
        cells += _of_source(draft.material, source_name, source, top, rest)
    told = (cell for cell in cells if value in (cell.value.value, cell.value.written))
    return tuple(islice(told, 1))


def _of_source(material: Material, name: str, source: Source, top: str, rest: list[str]) -> Iterator[Cell]:
    if source.join.gives_list:
        if name == top and len(rest) == 2:
            yield from _of_list(material.several.get(name, ()), source, *rest)
        return
    held = material.sources.get(name)
    old = source.names.get(top, "" if source.names else top)
    if held is None or not old:
        return
    if source.join is Join.PLAN:
        row = material.activity.plan_row or {}
        yield from (Cell(old, row[old], held) for _ in range(old in row))
    elif old in held.record.fields and not rest:
        yield Cell(old, held.record.fields[old], held)
    elif len(rest) == 2:
        yield from _of_rows([(held, row) for row in held.record.rows(old)], *rest, above=f"{old}.")


def _of_list(records: tuple[Held, ...], source: Source, number: str, column: str) -> Iterator[Cell]:
    """A row of a list that was put together from several records, or from the rows of one of their tables."""
    rows: list[tuple[Held, Row]] = []
    for held in records:
        own = held.record.rows(source.table) if source.table else ({},)
        rows += [(held, {**held.record.fields, **row}) for row in own]
    yield from _of_rows(rows, number, source.names.get(column, column))


def _of_rows(rows: list[tuple[Held, Row]], number: str, column: str, *, above: str = "") -> Iterator[Cell]:
    """`number` counts from 1; `above` is the table's name with a dot."""
    held, row = rows[int(number) - 1] if 0 < int(number) <= len(rows) else (None, {})
    if held and column in row:
        yield Cell(f"{above}{column}", row[column], held)


def _computations(draft: Draft, name: str) -> Iterator[str]:
    top, *rest = name.split(".")
    for word in dict.fromkeys((*draft.material.packet.computes, *draft.document.computes)):
        computed = COMPUTATIONS[word]
        tables = {*computed.tables, computed.some_rows}
        columns = {*computed.columns} if rest else set()
        if top in {*computed.names, *computed.of_activities, *tables} or columns & {*rest[1:]}:
            yield word.value


def _drawn_on(material: Material, name: str, computed_by: tuple[str, ...]) -> Iterator[Cell]:
    """The columns that the computations go by, such as the marks of a sign-in sheet; nothing where there are none."""
    for word in computed_by:
        computed = COMPUTATIONS[Computation(word)]
        role = computed.table
        if not isinstance(role, Role) or (found := material.table_with(role)) is None:
            continue
        anchor = found.form.tables[found.table].anchor
        columns = [found.by_role(summed) for summed in computed.sums.get(name, (role,))]
        for row in found.held.record.rows(found.table):
            who = row[anchor].written if anchor in row else ""
            for column in columns:
                if column and column in row:
                    yield Cell(f"{who} {column}".strip(), row[column], found.held)


def _shown(value: Any) -> str:
    if value is BLANK:
        return ""
    try:
        return str(printed(value))
    except Exception:  # a picture, a table: nothing that is printed as text
        return ""
