"""Something of one activity that was handed in for another as well."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from pipeline.model.problem import Problem
from pipeline.model.record import Value
from pipeline.rules.finding import finding

_DATES: Final = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{4}年|\d{1,2}[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_SIGNS: Final = re.compile(r"[\W_]+")
_LEAST: Final = 60
"""Characters: shorter texts may well be the same from one month to the next."""


def essence(text: str) -> str:
    """What two copies of a text have in common: all but dates, blanks and signs; nothing of a short text."""
    words = _SIGNS.sub("", _DATES.sub("", text))
    return words if len(words) >= _LEAST else ""


def check_text_copy(field: str, told: Value, there: Value, day: dt.date) -> Problem:
    """`there` is the same text in the earlier activity of `day`."""
    message = f"{field}与 {day.isoformat()} 那次的逐字相同（{there.origin}）"
    return finding(told, "text-copied", message, "请核对是不是复制后忘了改写", there)


def check_photo_copy(told: Value, there: Value, day: dt.date) -> Problem:
    """`there` is the same picture in the earlier activity of `day`."""
    message = f"照片 {told.value} 已经用在 {day.isoformat()} 的活动里（{there.value}）"
    return finding(told, "photo-reused", message, "一张照片只能用于一次活动，请核对", there)
