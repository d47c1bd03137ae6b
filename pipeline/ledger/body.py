"""A record as text and back, every value with its type, its written form and its cell."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Attendance, Blank, Month, PartialDate, Quarter, Rate, Scalar

_TAGS: Final[dict[type, tuple[str, Callable[[Any], Any]]]] = {
    str: ("s", str),
    int: ("i", int),
    bool: ("b", bool),
    Decimal: ("m", str),
    dt.date: ("d", dt.date.isoformat),
    dt.time: ("t", dt.time.isoformat),
    Month: ("M", Month.iso),
    Quarter: ("Q", Quarter.iso),
    PartialDate: ("p", lambda value: f"{value.year:04d}-{value.month:02d}"),
    Rate: ("r", lambda value: str(value.fraction)),
    Attendance: ("a", lambda value: value.value),
    tuple: ("l", list),
    Blank: ("", lambda value: None),
}

_AS_IN_JSON: Final = frozenset("sib")
_MAKERS: Final[dict[str, Callable[[Any], Scalar]]] = {
    "m": Decimal,
    "d": dt.date.fromisoformat,
    "t": dt.time.fromisoformat,
    "M": lambda text: Month(int(text[:4]), int(text[5:])),
    "Q": lambda text: Quarter(int(text[:4]), int(text[6:])),
    "p": lambda text: PartialDate(int(text[:4]), int(text[5:])),
    "r": lru_cache(maxsize=64)(lambda text: Rate(Decimal(text))),
    "a": {state.value: state for state in Attendance}.__getitem__,
    "l": tuple,
}


def to_text(record: Record) -> str:
    """The same record gives the same text: names sorted, no spaces. File and sheet are not part of it."""
    body = {
        "fields": _values(record.fields),
        "tables": {name: [_values(row) for row in rows] for name, rows in record.tables.items()},
        "totals": {name: _values(row) for name, row in record.totals.items()},
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_text(form: str, text: str, file: str, sheet: str) -> Record:
    body, at = json.loads(text), Origin(file, sheet)

    def values(held: Mapping[str, list[Any]]) -> dict[str, Value]:
        return {
            name: Value(BLANK if not tag else plain if tag in _AS_IN_JSON else _MAKERS[tag](plain), written, at, cell)
            for name, (tag, plain, written, cell) in held.items()
        }

    return Record(
        form=form,
        origin=at,
        fields=values(body["fields"]),
        tables={name: tuple(map(values, rows)) for name, rows in body["tables"].items()},
        totals={name: values(row) for name, row in body["totals"].items()},
    )


def _values(held: Mapping[str, Value]) -> dict[str, list[Any]]:
    result = {}
    for name, value in held.items():
        tag, plain = _TAGS[type(value.value)]
        result[name] = [tag, plain(value.value), value.written, value.origin.cell]
    return result
