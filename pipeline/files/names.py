"""File and folder names made out of what people wrote: readable, and safe on every system."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_WIDE: Final = str.maketrans(
    {"/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", '"': "＂", "<": "＜", ">": "＞", "|": "｜"}
)
_UNSHOWN: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_RESERVED: Final = {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10)}
_MOST_BYTES: Final = 180
"""Of 255 that file systems allow: room for an ending and for 系统新版."""


def safe_name(text: str, most_bytes: int = _MOST_BYTES) -> str:
    """One path component: forbidden signs become their full-width twins, line breaks spaces; never empty.

    A name that is too long is cut at a character, so that no name leaves its folder or breaks a file system.
    """
    shown = text.translate(_WIDE)
    if not shown.isprintable():
        shown = "".join(sign for sign in shown if sign.isprintable() or sign.isspace())
    name = " ".join(shown.split())
    name = name.encode()[:most_bytes].decode(errors="ignore")
    name = name.strip(" .")
    if name.partition(".")[0].rstrip().casefold() in _RESERVED:
        name = f"_{name}"
    return name or "未命名"


@lru_cache(maxsize=1024)
def safe_file_name(name: str) -> str:
    """As `safe_name`, but where the name is too long its ending is kept. A form's name is asked for by many packets."""
    stem, ending = split_ending(name)
    return safe_name(f"{safe_name(stem, _MOST_BYTES - len(ending.encode()))}{ending}") if ending else safe_name(name)


def split_ending(name: str) -> tuple[str, str]:
    """`名.xlsx` -> `名` and `.xlsx`; nothing is the ending of a name whose last dot is no ending's."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and len(ending) <= 8 else (name, "")


def distinct(name: str, taken: set[str], ending: str = "") -> str:
    """`名`, then `名 (2)` …, with the ending, told apart as the least exact file system does; enters it in `taken`."""
    candidate, count = f"{name}{ending}", 1
    while _alike(candidate) in taken:
        count += 1
        candidate = f"{name} ({count}){ending}"
    taken.add(_alike(candidate))
    return candidate


def distinct_file(name: str, taken: set[str]) -> str:
    """As `distinct`, for a name that has its ending: the number stands before it."""
    stem, ending = split_ending(name)
    return distinct(stem, taken, ending)


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def readable_name(name: str) -> str:
    """A name or path as it can be shown and kept: bytes that are not UTF-8 are read as GBK, as archives leave them;

    control signs, which would move a terminal's cursor or turn the direction of the text, become �.
    """
    text = "/".join(_readable(part) for part in name.split("/"))
    return "".join("�" if unicodedata.category(sign) in _UNSHOWN else sign for sign in text)


def _readable(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode(errors="surrogateescape").decode("gb18030", errors="replace")
    return name
