"""The cells that a document can have been made of: every value of its activity's records, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.context import Material

Place = tuple[int, str, int, str]
"""Record, table, row and column."""
RowPlace = tuple[int, str, int]
TOTAL = -1
"""The row of a table's totals."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a record. `table` is empty for a field; `row` counts from 0, or is TOTAL."""

    held: Held
    table: str
    row: int
    column: str
    value: Value

    @property
    def name(self) -> str:
        """How it is called in the form."""
        return f"{self.table}.{self.column}" if self.table else self.column

    @property
    def place(self) -> Place:
        """The same for two readings of one record."""
        return self.held.id, self.table, self.row, self.column

    @property
    def row_place(self) -> RowPlace:
        return self.held.id, self.table, self.row

    @property
    def address(self) -> tuple[int, int, str]:
        """By which the cells of a sheet stand as they are read: by rows."""
        letters = self.value.origin.cell.rstrip("0123456789")
        return int(self.value.origin.cell[len(letters) :] or 0), len(letters), letters


def held_by(material: Material) -> list[Held]:
    """Every record that its activity, the activities within, and the branch as it was can bring into a document."""
    past = material.measure.past
    return [*_records(material.activity), *past.rosters, *past.profiles]


_DATING = frozenset({Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR})


def is_dating(cell: Cell, forms: Mapping[str, FormMapping]) -> bool:
    """Whether it says of which day or time its form is."""
    field = forms[cell.held.form].fields.get(cell.column)
    return not cell.table and field is not None and field.role in _DATING


def is_anchor(cell: Cell, forms: Mapping[str, FormMapping]) -> bool:
    """Whether it says what its row is about."""
    return bool(cell.table) and cell.row != TOTAL and forms[cell.held.form].tables[cell.table].anchor == cell.column


def subject_of(cell: Cell, forms: Mapping[str, FormMapping]) -> Scalar:
    """What its row is about, as its anchor says it; BLANK for what stands in no row."""
    if not cell.table or cell.row == TOTAL:
        return BLANK
    anchor = cell.held.record.rows(cell.table)[cell.row].get(forms[cell.held.form].tables[cell.table].anchor)
    return anchor.value if anchor else BLANK


def _records(activity: Activity) -> Iterator[Held]:
    yield from activity.records
    for one in (*activity.within, *activity.before):
        yield from _records(one)


def cells_of(records: Iterable[Held]) -> Iterator[Cell]:
    """Those that are not empty, column by column."""
    return (cell for held in records for cell in _of_record(held, held.record) if cell.value.value is not BLANK)


def _of_record(held: Held, record: Record) -> Iterator[Cell]:
    for name, value in record.fields.items():
        yield Cell(held, "", 0, name, value)
    for table, rows in record.tables.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        for column in columns:
            for number, row in enumerate(rows):
                if column in row:
                    yield Cell(held, table, number, column, row[column])
    for table, totals in record.totals.items():
        for column, value in totals.items():
            yield Cell(held, table, TOTAL, column, value)
