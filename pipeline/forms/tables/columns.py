"""The cells of one column, read together: what comes again is read once, what is plain without a further look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from pipeline.forms.cells import Surroundings, read_cell, read_count
from pipeline.forms.values import money, names, text
from pipeline.forms.values.reading import Misread, Raw
from pipeline.mapping.form import Entry
from pipeline.mapping.vocabulary import Type
from pipeline.model.values import Scalar


class Ditto(Enum):
    """What a cell says that takes its value from the row above it."""

    ABOVE = auto()


DITTO: Final = Ditto.ABOVE

Read = Scalar | Misread | Ditto

_MOST_KNOWN: Final = 1000


def read_column(entry: Entry, raws: Sequence[Raw], people: Sequence[str], around: Surroundings) -> list[Read]:
    """Of the cells from top to bottom; `people` are the names in their rows."""
    if entry.type is Type.MARK:
        return [read_one(raw, entry, replace(around, name=name)) for raw, name in zip(raws, people, strict=True)]
    known = _Known(entry, around)
    if entry.type is Type.MEMBER:
        return [raw if raw.__class__ is str and names.is_ordinary(raw) else known[_key(raw)] for raw in raws]
    if of_number := _OF_NUMBERS.get(entry.type):
        return [of_number(raw) if raw.__class__ is float else known[_key(raw)] for raw in raws]
    if _LIKE_FLOATS.isdisjoint(map(type, raws)):
        return list(map(known.__getitem__, raws))
    return [known[_key(raw)] for raw in raws]


def read_one(raw: Raw, entry: Entry, around: Surroundings) -> Read:
    if entry.type is not Type.MEMBER and isinstance(raw, str) and text.is_ditto(raw):
        return DITTO
    return read_cell(raw, entry, around)


_OF_NUMBERS: Final[dict[Type, Callable[[Raw], Scalar | Misread]]] = {
    Type.COUNT: read_count,
    Type.MONEY: money.read_money,
}
"""Types of whose numbers hardly two are the same, and which ask nothing of the entry or the sheet."""

_Key = Raw | tuple[type, Raw]
_LIKE_FLOATS: Final = frozenset({bool, int})
"""Of 1, 1.0 and True, which are equal, those that need their class to be told apart."""


class _Known(dict[_Key, Read]):
    """Equal cells (在职, 1.5%) are read once."""

    def __init__(self, entry: Entry, around: Surroundings) -> None:
        self._entry = entry
        self._around = around

    def __missing__(self, key: _Key) -> Read:
        read = read_one(key[1] if isinstance(key, tuple) else key, self._entry, self._around)
        if len(self) < _MOST_KNOWN:
            self[key] = read
        return read


def _key(raw: Raw) -> _Key:
    return (raw.__class__, raw) if raw.__class__ in _LIKE_FLOATS else raw
