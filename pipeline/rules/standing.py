"""How something that a rule demands stands on a day."""

from __future__ import annotations

from enum import Enum


class Standing(Enum):
    """The value is the word that is printed."""

    MET = "有"
    LATE = "迟"
    MISSING = "缺"
    NOT_YET = "未到期"
    NOT_APPLICABLE = "不适用"

    def __str__(self) -> str:
        return self.value
