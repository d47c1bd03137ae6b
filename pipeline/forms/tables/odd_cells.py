"""A cell of a row that has no value of its own yet: what stands for it, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.forms.grid import Cell
from pipeline.forms.report import Report
from pipeline.forms.tables.columns import Ditto, Read
from pipeline.forms.values.marks import says_observing
from pipeline.forms.values.reading import Misread
from pipeline.mapping.form import Entry
from pipeline.mapping.vocabulary import Type
from pipeline.model.record import Value
from pipeline.model.values import BLANK, Blank, Scalar

Odd = tuple[str, Entry, Read]
"""A cell that needs a closer look: its column's name and entry, and what it reads as."""

_NO_VALUE: Final = frozenset({Misread, Ditto})
_NO_VALUE_OR_BLANK: Final = _NO_VALUE | {Blank}


def odd_among(entry: Entry, reads: list[Read]) -> list[int]:
    """The places of those cells of a column that need a closer look; nearly always none."""
    if (_NO_VALUE if entry.optional else _NO_VALUE_OR_BLANK).isdisjoint(map(type, reads)):
        return []
    return [
        place
        for place, read in enumerate(reads)
        if isinstance(read, Misread | Ditto) or (read is BLANK and not entry.optional)
    ]


def settle_odd(row: dict[str, Value], odd: Odd, cell: Cell, above: Mapping[str, Value], report: Report) -> None:
    """Puts in what stands for the cell, or takes it out; says what is wrong. `above` is the row above, if any."""
    name, entry, read = odd
    if isinstance(read, Misread):
        stands: Scalar | None = None if _tell_misread(name, entry, cell, read, report) else BLANK
    elif isinstance(read, Ditto):
        stands = _as_above(name, cell, above, report)
    else:
        hint = f"请填写{name}" + (f"，例如 {entry.example}" if entry.example else "")
        report.stop(cell, "cell-empty", f"{name}没有填", hint)
        return
    if stands is None:
        del row[name]
    else:
        row[name] = Value(stands, row[name].written, row[name].origin)


def _as_above(name: str, cell: Cell, above: Mapping[str, Value], report: Report) -> Scalar | None:
    """None where nothing stands above, which has been told."""
    if name in above:
        return above[name].value
    # A row above whose own value could not be read has been told already.
    if not above:
        message = f"{name}：“{report.grid.text(cell)}”上面没有可以照抄的一行"
        report.stop(cell, "ditto-without-above", message, f"请写出{name}")
    return None


def _tell_misread(name: str, entry: Entry, cell: Cell, read: Misread, report: Report) -> bool:
    """Whether that stops the sheet; a number that only counts lines may be anything."""
    if not (entry.optional and entry.type is Type.COUNT and entry.role is None):
        report.stop(cell, read.code, f"{name}：{read.message}", read.hint)
        return True
    if not says_observing(report.grid.text(cell)):
        report.warn(cell, read.code, f"{name}：{read.message}", read.hint)
    return False
