"""How a blank form looks: fonts, borders, grey heads, and the number format of each type."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from pipeline.mapping.vocabulary import Type

_THIN: Final = Side(style="thin", color="595959")

BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEAD: Final = PatternFill("solid", fgColor="EDEDED")
TITLE: Final = Font(name="黑体", size=20)
LABEL: Final = Font(name="宋体", size=11, bold=True)
BODY: Final = Font(name="宋体", size=11)

CENTRE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
SHRUNK: Final = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
TOP: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
INDENTED: Final = Alignment(horizontal="left", vertical="center", indent=1)

TO_FILL: Final = Protection(locked=False)
"""On a protected sheet only such cells can be typed into."""

_TEXT: Final = "@"
_DAY: Final = "yyyy-mm-dd"

FORMATS: Final[Mapping[Type, str]] = {
    Type.DATE: _DAY,
    Type.DATE_OR_TEXT: _DAY,
    Type.BIRTH: _DAY,
    Type.MONEY: "0.00",
    Type.RATE: "0.0##%",
    Type.COUNT: "0",
    Type.YEAR: "0",
}
"""Every other type is kept as it was typed: numbers and telephones keep their zeros, 3-1 and 14:30 are no days."""


LINE_OF_TEXT: Final = 15.0
_HIGHEST: Final = 400.0
"""Points; Excel knows no row of more than 409."""


def height_for(text: str, width: float) -> float:
    """Points that a text takes in a cell of `width` characters; a Chinese sign is two of them."""
    lengths = (sum(1 if sign.isascii() else 2 for sign in line) for line in text.split("\n"))
    return min(_HIGHEST, LINE_OF_TEXT * sum(max(1, math.ceil(length / width)) for length in lengths))


def format_of(kind: Type) -> str:
    return FORMATS.get(kind, _TEXT)
