"""Was a blank form filled in? Its number, made of all that stands on it, is still the one that our notes name.

The number depends on nothing but the texts in reading order, so that it stays the same when Excel, WPS or LibreOffice
saves the workbook, in whatever format; and as soon as a person has typed, changed or wiped out anything it is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.files.digest import digest_of
from pipeline.forms.grid import Grid
from pipeline.forms.values.reading import UNCALCULATED

SHEET: Final = "填表说明"
NUMBERS_LABEL: Final = "空白表编号："
HEADERS: Final = ("表单", "栏目", "怎么填")

_LABEL: Final = NUMBERS_LABEL.rstrip("：")
_NUMBERS: Final = re.compile(r"空白表编号[:：]((?:\s*[0-9A-F]{12})+)")
_DIGITS: Final = 12


def number_of(texts: Iterable[str]) -> str:
    """Of the sheet's texts in reading order; empty ones and the blanks around them do not count."""
    told = filter(None, map(str.strip, texts))
    return digest_of("\n".join(told).encode())[:_DIGITS].upper()


def is_notes(grid: Grid) -> bool:
    """Whether the sheet is our 填表说明, even if its numbers were wiped out, and not a person's own."""
    if not grid.sheet.startswith(SHEET):
        return False
    texts = {*grid.told()}
    return set(HEADERS) <= texts or any(_NUMBERS.search(text) for text in texts)


def numbers_in(grids: Iterable[Grid]) -> frozenset[str]:
    """The numbers of the forms as they were given out, out of the notes that came with them."""
    texts = (text for grid in grids if is_notes(grid) for text in grid.told() if _LABEL in text)
    return frozenset(number for text in texts for found in _NUMBERS.findall(text) for number in found.split())


def is_untouched(grid: Grid, numbers: frozenset[str]) -> bool:
    """A sum that no program has worked out yet is no text."""
    return bool(numbers) and number_of([text for text in grid.told() if text and text != UNCALCULATED]) in numbers
