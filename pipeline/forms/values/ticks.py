"""Ready-printed answers with a box at each: ☑是 ☐否, 是□ 否√, ■主题党日 □党课, 优秀√ 合格."""

from __future__ import annotations

import re

_TICKED = "☑☒✓✔√■●🗹🗷"
_EMPTY = "☐□○◯▢"
_BOX = re.compile(f"[{_TICKED}{_EMPTY}]")
_BEFORE = re.compile(f"(?P<box>[{_TICKED}{_EMPTY}])(?P<word>[^{_TICKED}{_EMPTY}]+)")
_BEHIND = re.compile(f"(?P<word>[^{_TICKED}{_EMPTY}]+)(?P<box>[{_TICKED}{_EMPTY}])")
_TICK = re.compile("[√✓✔☑]")
_PARTS = re.compile(r"[\s、,，;；/|]+")
_MOST = 12
_BETWEEN = " \t\n\u3000、,，;；/|"


def ticked(text: str) -> tuple[str, ...] | None:
    """The words whose box is ticked, in order; None where the text is no list of boxes with two at least."""
    if len(_BOX.findall(text)) < 2 or not re.search(f"[{_EMPTY}]", text):
        return None
    pairs = _BEFORE if _BOX.match(text.lstrip()) else _BEHIND
    found = (match.groupdict() for match in pairs.finditer(text))
    return tuple(pair["word"].strip(_BETWEEN) for pair in found if pair["box"] in _TICKED)


def says_tick(text: str) -> bool:
    return _TICK.search(text) is not None


def ticked_alone(text: str) -> tuple[str, list[str]] | None:
    """Of words without boxes (优秀√ 合格) the one that has a tick at it, and the others."""
    parts = _PARTS.split(text.strip()) if says_tick(text) else []
    marked = [part for part in parts if says_tick(part)]
    if not 2 <= len(parts) <= _MOST or len(marked) != 1 or _BOX.search(marked[0][1:-1]):
        return None
    word = _TICK.sub("", marked[0])
    return (word, [part for part in parts if part != marked[0]]) if len(word) == len(marked[0]) - 1 > 0 else None
