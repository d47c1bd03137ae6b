"""Plans of a year or a quarter: the day that a row names or the day rule gives, and what became of the row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipeline.mapping.rules.book import BranchRules
from pipeline.model.values import BLANK, Month, Scalar
from pipeline.rules.days import Settled, planned_day
from pipeline.rules.workdays import Workdays

_NUMERALS: Final = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_MONTHS: Final = re.compile(
    r"(?<![0-9])(?:([0-9]{1,2})月?份?\s*(?:[-~—–至到])+\s*)?([0-9]{1,2}|十[一二]?|[一二三四五六七八九])\s*月"
)
_MONTH_ALONE: Final = re.compile(r"(?:[0-9]{4}\s*年度?)?\s*(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])\s*月\s*份?")


def months_named(text: str) -> tuple[int, ...]:
    """The months that a planned time names, in their order: 4月中旬, 四月, 4—6月."""
    found: dict[int, None] = {}
    for match in _MONTHS.finditer(text):
        last = _NUMERALS.get(match[2]) or int(match[2])
        first = int(match[1]) if match[1] else last
        found |= dict.fromkeys(month for month in range(first, last + 1) if 1 <= month <= 12)
    return tuple(found)


def is_month_alone(text: str) -> bool:
    """It names a month and no more, so that the day rule may give the day."""
    return _MONTH_ALONE.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """`day` is a date, or the form's own words where they are no date; `remark` says how the date came about."""

    day: Scalar
    remark: str = ""


def planned_time(month: Month | None, told: Scalar, rules: BranchRules) -> PlannedTime:
    """What the form says itself holds; else the branch's day rule gives the day of the month."""
    if isinstance(told, dt.date):
        rest = Workdays(rules.holidays).is_workday(told) is False
        return PlannedTime(told, "这一天是休息日" if rest else "")
    if told is not BLANK or month is None:
        return PlannedTime(told)
    planned = planned_day(month, rules)
    if planned.settled is Settled.NO_RULE:
        return PlannedTime(month, "没有规定活动日")
    words = {
        Settled.MOVED: f"{planned.wanted.month}月{planned.wanted.day}日放假，调整到这一天",
        Settled.NO_WORKDAY: "这一天放假，规定的范围内没有工作日，请另定日期",
        Settled.NOT_ISSUED: f"{month.year}年节假日安排还没有公布，没有按节假日调整",
    }
    remarks = (words.get(planned.settled, ""), planned.remark)
    return PlannedTime(planned.day, "；".join(remark for remark in remarks if remark))


class Outcome(Enum):
    """What became of a row of the plan; the value is the word that is printed."""

    DONE = "按计划开展"
    CHANGED = "主题有变动"
    MOVED = "改在别的月份开展"
    NONE = "没有登记"
    OPEN = ""
    """Nothing of its month or of a later one has been registered yet."""
    UNPLANNED = "计划外"

    def __str__(self) -> str:
        return self.value


def without_activity(month: Month, registered: Sequence[dt.date]) -> Outcome:
    """Of a row that no activity stands for. No clock: that a month has passed is seen by what was done after it."""
    return Outcome.NONE if registered and month < Month.of(max(registered)) else Outcome.OPEN
