"""The cells of a sheet as the person sees them, read through python-calamine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.forms.values.reading import Raw, written
from pipeline.forms.words import word

MOST_ROWS: Final = 100_000
MOST_CELLS: Final = 2_000_000

Cell = tuple[int, int]
"""Row and column, counted from 0; what the person sees is `address`."""


class UnreadableWorkbook(Exception):
    """The bytes are no workbook that can be read."""


@dataclass(slots=True)
class Grid:
    """One sheet. `spans` gives, for the first cell of a merged range, its last cell."""

    sheet: str
    rows: list[list[Raw]]
    spans: dict[Cell, Cell] = field(default_factory=dict)
    hidden: bool = False
    too_large: bool = False
    _covered: dict[Cell, Cell] = field(default_factory=dict)
    _texts: dict[Cell, str] = field(default_factory=dict)
    _words: dict[Cell, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for first, last in self.spans.items():
            for row in range(first[0], min(last[0], len(self.rows)) + 1):
                for column in range(first[1], min(last[1], self.width) + 1):
                    self._covered[row, column] = first

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def raw(self, cell: Cell) -> Raw:
        row, column = cell
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.rows[row][column]
        return None

    def text(self, cell: Cell) -> str:
        """As the person sees it."""
        if cell not in self._texts:
            self._texts[cell] = written(self.raw(cell))
        return self._texts[cell]

    def word(self, cell: Cell) -> str:
        """As labels and headers are compared."""
        if cell not in self._words:
            self._words[cell] = word(self.text(cell))
        return self._words[cell]

    def is_empty(self, cell: Cell) -> bool:
        return not self.text(cell).strip()

    def head(self, cell: Cell) -> Cell:
        """The first cell of the merged range that the cell lies in, else the cell itself."""
        return self._covered.get(cell, cell)

    def end(self, cell: Cell) -> Cell:
        """The last cell of the merged range that begins here, else the cell itself."""
        return self.spans.get(cell, cell)

    def filled(self) -> Iterator[Cell]:
        """Every cell that holds something, in reading order."""
        for row in range(self.height):
            yield from self.filled_in(row)

    def filled_in(self, row: int) -> Iterator[Cell]:
        for column, raw in enumerate(self.rows[row]):
            if raw is not None and raw != "" and not self.is_empty((row, column)):
                yield row, column


def address(cell: Cell) -> str:
    """(0, 0) -> A1."""
    row, column = cell
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def cell_at(text: str) -> Cell:
    """A1 -> (0, 0)."""
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(text[len(letters) :]) - 1, column - 1


def read_grids(path: Path) -> list[Grid]:
    """Every sheet in the workbook's order, hidden ones too; raises UnreadableWorkbook."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
            return [
                _grid(workbook, sheet.name, hidden=sheet.visible is not SheetVisibleEnum.Visible)
                for sheet in workbook.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A damaged file can make the reader panic, which comes as a BaseException of its own.
        raise UnreadableWorkbook(str(error)) from error


def _grid(workbook: object, name: str, *, hidden: bool) -> Grid:
    sheet = workbook.get_sheet_by_name(name)  # type: ignore[attr-defined]
    height, width = sheet.total_height, sheet.total_width
    if height > MOST_ROWS or height * width > MOST_CELLS:
        return Grid(name, [], hidden=hidden, too_large=True)
    rows: list[list[Raw]] = sheet.to_python(skip_empty_area=False)
    try:
        ranges = sheet.merged_cell_ranges or []
    except (ValueError, NotImplementedError):
        ranges = []
    return Grid(name, rows, dict(ranges), hidden=hidden)
