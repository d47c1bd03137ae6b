"""Which heads of a header serve which columns of a table: in one block, or in several side by side."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.forms.grid import Cell
from pipeline.forms.lexicon import TableWords
from pipeline.mapping.form import Table

Block = dict[str, int]
"""Column's name -> column of the sheet, counted from 0."""


@dataclass(frozen=True, slots=True)
class Head:
    """`name` is the column that it means, None for a stranger; `exact` where it is the column's own name."""

    cell: Cell
    text: str
    name: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Blocks:
    """As `Header` has them."""

    blocks: list[Block]
    spread: list[list[Cell]]
    strangers: list[Cell]


def blocks_of(table: Table, words: TableWords, heads: list[Head]) -> Blocks:
    """A name that comes again begins the next block, if that has an anchor too; else the column's own name wins."""
    several = sum(head.name == table.anchor for head in heads) > 1
    runs = [_Run()]
    strangers = [head.cell for head in heads if head.name is None]
    for head in heads:
        if head.name is None:
            continue
        is_part = head.text in words.parts
        if several and (head.text in runs[-1].parts if is_part else head.name in runs[-1].heads):
            runs.append(_Run())
        left = runs[-1].add_part(head) if is_part else runs[-1].add(head)
        strangers += [left.cell] if left else []
    if several:
        strangers += [head.cell for run in runs if table.anchor not in run.heads for head in run.heads.values()]
        runs = [run for run in runs if table.anchor in run.heads]
    return Blocks([run.block() for run in runs], [run.spread() for run in runs], sorted(strangers))


class _Run:
    """The heads of one block, from left to right."""

    def __init__(self) -> None:
        self.heads: dict[str, Head] = {}
        self.parts: dict[str, Head] = {}

    def add(self, head: Head) -> Head | None:
        """Gives back the one of two heads for the same column that does not serve."""
        held = self.heads.get(str(head.name))
        if held is not None and not (head.exact and not held.exact):
            return head
        self.heads[str(head.name)] = head
        return held

    def add_part(self, head: Head) -> Head | None:
        return head if self.parts.setdefault(head.text, head) is not head else None

    def block(self) -> Block:
        """A mark that has no column of its own stands for the first of its parts."""
        first = {str(head.name): head for head in reversed(self.parts.values())}
        return {name: head.cell[1] for name, head in (first | self.heads).items()}

    def spread(self) -> list[Cell]:
        """The heads of a mark's parts, with that of its own column."""
        own = [self.heads[name] for name in {str(head.name) for head in self.parts.values()} if name in self.heads]
        return sorted(head.cell for head in (*own, *self.parts.values()))
