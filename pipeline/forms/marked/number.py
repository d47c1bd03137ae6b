"""The sheet that lists what to correct, known again in whatever comes back, by its name and what stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

SHEET: Final = "需更正"
NUMBER_LABEL: Final = "退回编号："
HEADERS: Final = ("序号", "工作表", "单元格", "哪里不对", "怎么改")

_NUMBER: Final = re.compile(r"退回编号[:：]\s*(\S+)")
_ROWS: Final = 12
"""Enough for the head of the list, even when rows were put in above."""


def number_on(sheet: str, rows: Iterable[Iterable[object]]) -> str | None:
    """The 退回编号 on a list of ours or a copy of one, "" when it was wiped out; None for a sheet of their own."""
    if not sheet.startswith(SHEET):
        return None
    filled = filter(None, ([str(cell) for cell in row if cell] for row in rows))
    texts = [text for row in islice(filled, _ROWS) for text in row]
    number = next((found[1] for text in texts if (found := _NUMBER.search(text))), None)
    return "" if number is None and set(HEADERS) <= set(texts) else number
