"""A label that is not quite one of ours: 谈心内容 where 谈话内容 is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from pipeline.forms.words import word

_LONGEST: Final = 12
_NEAR: Final = 0.6


def near_label(texts: Iterable[str], labels: Sequence[str]) -> tuple[str, str] | None:
    """The text that is most like one of the labels, and that label; None when none is near."""
    heads = [text.replace("：", ":").partition(":")[0].strip() for text in texts]
    pairs = [(head, label) for head in heads if 2 <= len(word(head)) <= _LONGEST for label in labels]
    best = max(pairs, key=lambda pair: _likeness(*pair), default=None)
    return best if best and _likeness(*best) >= _NEAR else None


def _likeness(head: str, label: str) -> float:
    """One within the other is near, the nearer the less there is beside it."""
    one, other = word(head), word(label)
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(ratio, _NEAR + ratio / 10) if one in other or other in one else ratio
