"""File and folder names made out of what people wrote: readable, and safe on every system."""

from __future__ import annotations

from typing import Final

_WIDE: Final = str.maketrans(
    {"/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", '"': "＂", "<": "＜", ">": "＞", "|": "｜"}
)
_RESERVED: Final = {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10)}
_MOST_BYTES: Final = 180
"""Of 255 that file systems allow: room for an ending and for 系统新版."""


def safe_name(text: str) -> str:
    """One path component: forbidden signs become their full-width twins, line breaks spaces; never empty.

    A name that is too long is cut at a character, so that no name leaves its folder or breaks a file system.
    """
    name = " ".join(text.translate(_WIDE).split())
    name = "".join(character for character in name if character.isprintable())
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1]
    name = name.strip().strip(".").strip()
    if name.casefold() in _RESERVED:
        name += "_"
    return name or "未命名"
