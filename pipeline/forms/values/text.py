"""Text in equals text out: nothing is changed but outer blanks and the kind of line end."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.widths import INVISIBLE, SPACES, closed_up
from pipeline.model.values import BLANK, Blank

_OUTER = SPACES + INVISIBLE
_STROKES = re.compile(r"[-‐‑‒–—―−﹣_/\\⁄∕]{1,20}")
_UNFILLED = re.compile(r"(?:公元)?_*年_*月(?:_*[日号])?(?:_*[时点](?:_*分)?)?")
_NOTHING = frozenset({"无", "暂无", "没有", "无。", "(无)", "n/a", "N/A"})
_DITTO = frozenset({"同上", "同前", "〃", "″", '"', "''", "“", "”", "々", "仝", "仝上"})
_DITTO_STARTS = frozenset(word[0] for word in _DITTO) | {"＂", "＇"}
_NOT_IN_XML = frozenset({"\ufffe", "\uffff"})


def read_text(raw: Raw) -> str | Blank | Misread:
    """Every character as typed, inner breaks and tabs too; BLANK where `is_blank` says so."""
    if isinstance(raw, float) and not math.isfinite(raw):
        return misread("text-unreadable", raw, "不是有效内容", "请重新填写本格")
    text = written(raw)
    for position, character in enumerate("" if text.isprintable() else text, start=1):
        if _is_control(character):
            return misread(
                "text-control-character",
                text.replace(character, "?"),
                f"第 {position} 个字符是看不见的控制字符 U+{ord(character):04X}",
                "请删去该字符，或重新键入本格内容，不要粘贴",
            )
    return BLANK if is_blank(raw) else text.strip(_OUTER)


def is_blank(raw: Raw) -> bool:
    """Nothing stands there but blanks, a stroke that crosses the cell out (— - / \\ －－), or 年 月 日 unfilled."""
    return (not raw or _is_blank(raw)) if isinstance(raw, str) else raw is None


@lru_cache(maxsize=1 << 12)
def _is_blank(text: str) -> bool:
    if text[0].isalnum() and "年" not in text:
        return False
    bare = closed_up(written(text).strip(_OUTER))
    return not bare or _STROKES.fullmatch(bare) is not None or _UNFILLED.fullmatch(bare) is not None


def is_blank_mark(raw: Raw) -> bool:
    """`is_blank`, or a word for 'nothing' such as 无: only where a short field may stay empty."""
    return (not raw or _is_nothing(raw)) if isinstance(raw, str) else raw is None


@lru_cache(maxsize=1 << 12)
def _is_nothing(text: str) -> bool:
    return _is_blank(text) or closed_up(written(text)) in _NOTHING


def is_ditto(raw: Raw) -> bool:
    """The cell says 'as above': 同上 〃 \" and their like."""
    return isinstance(raw, str) and raw.strip(_OUTER)[:1] in _DITTO_STARTS and closed_up(written(raw)) in _DITTO


def _is_control(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character in _NOT_IN_XML
