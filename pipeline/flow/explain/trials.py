"""Which cells a value draws on, found by trial: those without which, all else equal, it would be another.

No computation has to tell what it reads, and one that is new is followed like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from pipeline.flow.explain.cells import Cell, Place, cells_of, held_by, is_anchor, is_dating
from pipeline.flow.explain.names import row_of, table_of, told_by, value_at
from pipeline.flow.explain.supposed import (
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
from pipeline.packet.drafts import Draft

Drawn = dict[str, list[Cell]]
Item = TypeVar("Item")


_FEW: Final = 64
"""So many columns are tried one by one, for what changes two of them together may cancel out."""
_HEAP: Final = 16
"""Of more than that, heaps are tried, and one by one in a heap of this size that tells."""
_TOGETHER: Final = ((more, less), (on_leave,), (nothing,), (no_row,), (no_form,))
"""A later supposition is only tried for what no earlier one changes."""


def drawn_on(draft: Draft, names: Iterable[str]) -> Drawn:
    """Name of a value -> its cells, in the order of the records; a name whose value no cell changes is left out."""
    columns = _columns(cells_of(held_by(draft.material)))
    wanted = list(names)
    found: dict[str, dict[Place, Cell]] = {}
    for suppositions in _TOGETHER:
        rest = [name for name in wanted if name not in found]
        for suppose in suppositions:
            telling = [column for column in columns if suppose is more or _adds(column, suppose)]
            for name, cells in _Trials(draft, suppose).run(telling, rest).items():
                found.setdefault(name, {}).update((cell.place, cell) for cell in cells)
    records = {cell.held.id: number for number, (cell, *_) in enumerate(columns)}
    told = {
        name: _telling(sorted(cells.values(), key=lambda cell: (records[cell.held.id], cell.address)), draft)
        for name, cells in found.items()
    }
    return told | _of_its_time(draft, [name for name in wanted if name not in told])


def _adds(column: Sequence[Cell], suppose: Supposition) -> bool:
    """Whether it supposes anything that `more` has not tried."""
    values = [cell.value.value for cell in column]
    return any(suppose(value, 0) not in (value, more(value, 0)) for value in values)


def _columns(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Each once, however many readings of its record there are."""
    columns: dict[tuple[int, str, str], dict[Place, Cell]] = {}
    for cell in cells:
        columns.setdefault((cell.held.id, cell.table, cell.column), {}).setdefault(cell.place, cell)
    return [list(column.values()) for column in columns.values()]


def _of_its_time(draft: Draft, names: Sequence[str]) -> Drawn:
    """What is another at another time is told by the cells that say when."""
    later = drafted_later(draft) if names else None
    if later is None:
        return {}
    cells = [cell for cell in cells_of(draft.material.activity.records) if is_dating(cell, draft.material.forms)]
    return {name: cells for name in names if cells and value_at(later, name) != value_at(draft.context, name)}


class _Trials:
    """By halves: what a heap of cells does not change, none of them does."""

    def __init__(self, draft: Draft, suppose: Supposition) -> None:
        self._draft = draft
        self._suppose = suppose

    def run(self, columns: Sequence[Sequence[Cell]], names: Sequence[str]) -> Drawn:
        if len(columns) > _FEW:
            return _merged(self._heap(half, names) for half in _halves(columns))
        return _merged(self._column(column, names) for column in columns)

    def _heap(self, columns: Sequence[Sequence[Cell]], names: Sequence[str]) -> Drawn:
        touched = self._touched([cell for column in columns for cell in column], names)
        if not touched:
            return {}
        if len(columns) > _HEAP:
            return _merged(self._heap(half, touched) for half in _halves(columns))
        return _merged(self._column(column, touched) for column in columns)

    def _column(self, cells: Sequence[Cell], names: Sequence[str]) -> Drawn:
        touched = self._touched(cells, names)
        if not touched:
            return {}
        if len(cells) == 1:
            return {name: [*cells] for name in touched}
        return _merged(self._column(half, touched) for half in _halves(cells))

    def _touched(self, cells: Sequence[Cell], names: Sequence[str]) -> Sequence[str]:
        """All of them where a heap cannot be told of: a part of it may."""
        context = drafted(self._draft, cells, self._suppose) if names else {}
        if context is None:
            return names if len(cells) > 1 else ()
        return _changed(names, self._draft.context, context)


def _halves(some: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    return some[: len(some) // 2], some[len(some) // 2 :]


def _merged(several: Iterable[Drawn]) -> Drawn:
    found: Drawn = {}
    for one in several:
        for name, cells in one.items():
            found[name] = [*found.get(name, ()), *cells]
    return found


def _changed(names: Iterable[str], before: Context, now: Context) -> list[str]:
    """Not those whose row is still there in another place."""

    @cache
    def rows(table: str) -> set[str]:
        found: Any = value_at(now, table)
        return {told_by(row) for row in found} if isinstance(found, list) else set()

    def has_moved(name: str) -> bool:
        table = table_of(name)
        return bool(table) and told_by(value_at(before, row_of(name))) in rows(table)

    changed = (name for name in names if value_at(before, name) != value_at(now, name))
    return [name for name in changed if not has_moved(name)]


def _telling(cells: Iterable[Cell], draft: Draft) -> list[Cell]:
    """A cell that only says whose row it is steps back where another of its row tells more."""
    rows: dict[tuple[int, str, int], list[Cell]] = {}
    for cell in cells:
        rows.setdefault((cell.held.id, cell.table, cell.row), []).append(cell)
    return [
        cell for of in rows.values() for cell in [one for one in of if not is_anchor(one, draft.material.forms)] or of
    ]
