"""A small sheet's XML as nearly all programs write it: its facts by pattern, ten times as fast as by parsing.

Where anything is out of the ordinary (a cell without its address, a prefix, something hidden, an error), nothing is
said, and the sheet is parsed.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.forms.survey.facts import MOST_CELLS, MOST_ROWS, Cell, Extent, SheetFacts

_CELL: Final = re.compile(rb"<c[ \t\r\n/>]")
_PLACE: Final = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"([^<>]*)><f(?: [^<>]*)?(?:/>|>[^<>]*</f>)(<v>[^<>]*[^<>\s][^<>]*</v>)?'
)
_FORMULA_STARTS: Final = (b"<f>", b"<f ", b"<f/")
_UNUSUAL: Final = (b"<!", b"\x00", b't="e"', b"t='", b":c")
_HIDDEN: Final = re.compile(rb"""hidden=["'](?:1|true)""")


def glance(sheet: bytes, extent: Extent) -> SheetFacts | None:
    """None where the sheet has to be parsed; cells with nothing but a format count as filled."""
    if any(sign in sheet for sign in _UNUSUAL) or _HIDDEN.search(sheet):
        return None
    places = _PLACE.findall(sheet)
    formulas = sum(map(sheet.count, _FORMULA_STARTS))
    found = list(_FORMULA.finditer(sheet)) if formulas else []
    if len(places) != len(_CELL.findall(sheet)) or len(found) != formulas:
        return None
    last_row = max((int(row) for row in {row for _, row in places}), default=1) - 1
    last_column = max((_column(letters) for letters in {letters for letters, _ in places}), default=0)
    if last_row >= MOST_ROWS or (last_row + 1) * (last_column + 1) > MOST_CELLS:
        return None
    extent.add(last_row, last_column, len(places))
    empty = (each for each in found if each[4] is None and b't="str"' not in each[3])
    faults: dict[Cell, str] = {(int(each[2]) - 1, _column(each[1])): "" for each in empty}
    return SheetFacts(faults=faults)


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
