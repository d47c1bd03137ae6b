"""Which cells tell of a value: by halves, for what a heap of cells does not change, none of them does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import Final, TypeVar

from pipeline.flow.explain.cells import Cell

Drawn = dict[str, list[Cell]]
"""Name of a value -> its cells."""
Trial = Callable[[Sequence[Cell], Sequence[str]], Sequence[str]]
"""Cells and names -> those of the names whose values are others when the cells are."""
Axes = tuple[Callable[[Cell], Hashable], Callable[[Cell], Hashable]]
"""What a cell's row is about, and its sheet: a value draws on one line of the sheets of a year, or on one sheet."""
Item = TypeVar("Item")

_FEW: Final = 64
"""So many columns are tried one by one, for what changes two of them together may cancel out."""
_HEAP: Final = 16
"""Of more than that, heaps are tried, and one by one in a heap of this size that tells."""
_DENSE: Final = 2
"""So often in a row every part of some cells tells, then their groups are tried one by one."""


class Search:
    """One trial for all."""

    def __init__(self, trial: Trial, axes: Axes) -> None:
        self._trial = trial
        self._axes = axes

    def run(self, cells: Iterable[Cell], names: Sequence[str]) -> Drawn:
        """Without the names of which no cell tells."""
        columns = _columns(cells)
        if len(columns) > _FEW:
            return _merged(self._heap(half, names) for half in _halves(columns))
        return _merged(self._column(column, names) for column in columns)

    def _heap(self, columns: Sequence[Sequence[Cell]], names: Sequence[str]) -> Drawn:
        told = self._trial([*chain.from_iterable(columns)], names)
        if not told:
            return {}
        if len(columns) > _HEAP:
            return _merged(self._heap(half, told) for half in _halves(columns))
        return _merged(self._column(column, told) for column in columns)

    def _column(self, cells: Sequence[Cell], names: Sequence[str]) -> Drawn:
        told = self._trial(cells, names)
        return self._among(cells, told, self._axes) if told else {}

    def _among(self, cells: Sequence[Cell], names: Sequence[str], axes: Axes, dense: int = 0) -> Drawn:
        """Of cells that tell together those that tell alone.

        Where both halves tell, each is halved along the other axis; where that is so again and again, the cells that
        tell lie close together, and halves would be tried for nothing.
        """
        if len(cells) == 1:
            return {name: [*cells] for name in names}
        groups = _grouped(cells, axes)
        parts = groups if dense >= _DENSE else [[*chain.from_iterable(half)] for half in _halves(groups)]
        telling = [(part, told) for part in parts if (told := self._trial(part, names))]
        if len(telling) == len(parts):
            axes, dense = axes[::-1], dense + 1
        else:
            dense = 0
        return _merged(self._among(part, told, axes, dense) for part, told in telling)


def _columns(cells: Iterable[Cell]) -> list[list[Cell]]:
    """What stands under one name in all sheets of a form, together: most values draw on one such name, or on few."""
    columns: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in cells:
        columns.setdefault((cell.held.form, cell.table, cell.column), []).append(cell)
    return list(columns.values())


def _grouped(cells: Sequence[Cell], axes: Axes) -> Sequence[Sequence[Cell]]:
    """Along the first axis on which they differ."""
    for axis in axes:
        along: dict[Hashable, list[Cell]] = {}
        for cell in cells:
            along.setdefault(axis(cell), []).append(cell)
        if len(along) > 1:
            return [*along.values()]
    return [[cell] for cell in cells]


def _halves(some: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    return some[: len(some) // 2], some[len(some) // 2 :]


def _merged(several: Iterable[Drawn]) -> Drawn:
    found: Drawn = {}
    for one in several:
        for name, cells in one.items():
            found.setdefault(name, []).extend(cells)
    return found
