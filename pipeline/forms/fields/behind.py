"""What stands behind a label in the same cell: 标签：内容, 应到 17 人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.forms.values.reading import Raw
from pipeline.forms.words import bare, spaced, word, words
from pipeline.mapping.form import FieldOf, FormMapping
from pipeline.mapping.vocabulary import Type

_COLON: Final = r"\s*[:：]\s*"
_BRACKET: Final = r"(?:\s*[（(][^（()）]*[)）])?"
_UNIT: Final = re.compile(r"(人民币)?[百千万]?元|[人名次]")
_LEAD: Final = re.compile(r"[^\s:：\d]{1,8}[:：]?")
_NEXT_LABEL: Final = re.compile(r"[\s　]{2,}(?:[^\s:：]{1,12}[:：]|\d{4}\s*年)")


class Told(NamedTuple):
    """What stands behind a label: `names` are the fields of that label, `beyond` is what is no part of `text`."""

    label: str
    names: Sequence[str]
    text: str
    beyond: str


def _labels_in(text: str, form: FormMapping) -> Iterator[tuple[int, int, str, str]]:
    """Start of the label, start of its value, the field and the label; the longest label wins at a place.

    A label that an optional field shares with one that must be there is the optional one's: 课题.
    """
    places: dict[int, tuple[int, int, str, str]] = {}
    for first, label, name in _labels(form):
        if first not in text:
            continue
        field = form.fields[name]
        for match in _pattern(label, field.type is Type.COUNT).finditer(text):
            known = places.get(match.end())
            if known is None or (match.start(), not _yields(form.fields[known[2]], field)) < (known[0], True):
                places[match.end()] = (match.start(), match.end(), name, label)
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


def told_in(text: str, form: FormMapping) -> list[Told]:
    """What stands behind each label in a text that begins with one, from left to right.

    Before the first may stand what heads several counts: 到会情况：应到20人，实到18人.
    """
    hits = sorted(_labels_in(text, form))
    if not hits:
        return []
    lead = text[: hits[0][0]]
    if lead.strip() and not (are_counts([name for _, _, name, _ in hits], form) and may_head_counts(lead)):
        return []
    stops = [*(start for start, *_ in hits[1:]), len(text)]
    return [
        Told(label, _followers(form).get(word(label)) or (name,), *_told_behind(form.fields[name], text, end, stop))
        for (_, end, name, label), stop in zip(hits, stops, strict=True)
    ]


@lru_cache(maxsize=1 << 6)
def _followers(form: FormMapping) -> Mapping[str, Sequence[str]]:
    """Labels, as they are compared, that several fields share each behind a field of its own: 职务."""
    shared: dict[str, list[str]] = {}
    for name, field in form.fields.items():
        for label in words((name, *field.labels)) if field.after else ():
            shared.setdefault(label, []).append(name)
    return {label: names for label, names in shared.items() if len(names) > 1}


def are_counts(names: Sequence[str], form: FormMapping) -> bool:
    """Whether they are several, and each a count."""
    return len(names) > 1 and all(form.fields[name].type is Type.COUNT for name in names)


def may_head_counts(text: str) -> bool:
    return _LEAD.fullmatch(text.strip()) is not None


def _told_behind(entry: FieldOf, text: str, start: int, stop: int) -> tuple[str, str]:
    """All of a long text, the digits of a count, else up to the next label; and what is left of it."""
    if entry.is_long:
        return text[start:], ""
    if entry.type is Type.COUNT:
        count = re.match(r"\d+", text[start:stop])
        return (count[0] if count else ""), ""
    return _first_part(text[start:stop])


def _first_part(text: str) -> tuple[str, str]:
    """Up to a wide gap with another label behind it, one that the mapping does not know, or the day of signing."""
    other = _NEXT_LABEL.search(text)
    end = other.start() if other else len(text)
    return text[:end].strip().strip("，,;；。、").strip(), text[end:].strip()
