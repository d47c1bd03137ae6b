"""What can be known of a value without having it: its path in the context, and the names inside it."""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from jinja2 import nodes
from jinja2.sandbox import modifies_known_mutable

from pipeline.model.values import Attendance, Month, PartialDate, Quarter, Rate

Names: TypeAlias = Mapping[str, "Names | Table | None"]
"""Name -> None for a plain value, a Table for a list of rows, the names inside for a single row."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list of rows; `columns` are the names in each."""

    columns: Names


@dataclass(frozen=True, slots=True)
class Known:
    """A value of the context, or a row of one: then the path is its table's. `inside` is None for a plain value."""

    path: str
    inside: Names | Table | None


@dataclass(frozen=True, slots=True)
class Anything:
    """Has every name: what a call, a filter or a part that cannot be parsed gives."""


@dataclass(frozen=True, slots=True)
class Loop:
    """Jinja's `loop`; `item` is what it goes through."""

    item: Value


@dataclass(frozen=True, slots=True)
class Macro:
    """`scope` holds the names where it was made."""

    node: nodes.Macro
    scope: ChainMap[str, Value]


Value: TypeAlias = Known | Anything | Loop | Macro
ANYTHING: Final = Anything()


class _Open(Mapping[str, "Names | Table | None"]):
    """Has every name, and every name in each of them."""

    def __getitem__(self, name: str) -> Names | None:
        return self

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 1


OPEN: Final[Names] = _Open()


def _attributes(*kinds: type) -> frozenset[str]:
    return frozenset(name for kind in kinds for name in dir(kind) if not name.startswith("_"))


_OF_PLAIN: Final = _attributes(str, int, Decimal, dt.datetime, tuple, Month, Quarter, PartialDate, Rate, Attendance)
_OF_TABLE: Final = frozenset(name for name in _attributes(list) if not modifies_known_mutable([], name))
_OF_ROW: Final = frozenset(name for name in _attributes(dict) if not modifies_known_mutable({}, name))
_OF_LOOP: Final = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "cycle", "changed")
)
_NEIGHBOURS: Final = frozenset(("previtem", "nextitem"))


def names_in(value: Value) -> list[str]:
    """Those that a hint may offer."""
    match value:
        case Known(_, Table(columns)):
            return list(columns)
        case Known(_, inside) if not isinstance(inside, Table):
            return list(inside or ())
        case Loop():
            return sorted(_OF_LOOP | _NEIGHBOURS)
    return []


def attribute(value: Value, name: str) -> Value | None:
    """None where the value has no such name."""
    match value:
        case Known(path, Table()):
            return Known(path, None) if name in _OF_TABLE else None
        case Known(path, inside) if not isinstance(inside, Table):
            if inside is not None and name in inside:
                return Known(f"{path}.{name}" if path else name, inside[name])
            own = _OF_PLAIN if inside is None else _OF_ROW
            return Known(path, None) if name in own else None
        case Loop(item):
            if name in _NEIGHBOURS:
                return item
            return ANYTHING if name in _OF_LOOP else None
    return value


def item(value: Value) -> Value:
    """What a loop over it goes through."""
    match value:
        case Known(path, Table(columns)):
            return Known(path, columns)
        case Known():
            return value
    return ANYTHING
