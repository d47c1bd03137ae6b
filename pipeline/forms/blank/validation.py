"""What Excel and WPS check and say while a cell is filled in: drop-downs, limits, input messages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.forms.blank.guidance import guidance, offered
from pipeline.forms.blank.notes import Notes
from pipeline.mapping.form import Entry
from pipeline.mapping.vocabulary import Type

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_LIST: Final = 255
_LONGEST_PROMPT: Final = 255
_LONGEST_TITLE: Final = 32
"""Characters; a workbook with more is called damaged by Excel."""

_EPOCH: Final = dt.date(1899, 12, 30)
"""Day 0 of a spreadsheet."""
_FIRST_DAY: Final = dt.date(1921, 7, 1)
_LAST_DAY: Final = dt.date(2099, 12, 31)
"""2026.3, typed for a month, is a number, and as a day it would be one of 1905: it is asked about."""


def add_validation(sheet: Worksheet, cells: str, name: str, entry: Entry, notes: Notes) -> None:
    """`cells` is a range such as B5:B28. What a reader takes all the same is only asked about, never refused."""
    rule = _rule(entry, notes)
    rule.allow_blank = True
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = name[:_LONGEST_TITLE], guidance(entry)[:_LONGEST_PROMPT]
    rule.sqref = cells
    sheet.add_data_validation(rule)


def _rule(entry: Entry, notes: Notes) -> DataValidation:
    if words := offered(entry):
        return _list(entry, words, notes)
    match entry.type:
        case Type.DATE | Type.BIRTH:
            between = (_serial(_FIRST_DAY), _serial(_LAST_DAY))
            return _limited("date", between, "请核对日期", "日期请写成 2026-03-20 这样")
        case Type.MONEY:
            return _limited("decimal", (0, 99_999_999), "请核对金额", "请只写数字，单位元")
        case Type.RATE:
            return _limited("decimal", (0, 1), "请核对比例", "请写成 1.5% 这样")
        case Type.COUNT:
            return _limited("whole", (0, 999_999), "请核对数字", "请写整数")
        case _:
            return DataValidation(showErrorMessage=False)


def _serial(day: dt.date) -> int:
    return (day - _EPOCH).days


def _limited(kind: Any, between: tuple[int, int], title: str, hint: str) -> DataValidation:
    return DataValidation(
        type=kind,
        operator="between",
        formula1=str(between[0]),
        formula2=str(between[1]),
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=title,
        error=hint,
    )


def _list(entry: Entry, words: tuple[str, ...], notes: Notes) -> DataValidation:
    """Where several may be given, or a sign of the office's own, the list only offers."""
    inline = ",".join(words)
    fits = len(inline) <= _LONGEST_LIST and not any(sign in word for word in words for sign in ',"')
    return DataValidation(
        type="list",
        formula1=f'"{inline}"' if fits else notes.list_of(words),
        showErrorMessage=entry.type in {Type.YES_NO, Type.CHOICE},
        errorStyle="warning" if entry.synonyms else "stop",
        errorTitle="请从列表中选",
        error="请点右边的箭头，从列表中选一项",
    )
