"""A table as it stands on a sheet: its header, its columns and its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.forms.grid import Cell
from pipeline.forms.tables.head_blocks import Block


@dataclass(slots=True)
class FoundTable:
    """A table on the sheet: `blocks` give, for each block side by side, the column of each name."""

    name: str
    header: int
    height: int
    blocks: list[Block]
    spread: list[list[Cell]]
    """For each block the heads of a mark that is spread over several columns."""
    strangers: list[Cell] = field(default_factory=list)
    """Headers between and beside ours that the mapping does not know."""
    doubts: list[Cell] = field(default_factory=list)
    """Heads of which it is not certain which are the sheet's own; that has been said."""
    rows: list[int] = field(default_factory=list)
    groups: dict[int, Cell] = field(default_factory=dict)
    """For a row its nearest heading above, such as 列席人员."""
    printed: list[int] = field(default_factory=list)
    """Repeated headers and subtotals among the rows."""
    closed: frozenset[int] = frozenset()
    """Lines of the sheet that say 以下空白, in any column."""
    totals: int | None = None

    @property
    def first_row(self) -> int:
        return self.header + self.height

    def lines(self) -> list[int]:
        """Every line that is table, header and total too."""
        totals = [] if self.totals is None else [self.totals]
        return [*range(self.header, self.first_row), *self.rows, *self.printed, *totals]

    def matched(self) -> set[str]:
        return set().union(*self.blocks)

    def columns(self) -> set[int]:
        return {column for block in self.blocks for column in block.values()}


def lines_of(tables: Mapping[str, FoundTable]) -> frozenset[int]:
    """Every line of the sheet that is table: neither labels nor loose words are looked for there."""
    return frozenset(line for table in tables.values() for line in table.lines())
