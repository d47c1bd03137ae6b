"""A sheet's XML as nearly all programs write it: its facts by pattern, five times as fast as by parsing.

Where anything is out of the ordinary (a cell without its address, a prefix, something hidden, an error), nothing is
said, and the sheet is parsed.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.survey.facts import MOST_FILLED, Cell, Extent, SheetFacts

_ODD_CELL: Final = rb'<c[ \t\r\n/>](?!r="%b")'
_BEYOND_WIDE: Final = re.compile(_ODD_CELL % rb"[A-Z]{1,2}+[1-9][0-9]{0,2}+")
_BEYOND_TALL: Final = re.compile(_ODD_CELL % rb"[A-T](?:[1-9][0-9]{0,3}|[1-4][0-9]{4})")
"""Cells without a usual address, or beyond ZZ999, or beyond T49999: up to there MOST_ROWS and MOST_CELLS are kept."""

_ODD: Final = tuple(map(re.compile, (rb":c", rb"""e["'](?<=t=["']e["'])""", rb"""hidden\s*=\s*["'](?:1|true)""")))
_FORMULA: Final = re.compile(rb"f[ \t\r\n/>](?<=<f[ \t\r\n/>])")
"""From its second byte: these patterns are found by their first one, and a sheet is full of t and <."""
_CELL: Final = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"([^<>]*+)><f(?:[ /][^<>]*+)?(?:(?<=/)>|>[^<>]*+</f>)'
    rb"(?:(<v>\s*+[^<>\s][^<>]*+</v>)|<v>\s*+</v>|<v/>)?+</c>"
)
_LONGEST_START: Final = 60
"""Bytes of a cell up to its formula; looking back further would take long where there is no cell."""


def glance(sheet: bytes, extent: Extent) -> SheetFacts | None:
    """None where the sheet has to be parsed; cells with nothing but a format count as filled."""
    if b"\x00" in sheet or (b"!" in sheet and b"<!" in sheet) or any(odd.search(sheet) for odd in _ODD):
        return None
    if _BEYOND_WIDE.search(sheet) and _BEYOND_TALL.search(sheet):
        return None
    cells = sheet.count(b"<c ")
    if extent.filled + cells > MOST_FILLED:
        return None
    faults: dict[Cell, str] = {}
    for formula in _FORMULA.finditer(sheet):
        at = formula.start() - 1
        start = sheet.rfind(b"<c ", max(0, at - _LONGEST_START), at)
        cell = _CELL.match(sheet, start) if start >= 0 else None
        if cell is None or cell.end() <= at:
            return None
        letters, row, attributes, value = cell.groups()
        if value is None and b't="str"' not in attributes:
            faults[int(row) - 1, _column(letters)] = ""
    extent.filled += cells
    return SheetFacts(faults=faults)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
