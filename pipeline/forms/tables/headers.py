"""Which row is the header of a table, and which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import TableWords, lexicon
from pipeline.forms.tables.head_blocks import Block, Head, blocks_of
from pipeline.forms.values.months import heads_a_month
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping, Table


@dataclass(frozen=True, slots=True)
class Header:
    """`blocks`: one for each run of the columns side by side. `strangers` are heads that the mapping does not know.

    `spread` gives for each block the heads of a mark that is spread over several columns.
    """

    row: int
    height: int
    blocks: list[Block]
    spread: list[list[Cell]]
    strangers: list[Cell]

    def names(self) -> set[str]:
        return set().union(*self.blocks)


def find_headers(grid: Grid, form: FormMapping) -> dict[str, Header]:
    """The best header row of each table; a row serves one table."""
    tables = lexicon(form).tables
    candidates = [
        (len(header.names()) / len(table.columns), -row, name, header)
        for name, table in form.tables.items()
        for row in _rows_with(grid, tables[name])
        if (header := _header_at(grid, table, tables[name], row))
    ]
    found: dict[str, Header] = {}
    taken: set[int] = set()
    for _, row, name, header in sorted(candidates, key=lambda candidate: candidate[:3], reverse=True):
        if name not in found and -row not in taken:
            found[name] = header
            taken.add(-row)
    return {name: found[name] for name in form.tables if name in found}


def _rows_with(grid: Grid, words: TableWords) -> list[int]:
    """The rows that hold one of the table's headers at least."""
    places = grid.places()
    return sorted({cell[0] for header in words.known for cell in places.get(header, ())})


def _header_at(grid: Grid, table: Table, words: TableWords, row: int) -> Header | None:
    """The row as a header of the table: at least two of its columns, one of those that must be there among them."""
    filled, known = grid.filled_in(row), words.known
    enough = min(2, len(table.columns))
    if len(filled) < enough:
        return None
    height = 1 + max(grid.end(cell)[0] - row for cell in filled)
    height = height if height <= 3 else 1
    if height == 1 and _has_second_level(grid, words, row):
        height = 2
    if height == 1 and not grid.has_merged(row) and len({*map(grid.word, filled)} & known.keys()) < enough:
        return None
    heads = [_head(grid, known, cell, row) for cell in _header_cells(grid, row, height)]
    found = blocks_of(table, words, heads)
    matched = set().union(*found.blocks)
    is_likely = bool(matched & words.wanted) or (len(matched) > 2 and not table.optional)
    if len(matched) < enough or not is_likely:
        return None
    # Months side by side are told as such, however many they are.
    months = sum(head.name is None and heads_a_month(grid.text(head.cell)) for head in heads)
    served = len(heads) - len(found.strangers)
    if 3 * served < len(heads) - months:
        return None
    return Header(row, height, found.blocks, found.spread, found.strangers)


def _has_second_level(grid: Grid, words: TableWords, row: int) -> bool:
    """Below the anchor's row stand only heads, under heads that are none by themselves, without merging down."""
    known = words.known
    below = grid.filled_in(row + 1) if row + 1 < grid.height else []
    has_anchor = any(known.get(grid.word(cell)) == words.anchor for cell in grid.filled_in(row))
    return bool(has_anchor and below) and all(
        any(text in known for text in _readings(grid, cell, row))
        and (grid.word((row, cell[1])) not in known or _heads_several(grid, cell))
        for cell in below
    )


def _heads_several(grid: Grid, below: Cell) -> bool:
    """The head above stands over the next column too, as 应缴党费 over 比例 and 金额."""
    row, column = below
    return grid.is_empty((row - 1, column + 1)) and not grid.is_empty((row, column + 1))


def _header_cells(grid: Grid, row: int, height: int) -> Iterator[Cell]:
    """The lowest header cell of each column: a second level lies below a head that spans columns."""
    for column in range(grid.width):
        for level in range(row + height - 1, row - 1, -1):
            cell = grid.head((level, column))
            if cell[1] == column and not grid.is_empty(cell):
                yield cell
                break


def _head(grid: Grid, known: Mapping[str, str], cell: Cell, row: int) -> Head:
    text, name = grid.word(cell), column_of(grid, known, cell, row)
    return Head(cell, text, name, name is not None and word(name) == text)


def column_of(grid: Grid, known: Mapping[str, str], cell: Cell, row: int) -> str | None:
    """The column that a head means in a header that begins at `row`; None for a stranger."""
    name = known.get(grid.word(cell))
    if name is None and cell[0] != row:
        name = next((known[both] for both in _readings(grid, cell, row) if both in known), None)
    return name


def _readings(grid: Grid, cell: Cell, row: int) -> Iterator[str]:
    """By itself, then with the head above it: 时间 over 入党 is 入党时间."""
    yield grid.word(cell)
    if cell[0] != row:
        above = grid.word(_above(grid, cell, row))
        yield above + grid.word(cell)
        yield grid.word(cell) + above


def _above(grid: Grid, cell: Cell, row: int) -> Cell:
    """The head in the row over the cell; one that is not merged stands over the empty cells to its right too."""
    for column in range(cell[1], -1, -1):
        head = grid.head((row, column))
        if not grid.is_empty(head):
            return head
    return row, cell[1]
