"""What a person changed in a workbook: the cells in which it differs from another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.forms.grid import Grid, address
from pipeline.forms.workbook import UnreadableWorkbook, WorkbookFile


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, and what a person saw in it before."""

    sheet: str
    cell: str
    before: str


def changes(before: Path, after: Path) -> list[Change] | None:
    """None where the two have not the same sheets, or one of them cannot be read. Blanks around a text do not count."""
    try:
        old, new = WorkbookFile(before).grids, WorkbookFile(after).grids
    except UnreadableWorkbook:
        return None
    if [grid.sheet for grid in old] != [grid.sheet for grid in new]:
        return None
    return [change for one, other in zip(old, new, strict=True) for change in _between(one, other)]


def _between(old: Grid, new: Grid) -> list[Change]:
    cells = sorted({*old.filled(), *new.filled()})
    differing = (cell for cell in cells if old.text(cell).strip() != new.text(cell).strip())
    return [Change(old.sheet, address(cell), old.text(cell)) for cell in differing]
