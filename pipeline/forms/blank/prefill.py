"""What a blank form holds before anyone has filled it in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.mapping.form import FormMapping
from pipeline.model.values import Blank, Rate, Scalar

Values = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Prefill:
    """Fields by name, rows by table; what has no value is not in it, or is BLANK."""

    fields: Values = field(default_factory=dict)
    rows: Mapping[str, Sequence[Values]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BlankForm:
    """One sheet of a workbook to be."""

    form: FormMapping
    prefill: Prefill = field(default_factory=Prefill)


Plain = str | int | float | dt.date | dt.time | None
"""What openpyxl puts into a cell."""


def plain(value: Scalar | None) -> Plain:
    """As a spreadsheet takes it: numbers stay numbers, dates dates, the rest its text."""
    match value:
        case None | Blank():
            return None
        case bool():
            return "是" if value else "否"
        case int() | dt.date() | dt.time():
            return value
        case Decimal() | Rate():
            return float(value.fraction if isinstance(value, Rate) else value)
        case _:
            return _printable("、".join(value) if isinstance(value, tuple) else str(value))


def _printable(text: str) -> str | None:
    """Without the control signs and half signs that no .xlsx can hold."""
    return (
        "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff")) or None
    )
