"""The cells of a sheet as the person sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from pipeline.forms.survey.facts import SheetFacts
from pipeline.forms.values.reading import Raw, written_each
from pipeline.forms.words import word

Cell = tuple[int, int]
"""Row and column, counted from 0; what the person sees is `address`."""


@dataclass(slots=True)
class Grid:
    """One sheet. `spans` gives, for the first cell of a merged range, its last cell."""

    sheet: str
    rows: list[list[Raw]]
    spans: dict[Cell, Cell] = field(default_factory=dict)
    hidden: bool = False
    facts: SheetFacts = field(default_factory=SheetFacts)
    is_1904: bool = False
    """A bare serial number counts its days from 1904-01-01."""
    texts: list[list[str]] = field(init=False)
    """As the person sees each cell of `rows`."""
    height: int = field(init=False)
    width: int = field(init=False)
    _covered: dict[Cell, Cell] = field(default_factory=dict)
    _merged_rows: set[int] = field(default_factory=set)
    _filled: list[list[Cell]] = field(init=False)
    _places: dict[str, list[Cell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.height, self.width = len(self.rows), len(self.rows[0]) if self.rows else 0
        if self.spans:
            self.spans = self._within()
            self._cover()
        self.texts = written_each(self.rows)
        self._filled = [
            [(row, column) for column, told in enumerate(line) if told and not told.isspace()]
            for row, line in enumerate(self.texts)
        ]

    def _within(self) -> dict[Cell, Cell]:
        """The merged ranges that begin among the cells, down to the last of their lines: a range may go on below it."""
        return {
            first: (min(last[0], self.height - 1), last[1])
            for first, last in self.spans.items()
            if first[0] < self.height and first[1] < self.width
        }

    def _cover(self) -> None:
        left = (self.height + 1) * (self.width + 1)
        for first, last in self.spans.items():
            right = min(last[1], self.width - 1)
            left -= max(0, last[0] - first[0] + 1) * max(0, right - first[1] + 1)
            if left < 0:
                # Ranges that overlap: no program writes them, and thousands of them would take minutes.
                return
            for row in range(first[0], last[0] + 1):
                self._merged_rows.add(row)
                for column in range(first[1], right + 1):
                    self._covered[row, column] = first

    def raw(self, cell: Cell) -> Raw:
        row, column = cell
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.rows[row][column]
        return None

    def text(self, cell: Cell) -> str:
        """As the person sees it."""
        row, column = cell
        return self.texts[row][column] if 0 <= row < self.height and 0 <= column < self.width else ""

    def word(self, cell: Cell) -> str:
        """As labels and headers are compared."""
        return word(self.text(cell))

    def places(self) -> Mapping[str, Sequence[Cell]]:
        """Each word of the sheet, as labels and headers are compared, with its cells in reading order."""
        places = self._places
        if not places:
            for line, told, cells in zip(self.rows, self.texts, self._filled, strict=True):
                for cell in cells:
                    column = cell[1]
                    if line[column].__class__ is str:
                        places.setdefault(word(told[column]), []).append(cell)
        return places

    def is_empty(self, cell: Cell) -> bool:
        told = self.text(cell)
        return not told or told.isspace()

    def is_hidden(self, cell: Cell) -> bool:
        return cell[0] in self.facts.hidden_rows or cell[1] in self.facts.hidden_columns

    def has_merged(self, *rows: int) -> bool:
        """Whether a merged range touches any of the rows."""
        return not self._merged_rows.isdisjoint(rows)

    def head(self, cell: Cell) -> Cell:
        """The first cell of the merged range that the cell lies in, else the cell itself."""
        return self._covered.get(cell, cell)

    def end(self, cell: Cell) -> Cell:
        """The last cell of the merged range that begins here, else the cell itself."""
        return self.spans.get(cell, cell)

    def filled(self) -> Iterator[Cell]:
        """Every cell that holds something, in reading order."""
        return chain.from_iterable(self._filled)

    def outside(self, lines: Collection[int]) -> Iterator[Cell]:
        """The filled cells that are in none of the lines, in reading order."""
        return chain.from_iterable(cells for row, cells in enumerate(self._filled) if row not in lines)

    def told(self) -> Iterator[str]:
        """The text of every cell, in reading order, of empty ones too."""
        return chain.from_iterable(self.texts)

    def filled_in(self, row: int) -> Sequence[Cell]:
        return self._filled[row]


def address(cell: Cell) -> str:
    """(0, 0) -> A1."""
    return f"{letters(cell[1])}{cell[0] + 1}"


@cache
def letters(column: int) -> str:
    """0 -> A."""
    told = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(65 + rest) + told
    return told


def cell_at(text: str) -> Cell:
    """A1 -> (0, 0)."""
    head = text.rstrip("0123456789")
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(text[len(head) :]) - 1, column - 1
