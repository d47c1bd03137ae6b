"""What is known of a workbook before its cells are read, and the limits that it has to keep.

calamine holds a sheet as one block from its first to its last filled cell, and a block that does not fit into memory
ends the process: so places and amounts are counted first, on a stream that is never held whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Cell = tuple[int, int]
"""Row and column, counted from 0; what the person sees is `grid.address`."""

MOST_SHEETS: Final = 500
MOST_ROWS: Final = 50_000
MOST_CELLS: Final = 1_000_000
"""Of a sheet, from A1 to the last filled row and column, empty ones too."""
MOST_FILLED: Final = 2_000_000
"""Of a workbook, only those that hold something."""
MOST_LISTED: Final = 2_000_000
"""Of a sheet, cells with nothing but a format too."""
MOST_BYTES: Final = 48 << 20
"""Of a workbook's texts, unpacked; pictures are not counted."""
MOST_PICTURES: Final = 1_000
"""Of a workbook, and of whatever else in it is no text."""
MOST_PICTURE_BYTES: Final = 200 << 20
MOST_CHARACTERS: Final = 64_000_000
"""Of all cells together: one long text may stand in many."""


class Unsound(Exception):
    """The bytes are no workbook that can be read, or are made to do harm."""


class TooLarge(Exception):
    """More than a form can hold; `sheet` and `cell` say where, as far as that is known."""

    def __init__(self, sheet: str = "", cell: Cell | None = None) -> None:
        super().__init__(sheet, cell)
        self.sheet = sheet
        self.cell = cell


class TooManyPictures(TooLarge):
    """Pictures that no form needs, in number or in size."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Rows and columns count from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    faults: Mapping[Cell, str] = field(default_factory=dict)
    """Cells that calamine gives as empty: with the error that stands there (#REF!), or "" for a formula that no program
    has worked out yet."""


@dataclass(frozen=True, slots=True)
class WorkbookFacts:
    """By the sheet's name. `is_1904`: its serial numbers count days from 1904-01-01."""

    sheets: Mapping[str, SheetFacts] = field(default_factory=dict)
    is_1904: bool = False


class Extent:
    """How far the filled cells of one sheet reach; raises TooLarge as soon as that is too far."""

    __slots__ = ("filled", "last_column", "last_row", "sheet")

    def __init__(self, sheet: str, filled: int = 0) -> None:
        self.sheet = sheet
        self.filled = filled
        self.last_row = self.last_column = 0

    def add(self, row: int, column: int, count: int = 1) -> None:
        """`count` filled cells of which this is the last."""
        self.filled += count
        if row > self.last_row or column > self.last_column:
            self.last_row = max(row, self.last_row)
            self.last_column = max(column, self.last_column)
            if self.last_row >= MOST_ROWS or (self.last_row + 1) * (self.last_column + 1) > MOST_CELLS:
                raise TooLarge(self.sheet, (row, column))
        if self.filled > MOST_FILLED:
            raise TooLarge(self.sheet, (row, column))
