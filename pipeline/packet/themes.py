"""Do two sheets speak of the same thing?"""

from __future__ import annotations


def alike(first: str, second: str) -> bool:
    """The same theme, however it is spaced; or one that holds the other. Nothing is like no theme."""
    plain = ["".join(text.split()).casefold() for text in (first, second)]
    return bool(plain[0]) and bool(plain[1]) and (plain[0] in plain[1] or plain[1] in plain[0])
