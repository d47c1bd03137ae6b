"""A long text that was written over several cells, one paragraph below the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import dropwhile
from typing import Final

from pipeline.forms.feet import is_note, is_signature
from pipeline.forms.fields.found import FoundField
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.values.reading import written
from pipeline.forms.values.text import is_blank

_DAY: Final = re.compile(r"[\s\d年月日.\-/]+")


def with_paragraphs(grid: Grid, field: FoundField, is_other: Callable[[Cell], bool]) -> FoundField:
    """The text with what goes on below it, or with all that stands below a label that is alone in its line."""
    cells = [field.cell]
    below = max(grid.end(field.label)[0], grid.end(field.cell)[0]) + 1
    if not is_blank(field.raw):
        cells = [field.cell, *_paragraphs_below(grid, field.cell, below, is_other)]
    elif len(grid.filled_in(field.label[0])) == 1:
        cells = _paragraphs_below(grid, field.label, below, is_other) or cells
    if cells == [field.cell]:
        return field
    told = [written(field.raw) if cell == field.cell else grid.text(cell) for cell in cells]
    return FoundField("\n".join(told), cells[0], field.label, (*field.more, *cells))


def _paragraphs_below(grid: Grid, first: Cell, from_row: int, is_other: Callable[[Cell], bool]) -> list[Cell]:
    """The cells from a row on that go on with the text of `first`: each alone in its line, in the same column.

    `is_other` tells what is read as something else. Notes and signatures end no text in its midst, but do not close it.
    """
    run = list(_run(grid, first, from_row, is_other))
    return list(dropwhile(lambda cell: _is_foot(grid.text(cell)), reversed(run)))[::-1]


def _run(grid: Grid, first: Cell, from_row: int, is_other: Callable[[Cell], bool]) -> Iterator[Cell]:
    for row in range(from_row, grid.height):
        cells = grid.filled_in(row)
        if not cells:
            continue
        if len(cells) > 1 or cells[0][1] != first[1] or is_other(cells[0]):
            return
        yield cells[0]


def _is_foot(text: str) -> bool:
    return is_note(text) or is_signature(text) or _DAY.fullmatch(text) is not None
