"""A label that is not quite one of ours: 谈心内容 where 谈话内容 is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from pipeline.forms.words import word

_LONGEST: Final = 12
_NEAR: Final = 0.6
_OF_ELSE: Final = re.compile("全年|年度|季度|半年|累计|上年|上月|下月|身份证|制表|填表|填报|通知|打印")
"""Words that make of a label something else: 全年实缴 is no 实交 of a month, 制表日期 no 日期."""


_VAGUE: Final = frozenset({"情况"})
"""Labels that what they are part of need not mean: 补课情况 is no 情况 of an absence."""


def near_label(texts: Iterable[str], labels: Sequence[str]) -> tuple[str, str] | None:
    """The text that is most like one of the labels, and that label; None when none is near."""
    heads = [text.replace("：", ":").partition(":")[0].strip() for text in texts]
    pairs = [(head, label) for head in heads if 2 <= len(word(head)) <= _LONGEST for label in labels]
    best = max(pairs, key=lambda pair: _likeness(*pair), default=None)
    return best if best and _likeness(*best) >= _NEAR else None


def _likeness(head: str, label: str) -> float:
    """One within the other is near, the nearer the less there is beside it."""
    one, other = word(head), word(label)
    if other in _VAGUE or (_OF_ELSE.search(one) and not _OF_ELSE.search(other)):
        return 0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(ratio, _NEAR + ratio / 10) if one in other or other in one else ratio
