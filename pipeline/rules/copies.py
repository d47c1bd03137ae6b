"""Something of one activity that was handed in for another as well."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from pipeline.model.problem import Problem
from pipeline.model.record import Value
from pipeline.rules.finding import finding

_DATES: Final = re.compile(
    r"(?=\d)(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{4}年|\d{1,2}[日号]|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
"""It looks for a digit first: there are few in a text."""
_SIGNS: Final = re.compile(r"[\W_]+")
_LEAST: Final = 60
"""Characters: shorter texts may well be the same from one month to the next."""
_SHINGLE: Final = 4
"""Characters: about two words."""
_ALIKE: Final = 0.7
"""Of all the shingles of two texts: minutes written in the same set phrases have half of them in common at most."""

PHOTO_SHARED: Final = "photo-shared"
TEXT_SHARED: Final = "text-shared"


@lru_cache(maxsize=128)
def essence(text: str) -> str:
    """What two copies of a text have in common: all but dates, blanks and signs; nothing of a short text.

    Kept for a while: who looks for copies within a branch asks for it, and who marks the text for other branches.
    """
    words = _SIGNS.sub("", _DATES.sub("", text))
    return words if len(words) >= _LEAST else ""


def shingles(told: str) -> set[str]:
    """Every stretch of a few characters of an essence: what changing a name or a sentence leaves nearly whole."""
    return {told[place : place + _SHINGLE] for place in range(len(told) - _SHINGLE + 1)}


def likeness(one: set[str], other: set[str]) -> float:
    """The share of all shingles of the two that they have in common; 0 where that is too little to be told."""
    smaller, larger = sorted((len(one), len(other)))
    if smaller < larger * _ALIKE:
        return 0
    common = len(one & other)
    share = common / (smaller + larger - common) if common else 0
    return share if share >= _ALIKE else 0


def check_text_likeness(field: str, told: Value, there: Value, day: dt.date, share: float) -> Problem:
    """`there` is the text in the earlier activity of `day` of which so much is the same."""
    message = f"{field}与 {day.isoformat()} 那次的有 {share:.0%} 相同（{there.origin}）"
    return finding(told, "text-alike", message, "请核对是不是复制后只改了几处；请据实补写", there)


def check_text_copy(field: str, told: Value, there: Value, day: dt.date) -> Problem:
    """`there` is the same text in the earlier activity of `day`."""
    message = f"{field}与 {day.isoformat()} 那次的逐字相同（{there.origin}）"
    return finding(told, "text-copied", message, "请核对是不是复制后忘了改写", there)


def check_photo_copy(told: Value, there: Value, day: dt.date) -> Problem:
    """`there` is the same picture in the earlier activity of `day`."""
    message = f"照片 {told.value} 已经用在 {day.isoformat()} 的活动里（{there.value}）"
    return finding(told, "photo-reused", message, "一张照片只能用于一次活动，请核对", there)


def photo_shared(photo: str, branch: str, day: str) -> tuple[str, str]:
    """Message and hint: another branch's activity has the same picture."""
    message = f"照片 {photo} 与{branch} {day} 的活动用的是同一张"
    return message, "请核对是不是两个支部联合开展的同一次活动；不是的，请换成本支部自己的照片"


def text_shared(field: str, branch: str, day: str) -> tuple[str, str]:
    """Message and hint: another branch's activity has the same text, but for dates and signs."""
    message = f"{field}与{branch} {day} 的活动逐字相同"
    return message, "请核对是不是两个支部联合开展的同一次活动；不是的，请据实补写"
