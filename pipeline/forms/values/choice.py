"""One or several out of a list, and yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from pipeline.forms.values.reading import Misread, Raw, misread, written
from pipeline.forms.values.text import is_blank, is_blank_mark
from pipeline.forms.values.ticks import says_tick
from pipeline.forms.values.widths import matching_key, plain

_YES = frozenset(
    {
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "∨",
        "v",
        "有",
        "已",
        "对",
        "1",
        "y",
        "yes",
        "true",
        "已交",
        "已缴",
        "已交纳",
        "已缴纳",
        "已完成",
        "已开展",
    }
)
_NO = frozenset(
    {
        "否",
        "×",
        "✗",
        "✘",
        "✕",
        "x",
        "无",
        "未",
        "不",
        "没有",
        "不是",
        "0",
        "n",
        "no",
        "false",
        "未交",
        "未缴",
        "未交纳",
        "未缴纳",
        "未完成",
        "未开展",
    }
)
_SEPARATOR = re.compile("[、,;+/\\n]+")
_LONGEST = 200
_LISTED = 12
_QUOTED = re.compile('[“"「《][^“”"「」《》]*[”"」》]')
_BRANCH_BODY = re.compile("支部委员会(?!会|记录|纪要|议)")
"""A branch's own name in full, 中共某某支部委员会, is not its committee's meeting."""

Synonyms = Mapping[str, str]
"""Other words for a choice, each with the choice that it means."""


def read_yes_no(raw: Raw) -> bool | Misread:
    """是 √ 有 已 1 Y are true, 否 × 无 未 0 N are false; 无 is an answer here and not a blank."""
    key = _key(raw)
    if key in _YES:
        return True
    if key in _NO:
        return False
    if is_blank_mark(raw):
        return Misread("yes-no-missing", "此处应填“是”或“否”", "是 或 否")
    return misread("yes-no-unreadable", raw, "分不清是还是否", "是 或 否")


def read_choice(raw: Raw, choices: Sequence[str], synonyms: Synonyms | None = None) -> str | Misread:
    """The choice as the list spells it, whatever width, spaces and case the cell has."""
    known = _known(choices, synonyms)
    if (choice := known.get(_key(raw))) is not None:
        return choice
    if is_blank_mark(raw):
        return Misread("choice-missing", "此处应选填一项", _hint("", choices))
    return misread("choice-unknown", raw, "不在可选项中", _hint("" if says_tick(written(raw)) else _key(raw), choices))


def read_choices(raw: Raw, choices: Sequence[str], synonyms: Synonyms | None = None) -> tuple[str, ...] | Misread:
    """Several choices between 、 , ; + / or line breaks or spaces, in the cell's order, each once."""
    whole = read_choice(raw, choices, synonyms)
    if isinstance(whole, str):
        return (whole,)
    if is_blank(raw) or len(written(raw)) > _LONGEST:
        return whole
    found: list[str] = []
    for piece in _pieces(plain(written(raw)), _known(choices, synonyms)):
        choice = read_choice(piece, choices, synonyms)
        if isinstance(choice, Misread):
            return choice
        found.append(choice)
    return tuple(dict.fromkeys(found)) if found else whole


def choices_in(text: str, choices: Sequence[str], synonyms: Synonyms | None = None) -> tuple[str, ...]:
    """The choices that running text names, in its order, each once; the longest word at a place, none in quotes."""
    known = _known(choices, synonyms)
    if not known:
        return ()
    anyone = re.compile("|".join(re.escape(word) for word in sorted(known, key=len, reverse=True)))
    plain_words = _BRANCH_BODY.sub("支部", _QUOTED.sub("", matching_key(text[:_LONGEST])))
    return tuple(dict.fromkeys(known[found[0]] for found in anyone.finditer(plain_words)))


def _pieces(text: str, known: Mapping[str, str]) -> list[str]:
    """Parts between separators; a part is parted again at its spaces where each word is a choice."""
    pieces: list[str] = []
    for piece in filter(str.strip, _SEPARATOR.split(text)):
        words = piece.split()
        pieces += words if all(matching_key(word) in known for word in words) else [piece]
    return pieces


def _known(choices: Sequence[str], synonyms: Synonyms | None) -> dict[str, str]:
    known = {matching_key(word): choice for word, choice in (synonyms or {}).items()}
    return known | {matching_key(choice): choice for choice in choices}


def _key(raw: Raw) -> str:
    text = written(raw)
    return matching_key(text) if len(text) <= _LONGEST else ""


def _hint(key: str, choices: Sequence[str]) -> str:
    near = get_close_matches(key, choices, n=1, cutoff=0.5) if key else []
    listed = "、".join(choices[:_LISTED]) + ("等" if len(choices) > _LISTED else "")
    return f"可填：{listed}" + (f"；是否应为“{near[0]}”？" if near else "")
