"""A field as it was found on a sheet, and all those found so far: each label and each value serves once."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.forms.grid import Cell
from pipeline.forms.values.reading import Raw


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field on the sheet: what stands there, where, and where its label is."""

    raw: Raw
    cell: Cell
    label: Cell
    more: tuple[Cell, ...] = ()
    """Further cells whose text it holds."""

    @property
    def is_empty(self) -> bool:
        return self.raw is None or not str(self.raw).strip()


@dataclass(slots=True)
class FoundFields:
    """`used` is every cell that served as a label or a value."""

    fields: dict[str, FoundField] = field(default_factory=dict)
    used: set[Cell] = field(default_factory=set)

    def take(self, name: str, found: FoundField) -> None:
        self.fields[name] = found
        self.used |= {found.label, found.cell, *found.more}

    def lacks(self, name: str) -> bool:
        """Whether the field has no label yet, or nothing beside it."""
        return name not in self.fields or self.fields[name].is_empty
