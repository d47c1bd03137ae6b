"""Where the tables of a sheet stand: header row, blocks side by side, and the rows that belong to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping, Table

TOTAL_WORDS = ("合计", "总计", "共计")
SUBTOTAL_WORDS = ("小计", "本页合计", "本页小计")
_NOTE = re.compile(
    r"\s*(注|说明|备注|填表说明|审核人?|复核人?|制表人?|填表人|填报人|经办人?|收款人|负责人|签字|签名|党支部书记|"
    r"支部书记|记录人|主持人)[^:：]{0,6}[:：]|\s*(应到|实到|注：)"
)


@dataclass(slots=True)
class FoundTable:
    """A table on the sheet: `blocks` give, for each block side by side, the column of each name."""

    name: str
    header: int
    height: int
    blocks: list[dict[str, int]]
    rows: list[int] = field(default_factory=list)
    totals: int | None = None
    strangers: list[Cell] = field(default_factory=list)
    """Headers between and beside ours that the mapping does not know."""

    @property
    def first_row(self) -> int:
        return self.header + self.height

    @property
    def last_row(self) -> int:
        return max([self.first_row - 1, *self.rows, *([self.totals] if self.totals is not None else [])])

    def columns(self) -> set[int]:
        return {column for block in self.blocks for column in block.values()}


def find_tables(grid: Grid, form: FormMapping) -> dict[str, FoundTable]:
    """Each table of the form that has a header row on the sheet, with its rows; a header row serves one table."""
    found = _find_headers(grid, form)
    walk = _Walk(grid, form, {table.header for table in found.values()})
    for table in found.values():
        walk.run(table)
    return found


def header_words(table: Table) -> dict[str, str]:
    """A header as compared -> the column's name; the columns' own names win over synonyms."""
    known = {word(header): name for name, column in table.columns.items() for header in column.headers}
    return known | {word(name): name for name in table.columns}


def _find_headers(grid: Grid, form: FormMapping) -> dict[str, FoundTable]:
    candidates = [
        (len(set().union(*table.blocks)) / len(form.tables[name].columns), -row, name, table)
        for name in form.tables
        for row in range(grid.height)
        if (table := _header_at(grid, form.tables[name], name, row))
    ]
    found: dict[str, FoundTable] = {}
    taken: set[int] = set()
    for _, row, name, table in sorted(candidates, key=lambda candidate: candidate[:3], reverse=True):
        if name not in found and -row not in taken:
            found[name] = table
            taken.add(-row)
    return {name: found[name] for name in form.tables if name in found}


def _header_at(grid: Grid, table: Table, name: str, row: int) -> FoundTable | None:
    """The row as a header of the table: at least two of its columns, or half of those that must be there."""
    filled = list(grid.filled_in(row))
    if len(filled) < min(2, len(table.columns)):
        return None
    height = 1 + max(grid.end(cell)[0] - row for cell in filled)
    height = height if height <= 3 else 1
    known = header_words(table)
    blocks: list[dict[str, int]] = [{}]
    strangers: list[Cell] = []
    for cell in _header_cells(grid, row, height):
        column = next((known[text] for text in _readings(grid, cell, row) if text in known), None)
        if column is None:
            strangers.append(cell)
        elif column in blocks[-1]:
            blocks.append({column: cell[1]})
        else:
            blocks[-1][column] = cell[1]
    matched = set().union(*blocks)
    wanted = {part for part, entry in table.columns.items() if not entry.optional}
    if len(matched) < min(2, len(table.columns)) or not (matched & wanted):
        return None
    if 2 * len(matched) < len(filled):
        return None
    return FoundTable(name, row, height, blocks, strangers=strangers)


def _header_cells(grid: Grid, row: int, height: int) -> Iterator[Cell]:
    """The lowest header cell of each column: a second level lies below a head that spans columns."""
    for column in range(grid.width):
        for level in range(row + height - 1, row - 1, -1):
            cell = grid.head((level, column))
            if cell[1] == column and not grid.is_empty(cell):
                yield cell
                break


def _readings(grid: Grid, cell: Cell, row: int) -> Iterator[str]:
    yield grid.word(cell)
    if cell[0] != row:
        above = grid.head((row, cell[1]))
        yield grid.word(above) + grid.word(cell)


class _Walk:
    """Collects a table's rows down to the total, a note, a signature line, the next heading or the next header."""

    def __init__(self, grid: Grid, form: FormMapping, headers: set[int]) -> None:
        self._grid = grid
        self._form = form
        self._headers = headers
        self._labels = words(label for name, entry in form.fields.items() for label in (name, *entry.labels))
        self._sections = words(part for name, table in form.tables.items() for part in (name, table.section) if part)

    def run(self, table: FoundTable) -> None:
        for row in range(table.first_row, self._grid.height):
            cells = list(self._grid.filled_in(row))
            if not cells or self._repeats(table, row):
                continue
            first = self._grid.word(cells[0])
            if row in self._headers:
                return
            if first.startswith(SUBTOTAL_WORDS):
                continue
            if first.startswith(TOTAL_WORDS):
                table.totals = row
                return
            if self._ends(table, cells):
                return
            table.rows.append(row)

    def _repeats(self, table: FoundTable, row: int) -> bool:
        """The header printed again at the head of a page."""
        word_at = self._grid.word
        return all(word_at((row, column)) == word_at((table.header, column)) for column in table.columns())

    def _ends(self, table: FoundTable, cells: list[Cell]) -> bool:
        first = cells[0]
        text = self._grid.word(first)
        if _NOTE.match(self._grid.text(first)):
            return True
        across = [self._spanned(table, cell) for cell in cells]
        anchor = self._form.tables[table.name].anchor
        anchors = {block[anchor] for block in table.blocks if anchor in block}
        if len(cells) == 1 and (across[0] > 1 or text in self._sections):
            return True
        if text in self._labels:
            # A label ends the table, unless the same words are an entry of it: 集中学习 is both a field and an agenda.
            return first[1] not in anchors or any(count > 1 for count in across)
        return len(cells) == 1 and first[1] not in anchors and not text.isdigit()

    def _spanned(self, table: FoundTable, cell: Cell) -> int:
        """How many of the table's columns the cell is merged across."""
        return sum(cell[1] <= column <= self._grid.end(cell)[1] for column in table.columns())
