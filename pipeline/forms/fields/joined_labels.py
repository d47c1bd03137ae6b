"""Labels written as one, 时间地点 or 应到/实到, and what stands beside them, parted where it is certain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.forms.values.reading import Misread
from pipeline.forms.values.when import read_when
from pipeline.forms.words import word
from pipeline.mapping.form import FieldOf
from pipeline.mapping.vocabulary import Type

_MOST: Final = 3
_LONGEST: Final = 16
_JOINS: Final = re.compile(r"[/／、,，和及与&+|()（）\s]+")
_COUNTS: Final = re.compile(r"(?:[人名位/、,，;；()（）\s—-]|应到|实到)*")
_PARTS: Final = (r"\s*[/／]\s*", r"\s*[;；]\s*", r"\s*\n\s*", r"\s*[，,]\s*", r"\s*、\s*", r"\s+")
_TOKENS: Final = re.compile(r"[\s,，;；、/]+")


def fields_of(head: str, labels: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The fields whose labels the words are, from left to right; nothing where they are one label, or none."""
    told = _JOINS.sub("/", head.strip().strip(":：")).strip("/")
    if not 2 <= len(told) <= _LONGEST or _field(told, labels):
        return ()
    return _fields(told.split("/"), labels, _MOST)


def _fields(parts: Sequence[str], labels: Mapping[str, frozenset[str]], most: int) -> tuple[str, ...]:
    """Of parts of which each is a label, or labels without anything between them."""
    if not parts:
        return ()
    first, rest = parts[0], parts[1:]
    for end in range(len(first), 0, -1):
        name = _field(first[:end], labels)
        if name is None or most == 0:
            continue
        left = [first[end:], *rest] if end < len(first) else rest
        others = _fields(left, labels, most - 1)
        if name not in others and (others or not left):
            return (name, *others)
    return ()


def _field(label: str, labels: Mapping[str, frozenset[str]]) -> str | None:
    """The first field of that label."""
    told = word(label)
    for name, known in labels.items():
        if told in known:
            return name
    return None


def part(told: str, entries: Sequence[FieldOf]) -> tuple[str, ...] | None:
    """A piece of the text for each entry, in their order; None where they could be parted otherwise, or not at all."""
    types = [entry.type for entry in entries]
    if all(type_ is Type.COUNT for type_ in types):
        return _counts(told, len(entries))
    if any(entry.is_long or entry.type is Type.PEOPLE for entry in entries):
        return None
    if types[0] is Type.DATE:
        return _day_and_rest(told, len(entries) - 1)
    return _pieces(told, len(entries))


def _counts(told: str, several: int) -> tuple[str, ...] | None:
    counts = re.findall(r"\d+", told)
    return tuple(counts) if len(counts) == several and _COUNTS.fullmatch(re.sub(r"\d+", "", told)) else None


def _day_and_rest(told: str, several: int) -> tuple[str, ...] | None:
    """The longest beginning that is a day with its hours, and what stands behind it."""
    for gap in reversed(list(_TOKENS.finditer(told))):
        day, rest = told[: gap.start()], told[gap.end() :]
        if rest.strip() and not isinstance(read_when(day, 2000), Misread):
            others = (rest.strip(),) if several == 1 else _pieces(rest, several)
            return (day, *others) if others else None
    return None


def _pieces(told: str, several: int) -> tuple[str, ...] | None:
    """By the first kind of sign that parts it at all; a padded name (张 三) is not parted."""
    for sign in _PARTS:
        pieces = re.split(sign, told.strip())
        if len(pieces) > 1:
            return tuple(pieces) if len(pieces) == several and all(len(piece) > 1 for piece in pieces) else None
    return None
