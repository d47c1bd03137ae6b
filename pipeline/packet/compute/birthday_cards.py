"""One greeting card: what is printed on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from pipeline.model.values import BLANK, PartialDate

CARD: Final = ("姓名", "入党日期", "入党周年", "贺词", "期望", "日期", "篇幅")
GREETING: Final = "贺词寄语"
HOPES: Final = "要求和期望"
"""The columns of the form that the secretary writes for the card."""
_ROOMY: Final = 90
_FULL: Final = 190
"""Characters of greeting and wishes together that fit in large type, and in middling type."""


@dataclass(frozen=True, slots=True)
class Card:
    """`years` since the admission; what nobody has written is BLANK."""

    name: str
    admitted: Any
    years: Any
    greeting: Any = BLANK
    hopes: Any = BLANK
    day: Any = BLANK

    def row(self) -> dict[str, Any]:
        """篇幅 is 短, 中 or 长: how much the secretary has written."""
        written = len(str(self.greeting)) + len(str(self.hopes))
        length = "短" if written <= _ROOMY else "中" if written <= _FULL else "长"
        values = (self.name, self.admitted, self.years, self.greeting, self.hopes, self.day, length)
        return dict(zip(CARD, values, strict=True))


def day_of_year(admitted: Any) -> Any:
    """3月20日, or 3月 where the day is not known."""
    if isinstance(admitted, dt.date):
        return f"{admitted.month}月{admitted.day}日"
    return f"{admitted.month}月" if isinstance(admitted, PartialDate) else BLANK
