"""Which cells a value draws on, found by trial: those without which, all else equal, it would be another.

No computation has to tell what it reads, and one that is new is followed like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, Final

from pipeline.flow.explain.cells import Cell, Place, RowPlace, cells_of, held_by, is_anchor, is_dating, subject_of
from pipeline.flow.explain.names import row_of, table_of, told_by, value_at
from pipeline.flow.explain.search import Drawn, Search
from pipeline.flow.explain.supposed import (
    Gone,
    Supposition,
    drafted,
    drafted_later,
    less,
    more,
    no_form,
    no_row,
    nothing,
    on_leave,
)
from pipeline.packet.context import Context
from pipeline.packet.drafts import Draft, records_of

_TOGETHER: Final = ((more, less), (on_leave,), (nothing,), (no_row,), (no_form,))
"""A later supposition is only tried for what no earlier one changes."""

Found = dict[str, dict[Place, Cell]]


def drawn_on(draft: Draft, names: Iterable[str]) -> Drawn:
    """Name of a value -> its cells, in the order of the records; a name whose value no cell changes is left out."""
    cells = _each_once(cells_of(held_by(draft.material)))
    wanted = list(names)
    found: Found = {}
    for suppositions in _TOGETHER:
        rest = [name for name in wanted if name not in found]
        for suppose in suppositions if rest else ():
            known = set[Place].intersection(*(set(found.get(name, ())) for name in rest))
            asked = (cell for cell in cells if cell.place not in known and _is_for(cell, suppose, draft))
            _tell(found, draft, suppose, asked, rest)
    _tell_of_rows(found, draft, cells)
    records = {held: number for number, held in enumerate(dict.fromkeys(cell.held.id for cell in cells))}
    told = {
        name: _telling(sorted(its.values(), key=lambda cell: (records[cell.held.id], cell.address)), draft)
        for name, its in found.items()
    }
    return told | _of_its_time(draft, [name for name in wanted if name not in told])


def _each_once(cells: Iterable[Cell]) -> list[Cell]:
    """However many readings of its record there are."""
    return list({cell.place: cell for cell in cells}.values())


def _is_for(cell: Cell, suppose: Supposition, draft: Draft) -> bool:
    """Whether it supposes anything of the cell, and what `more` has not tried."""
    value = cell.value.value
    match suppose(value, 0):
        case Gone.ROW:
            return is_anchor(cell, draft.material.forms)
        case Gone.FORM:
            return is_dating(cell, draft.material.forms)
        case other:
            return other != value and (suppose is more or other != more(value, 0))


def _tell(found: Found, draft: Draft, suppose: Supposition, cells: Iterable[Cell], names: Sequence[str]) -> None:
    """Adds to the cells that have been found of each name."""
    for name, its in _searched(draft, suppose, cells, names).items():
        found.setdefault(name, {}).update((cell.place, cell) for cell in its)


def _searched(draft: Draft, suppose: Supposition, cells: Iterable[Cell], names: Sequence[str]) -> Drawn:
    def trial(some: Sequence[Cell], asked: Sequence[str]) -> Sequence[str]:
        context = drafted(draft, some, suppose)
        if context is None:  # a part of them may be told of
            return asked if len(some) > 1 else ()
        return _changed(asked, draft.context, context)

    axes = (lambda cell: subject_of(cell, draft.material.forms), lambda cell: cell.held.id)
    return Search(trial, axes).run(cells, names)


def _tell_of_rows(found: Found, draft: Draft, cells: Iterable[Cell]) -> None:
    """Where only the cell that names a row was found, another of the row may tell by being filled in at all."""
    named = {name: _only_named(its.values(), draft) for name, its in found.items()}
    rows = frozenset[RowPlace]().union(*named.values())
    beside = _searched(draft, nothing, (cell for cell in cells if cell.row_place in rows), [*found]) if rows else {}
    for name, its in beside.items():
        found[name].update((cell.place, cell) for cell in its if cell.row_place in named[name])


def _only_named(cells: Collection[Cell], draft: Draft) -> set[RowPlace]:
    told_of = {cell.row_place for cell in cells if not is_anchor(cell, draft.material.forms)}
    return {cell.row_place for cell in cells} - told_of


def _of_its_time(draft: Draft, names: Sequence[str]) -> Drawn:
    """What is another at another time is told by the cells that say when."""
    later = drafted_later(draft) if names else None
    if later is None:
        return {}
    activity = draft.material.activity
    records = (activity.period and activity.records) or records_of(draft) or activity.records
    cells = [cell for cell in cells_of(records) if is_dating(cell, draft.material.forms)]
    if not activity.period:  # a roster's own date says nothing of when it was
        cells = [cell for cell in cells if cell.value.value in {activity.day, activity.month}] or cells
    return {name: cells for name in names if cells and value_at(later, name) != value_at(draft.context, name)}


def _changed(names: Iterable[str], before: Context, now: Context) -> list[str]:
    """Those whose row is gone too, but not those whose row is still there in another place."""

    @cache
    def rows(table: str) -> set[str]:
        return {told_by(row) for row in _rows(now, table)}

    @cache
    def is_shorter(table: str) -> bool:
        return len(_rows(now, table)) < len(_rows(before, table))

    def stays(name: str) -> bool:
        table = table_of(name)
        return bool(table) and told_by(value_at(before, row_of(name))) in rows(table)

    differs = (name for name in names if is_shorter(table_of(name)) or value_at(before, name) != value_at(now, name))
    return [name for name in differs if not stays(name)]


def _rows(context: Context, table: str) -> list[Any]:
    found = value_at(context, table)
    return found if isinstance(found, list) else []


def _telling(cells: Iterable[Cell], draft: Draft) -> list[Cell]:
    """A cell that only says whose row it is steps back where another of its row tells more."""
    rows: dict[RowPlace, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row_place, []).append(cell)
    return [
        cell for of in rows.values() for cell in [one for one in of if not is_anchor(one, draft.material.forms)] or of
    ]
