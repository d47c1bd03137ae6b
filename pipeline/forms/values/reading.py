"""The raw cell, the text that a person sees in it, and the way to say that it cannot be read."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""What python-calamine hands over: an empty cell is '' or None, an integer of .xlsx is a float."""

UNCALCULATED: Final = "（公式没有算出结果）"
"""Stands in a cell whose formula no program has worked out yet; the person may see an amount there."""

_QUOTED = 30
_SURELY_SHOWN = 15
"""Characters up to which Python's shortest text of a number has no more digits than a spreadsheet shows."""
_ERROR = re.compile(r"\s*(?:#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|GETTING_DATA)|Err:\d{3}|错误:\d{3})\s*")
_SOME_DAY = dt.date(2000, 1, 1)
_LINE_ENDS = re.compile(r"_x000D_\n|_x000D_|\r\n|\r")


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a cell has no value: a Problem that does not know its place yet.

    `code` is stable and is what tests and programs look at; `message` tells the clerk what is wrong,
    `hint` what to type.
    """

    code: str
    message: str
    hint: str = ""


def misread(code: str, raw: Raw, fault: str, hint: str = "") -> Misread:
    """A Misread whose message quotes the cell and goes on with `fault`."""
    return Misread(code, f"“{_quoted(raw)}”{fault}", hint)


def formula_fault(raw: Raw) -> Misread | None:
    """Why a formula gave no value."""
    if raw == UNCALCULATED:
        hint = "请在 WPS 或 Excel 中打开这个文件，按 Ctrl+S 保存一次，再重新放入；或直接填写结果"
        return Misread("formula-uncalculated", "这一格是公式，文件里没有它的结果", hint)
    if isinstance(raw, str) and _ERROR.fullmatch(raw):
        return misread("formula-error", raw, "是公式出错", "请改正公式，或直接填写结果")
    return None


def written_each(rows: Iterable[Iterable[Raw]]) -> list[list[str]]:
    """Each cell of a sheet as `written`; what comes again, as days do, is written once."""
    known = _Written()
    return [
        [
            raw
            if raw.__class__ is str and "\r" not in raw and "_x000D_" not in raw
            else number_written(raw)
            if raw.__class__ is float
            else known[raw.__class__, raw]
            for raw in line
        ]
        for line in rows
    ]


class _Written(dict[tuple[type, Raw], str]):
    """With the class, for 1, 1.0 and True are equal."""

    def __missing__(self, key: tuple[type, Raw]) -> str:
        text = self[key] = written(key[1])
        return text


def written(raw: Raw) -> str:
    """The text as a person sees it in the cell; lines end in \\n; 3.0 is '3', a day is '2026-03-20'."""
    match raw:
        case str():
            text = _LINE_ENDS.sub("\n", raw) if "\r" in raw or "_x000D_" in raw else raw
        case float():
            text = number_written(raw)
        case None:
            text = ""
        case bool():
            text = "TRUE" if raw else "FALSE"
        case int():
            # Decimal, because str(int) refuses more than 4300 digits
            text = str(Decimal(raw))
        case dt.datetime():
            text = _moment(to_second(raw))
        case dt.date():
            text = raw.isoformat()
        case dt.time():
            text = _moment(to_second(dt.datetime.combine(_SOME_DAY, raw))).partition(" ")[2] or "00:00"
        case dt.timedelta():
            text = _duration(raw)
    return text


def number_written(raw: float) -> str:
    """A spreadsheet keeps and shows 15 digits: 0.1+0.2 is 0.3 there."""
    short = repr(raw).removesuffix(".0")
    if len(short) > _SURELY_SHOWN:
        short = f"{raw:.15g}"
    if "e" not in short and short != "-0":
        return short
    seen = Decimal(short)
    if seen == 0:
        return "0"
    return f"{seen:f}" if -10 <= seen.adjusted() <= 15 else f"{raw:.15g}"


def is_number(raw: Raw) -> bool:
    """A finite number; True and False are none."""
    return isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(_as_float(raw))


def to_second(moment: dt.datetime) -> dt.datetime:
    """The nearest whole second: serials are floats, so that half past two arrives as 14:29:59.942."""
    naive = moment.replace(tzinfo=None)
    if naive.year == dt.MAXYEAR:
        return naive.replace(microsecond=0)
    return (naive + dt.timedelta(milliseconds=500)).replace(microsecond=0)


def _quoted(raw: Raw) -> str:
    text = " ".join(written(raw).split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _as_float(raw: int | float) -> float:
    try:
        return float(raw)
    except OverflowError:
        return math.inf


def _moment(raw: dt.datetime) -> str:
    day = raw.date().isoformat()
    if raw.time() == dt.time():
        return day
    return f"{day} {_clock(raw.hour, raw.minute, raw.second)}"


def _clock(hours: int, minutes: int, seconds: int) -> str:
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


def _duration(raw: dt.timedelta) -> str:
    total = round(abs(raw).total_seconds())
    sign = "-" if raw < dt.timedelta() else ""
    return sign + _clock(total // 3600, total // 60 % 60, total % 60)
