"""One width for digits, letters and punctuation, one kind of space: how forms differ without meaning to."""

from __future__ import annotations

from typing import Final

INVISIBLE: Final = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\ufeff\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\ufe0e\ufe0f"
)
"""Characters that take no room and come along with pasted text."""

SPACES: Final = (
    " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""Blank characters, the line break included; control characters are not among them."""

_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = {ord(space): " " for space in SPACES if space not in "\t\n"}
_PLAIN = _ASCII | _SPACES | {0xFFE5: "¥"} | dict.fromkeys(map(ord, INVISIBLE))


def plain(text: str) -> str:
    """Half-width digits, letters and punctuation; plain spaces; nothing invisible. Breaks and tabs stay."""
    return text.translate(_PLAIN)


def closed_up(text: str) -> str:
    """`plain` without any space, tab or line break."""
    return "".join(plain(text).split())


def matching_key(text: str) -> str:
    """What two spellings have in common that differ only in width, spaces and case."""
    return closed_up(text).casefold()
