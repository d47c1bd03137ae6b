"""What each line below the header of a table is to it: an entry, a heading, a total, its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum, auto
from typing import Final

from pipeline.forms.cells import Surroundings, read_cell
from pipeline.forms.feet import is_note, is_signature
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.line_words import (
    GROUP,
    NUMBERED,
    ROLL,
    SUBTOTAL,
    TOTAL,
    goes_on,
    is_closed,
    is_foot,
)
from pipeline.forms.values.choice import read_yes_no
from pipeline.forms.values.reading import Misread
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Type

_DATED: Final = {Type.DATE, Type.DATE_OR_TEXT, Type.MONTH, Type.QUARTER}


class Line(Enum):
    """What a line below a header is to the table."""

    BLANK = auto()
    ENTRY = auto()
    PRINT = auto()
    """The header again, a subtotal."""
    TOTAL = auto()
    HEADING = auto()
    """One cell that heads a group of entries, if entries follow."""
    FOOT = auto()
    """One cell that ends the table, unless an entry follows: then it is a wrong one."""
    CLOSED = auto()
    """以下空白, which ends the table unless an entry follows."""
    END = auto()


class Lines:
    """Those of one table, down to `stop`, where the next one begins; `anchors` are the columns that name its entries.

    `headers` are all header rows of the sheet, with their tables.
    """

    def __init__(self, grid: Grid, form: FormMapping, table: FoundTable, headers: Mapping[int, str]) -> None:
        self._grid = grid
        self._table = table
        self._words = lexicon(form)
        self._mapping = form.tables[table.name]
        anchor = self._mapping.anchor
        self.anchors = {block[anchor] for block in table.blocks if anchor in block}
        self._people = self.anchors & self._of({Type.MEMBER})
        self._numbers = self._of({Type.COUNT})
        self._days = self._of(_DATED)
        self._columns = sorted(table.columns())
        self._heads = [self._told(line) for line in range(table.header, table.first_row)]
        self._first_heads = {head[0] for head in self._heads}
        after = [row for row in headers if row > table.header]
        self.stop = min(after, default=grid.height)
        self._next_table = headers.get(self.stop, "")

    def kind(self, row: int) -> Line:
        cells = self._grid.filled_in(row)
        if not cells:
            return Line.BLANK
        if self.repeats(row) or (row == self._table.first_row and self._numbers_columns(cells)):
            return Line.PRINT
        if row in self._table.closed and self._names_nobody(row):
            return Line.CLOSED
        text = word(self._grid.texts[row][cells[0][1]])
        if not text.isdigit() and (kind := self._by_words(cells, text)):
            return kind
        return self._lone(cells[0]) if len(cells) == 1 else Line.ENTRY

    def _by_words(self, cells: Sequence[Cell], text: str) -> Line | None:
        """What the first words of the line say; None where that is nothing."""
        if SUBTOTAL.fullmatch(text):
            return Line.PRINT
        if TOTAL.fullmatch(text):
            return Line.TOTAL
        if is_note(self._grid.text(cells[0])) or self._signs(cells) or self._is_field(cells):
            return Line.END
        if len(cells) > 1:
            return None
        told, column = self._grid.text(cells[0]), cells[0][1]
        if goes_on(told):
            return Line.PRINT
        ends = is_foot(told, of_people=column in self._people, of_days=column in self._days)
        return Line.FOOT if ends else None

    def _of(self, types: Collection[Type]) -> set[int]:
        """The columns of some types."""
        columns = self._mapping.columns
        return {at for block in self._table.blocks for name, at in block.items() if columns[name].type in types}

    def _names_nobody(self, row: int) -> bool:
        told = (self._grid.word((row, column)) for column in self.anchors)
        return all(not text or is_closed(text) for text in told)

    def _signs(self, cells: Sequence[Cell]) -> bool:
        """支部书记（签字） or 缺席人员 with a name beside it; in a column of posts the same words are a post."""
        text = self._grid.word(cells[0])
        if cells[0][1] in self.anchors or cells[0][1] in self._numbers or cells[0][1] not in self._columns:
            return is_signature(text) or (len(cells) == 2 and ROLL.fullmatch(text) is not None)
        return False

    def _lone(self, cell: Cell) -> Line:
        """One cell in the line: an entry's name, a line's number, a heading, or a stray word in some column."""
        text = self._grid.word(cell)
        if self._spanned(cell) > 1 or cell[1] not in self._columns or self._heads_next_table(cell[0], text):
            return Line.HEADING
        if GROUP.fullmatch(text) and cell[1] in self.anchors:
            return Line.HEADING
        if cell[1] in self.anchors or text.isdigit():
            return Line.ENTRY
        return Line.HEADING if cell[1] == self._columns[0] else Line.ENTRY

    def _heads_next_table(self, row: int, text: str) -> bool:
        """Right above the next table's header, and called as that is or apart from the entries: 党小组设置."""
        if not self._next_table or self._grid.filled_in(self.stop - 1) != self._grid.filled_in(row):
            return False
        return self._next_table in text or not self._grid.filled_in(row - 1)

    def _is_field(self, cells: Sequence[Cell]) -> bool:
        """A label ends the table, unless the same words are an entry of it: 集中学习 is both a field and an agenda."""
        first, text = cells[0], self._grid.word(cells[0])
        if len(cells) == 1 and text in self._words.sections:
            return True
        if len(cells) == 1 and word(text.partition(":")[0]) in self._words.all_labels and ":" in text:
            return True
        if text not in self._words.all_labels or self._is_value(first):
            return False
        if first[1] not in self.anchors or text in self._words.wide:
            return True
        answered = (
            text in self._words.asked and len(cells) > 1 and isinstance(read_yes_no(self._grid.raw(cells[1])), bool)
        )
        return answered or any(self._spanned(cell) > 1 for cell in cells)

    def _is_value(self, cell: Cell) -> bool:
        """What its column holds, as the mark 请假 does although a count has that label."""
        mapping = self._mapping
        entries = [mapping.columns[name] for block in self._table.blocks for name, at in block.items() if at == cell[1]]
        return any(
            entry.type is Type.MARK and not isinstance(read_cell(self._grid.raw(cell), entry, Surroundings()), Misread)
            for entry in entries
        )

    def repeats(self, row: int) -> bool:
        """The header printed again at the head of a page."""
        if word(self._grid.texts[row][self._columns[0]]) not in self._first_heads:
            return False
        told = self._told(row)
        return any(told) and told in self._heads

    def _told(self, row: int) -> list[str]:
        return [self._grid.word((row, column)) for column in self._columns]

    def _numbers_columns(self, cells: Sequence[Cell]) -> bool:
        return len(cells) > 2 and all(NUMBERED.fullmatch(self._grid.word(cell)) for cell in cells)

    def _spanned(self, cell: Cell) -> int:
        """How many of the table's columns the cell is merged across."""
        last = self._grid.end(cell)[1]
        return 1 if last == cell[1] else sum(cell[1] <= column <= last for column in self._columns)
