"""Ready-printed answers with a box at each: ☑是 ☐否, 是□ 否√, ■主题党日 □党课."""

from __future__ import annotations

import re

_TICKED = "☑☒✓✔√■●🗹🗷"
_EMPTY = "☐□○◯▢"
_BOX = re.compile(f"[{_TICKED}{_EMPTY}]")
_BEFORE = re.compile(f"(?P<box>[{_TICKED}{_EMPTY}])(?P<word>[^{_TICKED}{_EMPTY}]+)")
_BEHIND = re.compile(f"(?P<word>[^{_TICKED}{_EMPTY}]+)(?P<box>[{_TICKED}{_EMPTY}])")
_BETWEEN = " \t\n\u3000、,，;；/|"


def ticked(text: str) -> tuple[str, ...] | None:
    """The words whose box is ticked, in order; None where the text is no list of boxes with two at least."""
    if len(_BOX.findall(text)) < 2 or not re.search(f"[{_EMPTY}]", text):
        return None
    pairs = _BEFORE if _BOX.match(text.lstrip()) else _BEHIND
    found = (match.groupdict() for match in pairs.finditer(text))
    return tuple(pair["word"].strip(_BETWEEN) for pair in found if pair["box"] in _TICKED)
