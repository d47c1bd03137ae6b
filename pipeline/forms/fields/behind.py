"""What stands behind a label in the same cell: 标签：内容, 应到 17 人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipeline.forms.values.reading import Raw
from pipeline.forms.words import bare, spaced, word
from pipeline.mapping.form import FieldOf, FormMapping
from pipeline.mapping.vocabulary import Type

_COLON: Final = r"\s*[:：]\s*"
_BRACKET: Final = r"(?:\s*[（(][^（()）]*[)）])?"
_UNIT: Final = re.compile(r"(人民币)?[百千万]?元|[人名次]")
_NEXT_LABEL: Final = re.compile(r"[\s　]{2,}(?:[^\s:：]{1,12}[:：]|\d{4}\s*年)")


def labels_in(text: str, form: FormMapping) -> Iterator[tuple[int, int, str]]:
    """Start of the label, start of its value, and the field; the longest label wins at a place.

    A label that an optional field shares with one that must be there is the optional one's: 课题.
    """
    places: dict[int, tuple[int, int, str]] = {}
    for first, label, name in _labels(form):
        if first not in text:
            continue
        field = form.fields[name]
        for match in _pattern(label, field.type is Type.COUNT).finditer(text):
            known = places.get(match.end())
            if known is None or (match.start(), not _yields(form.fields[known[2]], field)) < (known[0], True):
                places[match.end()] = (match.start(), match.end(), name)
    yield from places.values()


@lru_cache(maxsize=1 << 6)
def _labels(form: FormMapping) -> tuple[tuple[str, str, str], ...]:
    """Every label of the form: its first character, which most texts do not have, itself, and its field."""
    return tuple(
        (bare(label)[:1], label, name) for name, field in form.fields.items() for label in (name, *field.labels)
    )


def _yields(known: FieldOf, to: FieldOf) -> bool:
    return to.optional and not known.optional


@lru_cache(maxsize=1 << 11)
def _pattern(label: str, is_count: bool) -> re.Pattern[str]:
    return re.compile(spaced(label) + (r"\s*[:：]?\s*(?=\d)" if is_count else _BRACKET + _COLON))


def is_unit(entry: FieldOf, raw: Raw) -> bool:
    """单位：元 names the currency, not the branch."""
    return entry.type is Type.BRANCH and _UNIT.fullmatch(word(str(raw or ""))) is not None


def told_behind(entry: FieldOf, text: str, start: int, stop: int) -> str:
    """What stands behind the label: all of a long text, the digits of a count, else up to the next label."""
    if entry.is_long:
        return text[start:]
    if entry.type is Type.COUNT:
        count = re.match(r"\d+", text[start:stop])
        return count[0] if count else ""
    return _first_part(text[start:stop])


def _first_part(text: str) -> str:
    """Up to a wide gap with another label behind it, one that the mapping does not know, or the day of signing."""
    other = _NEXT_LABEL.search(text)
    return (text[: other.start()] if other else text).strip().strip("，,;；。、").strip()
