"""Whose name is meant: the nearest names, and the people who share one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

_APART: Final = re.compile(r"(?P<end>.{2,}?)(?:[0-9]+|[A-Za-z]|[甲乙丙丁大小老男女])")
_BEFORE: Final = re.compile(r"[大小老](?P<end>.{2,})")
_MOST: Final = 3


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Those that a slip of the pen might have made it, the likeliest first, at most three."""
    scored = []
    letters = set(name)
    for order, other in enumerate(known):
        if letters.isdisjoint(other):
            continue
        alike = difflib.SequenceMatcher(None, name, other).ratio()
        if alike >= 0.6 or one_character_off(name, other) or sorted(name) == sorted(other):
            scored.append((not one_character_off(name, other), -alike, order, other))
    return [other for *_, other in sorted(scored)[:_MOST]]


def one_character_off(name: str, other: str) -> bool:
    """Of the same length, with one character another: 蒋欣宜 for 蒋欣怡."""
    return len(name) == len(other) and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def namesakes(name: str, known: Iterable[str]) -> list[str]:
    """The known people that a name without its mark may mean: 张伟 for 张伟1 and 张伟2, or 张伟大 and 张伟小."""
    found = [
        other
        for other in known
        if any(match and match["end"] == name for match in (_APART.fullmatch(other), _BEFORE.fullmatch(other)))
    ]
    numbered = any(other[-1].isdigit() for other in found)
    return found if len(found) > 1 or numbered else []
