"""A line that says what its signs mean: 说明：√到 ○请假 ×缺席."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from pipeline.forms.values.marks import DEFAULT_LEGEND, NO_FIXED_MEANING, excuse_of_mark
from pipeline.forms.values.widths import plain
from pipeline.model.values import Attendance

_SIGNS: Final = "√✓✔☑✅∨×✗✘✕✖❌" + "".join(sorted(NO_FIXED_MEANING - set("o0")))
_WORDS: Final = "|".join(
    sorted((word for word in DEFAULT_LEGEND if not set(word) & set(_SIGNS)), key=len, reverse=True)
)
_QUOTED: Final = "[“”\"'‘’]?"
_MEANS: Final = f"{_QUOTED}(?:[:=-]|为|是|表示|代表|即|打|画|划|用|填|写|记|\\()?{_QUOTED}"
_SIGN: Final = f"(?P<sign>[{re.escape(_SIGNS)}])"
_ANY_SIGN: Final = re.compile(f"[{re.escape(_SIGNS)}]")
_WORD: Final = f"(?P<word>{_WORDS})"
_ORDERS: Final = (re.compile(_SIGN + _MEANS + _WORD), re.compile(_WORD + _MEANS + _SIGN))
_LONGEST: Final = 300
_T = TypeVar("_T")


def has_sign(text: str) -> bool:
    return _ANY_SIGN.search(text) is not None


def find_legend(texts: Iterable[str]) -> dict[str, Attendance]:
    """Each sign with its one meaning; nothing for a sign that is explained in two ways, or not clearly."""
    return _sure((sign, DEFAULT_LEGEND[word]) for sign, word in _explained(texts))


def find_excuses(texts: Iterable[str]) -> dict[str, str]:
    """Of the signs that mean an excused absence, those that give the reason too: △出差."""
    reasons = ((sign, reason) for sign, word in _explained(texts) if (reason := excuse_of_mark(word)))
    return _sure(reasons)


def _sure(told: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    meanings: dict[str, set[_T]] = {}
    for sign, meaning in told:
        meanings.setdefault(sign, set()).add(meaning)
    return {sign: meant.pop() for sign, meant in meanings.items() if len(meant) == 1}


def _explained(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each sign with the word beside it."""
    for text in texts:
        if has_sign(text):
            spaced = plain(text[:_LONGEST])
            yield from _pairs(spaced) or _pairs("".join(spaced.split()))


def _pairs(text: str) -> list[tuple[str, str]]:
    """√到○请假 or 到√请假○: the order that explains more signs."""
    fewer, more = sorted(([*order.finditer(text)] for order in _ORDERS), key=len)
    return [(found["sign"], found["word"]) for found in more] if len(fewer) < len(more) else []
