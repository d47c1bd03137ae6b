"""How printed words are compared: labels, headers and titles are typed with spaces, colons and brackets at will."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPACES = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")
_BRACKETED = re.compile(r"\([^()]*\)$|\[[^\[\]]*\]$")
_ENDS = ":;.,、。*"


@lru_cache(maxsize=1 << 12)
def word(text: str) -> str:
    """The text without spaces, width variants, a closing colon or a closing bracket such as (盖章) or (元)."""
    if _IDEOGRAPHS.fullmatch(text):
        return text
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).casefold().strip(_ENDS)
    while (shorter := _BRACKETED.sub("", plain).strip(_ENDS)) != plain and shorter:
        plain = shorter
    return plain


def words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word(text) for text in texts)


def bare(label: str) -> str:
    """Without the blanks that spread it out."""
    return _SPACES.sub("", label)


def spaced(label: str) -> str:
    """A pattern that finds the label in running text however its characters are spaced."""
    return r"\s*".join(map(re.escape, bare(label)))
