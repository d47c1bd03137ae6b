"""What was read out of a sheet, each value with the cell that it came from.

There is a Value for every cell of every sheet; its Origin is made when it is asked for. `Final` keeps them as they were
made, for the type checker; `frozen` would do so at run time, and make each of them three times as slowly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.model.values import BLANK, Scalar


@dataclass(slots=True, unsafe_hash=True)
class Origin:
    """Where something stands, as the person sees it: file name, sheet name, A1 address."""

    file: Final[str]
    sheet: Final[str] = ""
    cell: Final[str] = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.file, self.sheet, self.cell) if part)


@dataclass(slots=True, eq=False)
class Value:
    """One value, the text that stood in the cell, and where that was: at an Origin, or in a cell of its sheet.

    `origin.cell` is empty for a value that no cell holds: a declared default, a branch known by its folder.
    """

    value: Final[Scalar]
    written: Final[str]
    _at: Final[Origin]
    _cell: Final[str] = ""

    @property
    def origin(self) -> Origin:
        return Origin(self._at.file, self._at.sheet, self._cell) if self._cell else self._at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(self._all())

    def _all(self) -> tuple[Scalar, str, Origin]:
        return self.value, self.written, self.origin


Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Record:
    """One form as one sheet holds it: `fields` by name, `tables` by name, `totals` by table and column."""

    form: str
    origin: Origin
    fields: Mapping[str, Value]
    tables: Mapping[str, tuple[Row, ...]]
    totals: Mapping[str, Mapping[str, Value]]

    def value(self, field: str) -> Scalar:
        """The field's value, BLANK where the form left an optional field empty."""
        held = self.fields.get(field)
        return BLANK if held is None else held.value

    def rows(self, table: str) -> tuple[Row, ...]:
        return self.tables.get(table, ())
