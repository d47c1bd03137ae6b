"""The sheet that lists what to correct, known again in whatever comes back, by its name and what stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pipeline.forms.survey.survey import survey

SHEET: Final = "需更正"
NUMBER_LABEL: Final = "退回编号："
HEADERS: Final = ("序号", "工作表", "单元格", "哪里不对", "怎么改")

_NUMBER: Final = re.compile(r"退回编号[:：]\s*(\S+)")
_ROWS: Final = 12
"""Enough for the head of the list, even when rows were put in above."""


def is_list(sheet: str, rows: Iterable[Iterable[object]]) -> bool:
    """Whether the sheet is a list of ours, or a copy of one, and not of the person's own."""
    return _number_on(sheet, rows) is not None


def return_number(path: Path) -> str:
    """The 退回编号 of a workbook that bears our list, "" otherwise; never raises for what is in the file."""
    return next(filter(None, lists_in(path).values()), "")


def lists_in(path: Path) -> dict[str, str]:
    """The sheets that are lists of ours, by name, and the 退回编号 of each; none in what cannot be read."""
    from python_calamine import CalamineWorkbook

    try:
        survey(path)
        with path.open("rb") as stream:
            workbook = CalamineWorkbook.from_filelike(stream)
            names = [name for name in workbook.sheet_names if name.startswith(SHEET)]
            heads = {name: workbook.get_sheet_by_name(name).to_python(nrows=_ROWS) for name in names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        # A damaged file can make the reader panic, which comes as a BaseException of its own.
        return {}
    numbers = {name: _number_on(name, rows) for name, rows in heads.items()}
    return {name: number for name, number in numbers.items() if number is not None}


def _number_on(sheet: str, rows: Iterable[Iterable[object]]) -> str | None:
    """The number, "" when the person wiped it out but left the headers; None for a sheet of their own."""
    if not sheet.startswith(SHEET):
        return None
    texts = [str(cell) for _, row in zip(range(_ROWS), rows, strict=False) for cell in row if cell]
    number = next((found[1] for text in texts if (found := _NUMBER.search(text))), None)
    return "" if number is None and set(HEADERS) <= set(texts) else number
