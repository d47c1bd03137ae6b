"""Times of day, to the minute as a rule: 14:30, 下午2点半, 14时30分, and from-to ranges of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from pipeline.forms.values.date_parts import LONGEST, moment_of, normalised
from pipeline.forms.values.reading import Misread, Raw, is_number, misread
from pipeline.forms.values.text import is_blank_mark

EXAMPLE: Final = "例如 14:30"
_RANGE_EXAMPLE = "例如 14:30—17:30"
_PERIOD = "上午|下午|早上|早晨|清晨|凌晨|中午|傍晚|晚上|夜里|晚|早|am|pm"
_CLOCK = re.compile(
    f"(?P<period>{_PERIOD})?(?P<hour>[0-9]{{1,2}})"
    "(?:[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?分?"
    "|[时点](?:(?P<half>半)|(?P<quarter>[13])刻|(?P<spoken>[0-9]{1,2})分?|[正整])?)"
    "(?P<suffix>am|pm)?",
    re.IGNORECASE,
)
_BARE_HOUR = re.compile(f"(?:{_PERIOD})?[0-9]{{1,2}}", re.IGNORECASE)
_TO = re.compile("-+|~|至|到")
_DAY_SECONDS = 86_400


def _hours(same: range, later: range = range(0)) -> dict[int, int]:
    """Written hour to hour of the day: `same` stay as they are, `later` are twelve hours on."""
    return {hour: hour for hour in same} | {hour: hour + 12 for hour in later}


_BEFORE_NOON = _hours(range(12))
_AFTER_NOON = _hours(range(12, 24), range(1, 12))
_EVENING = _hours(range(17, 24), range(5, 12))
_HOURS = {
    "": _hours(range(7, 24)) | {0: 0},
    **dict.fromkeys(("上午", "早上", "早晨", "清晨", "早", "am"), _BEFORE_NOON),
    **dict.fromkeys(("下午", "傍晚", "pm"), _AFTER_NOON),
    **dict.fromkeys(("晚上", "夜里", "晚"), _EVENING),
    "凌晨": _hours(range(7)) | {12: 0},
    "中午": _hours(range(11, 16), range(1, 4)),
}
"""Hours that a period does not hold are not guessed: 12 at night, 2 without 上午 or 下午."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time as written. `two_digits`: 02:30, which nobody writes for an afternoon."""

    period: str
    hour: int
    minute: int
    second: int
    two_digits: bool


def read_time(raw: Raw) -> dt.time | Misread:
    """One time of day, to the second. The text 2:30 may mean 14:30 and is a Misread; 02:30 is not."""
    if is_blank_mark(raw):
        return Misread("time-missing", "此处应填时间", EXAMPLE)
    typed = _typed(raw)
    if typed is not None:
        return typed
    clock = _clock(normalised(raw)) if isinstance(raw, str) and len(raw) <= LONGEST else None
    if clock is None:
        return misread("time-unreadable", raw, "不是可识别的时间", EXAMPLE)
    return _resolved(clock, raw)


def read_time_range(raw: Raw) -> tuple[dt.time, dt.time | None] | Misread:
    """Start and end, or start and None. The end shares the start's 上午 or 下午 unless it has its own."""
    if not isinstance(raw, str) or is_blank_mark(raw):
        alone = read_time(raw)
        return alone if isinstance(alone, Misread) else (alone, None)
    sides = _TO.split(normalised(raw)) if len(raw) <= LONGEST else []
    if len(sides) == 2 and _BARE_HOUR.fullmatch(sides[0]) and re.search("[时点]", sides[1]):
        sides[0] += "点"  # 下午2-5点
    clocks = [_clock(side) for side in sides]
    if len(clocks) == 1 and clocks[0] is not None:
        start = _resolved(clocks[0], raw)
        return start if isinstance(start, Misread) else (start, None)
    if len(clocks) != 2 or clocks[0] is None or clocks[1] is None:
        return misread("time-unreadable", raw, "不是可识别的时间", _RANGE_EXAMPLE)
    return _range(clocks[0], clocks[1], raw)


def hours_in(raw: Raw) -> tuple[dt.time, dt.time | None] | None:
    """Start and end where the cell holds hours and no day."""
    if isinstance(raw, dt.datetime):
        return None
    hours = read_time_range(raw)
    return None if isinstance(hours, Misread) else hours


def _range(first: _Clock, second: _Clock, raw: Raw) -> tuple[dt.time, dt.time] | Misread:
    start = _resolved(first, raw)
    if isinstance(start, Misread):
        return start
    end = _resolved(second, raw, first.period)
    if isinstance(end, Misread):
        return end
    if end <= start:
        return misread("time-range-backwards", raw, "的结束时间不晚于开始时间", _RANGE_EXAMPLE)
    return start, end


def _typed(raw: Raw) -> dt.time | None:
    """The time of a cell that Excel holds as a time, a moment or a fraction of a day."""
    if isinstance(raw, dt.time):
        return _of_seconds(raw.hour * 3600 + raw.minute * 60 + raw.second + raw.microsecond / 1e6)
    if isinstance(raw, dt.timedelta):
        return _of_seconds(raw.total_seconds())
    if isinstance(raw, int | float) and is_number(raw) and 0 < raw < 1:
        return _of_seconds(raw * _DAY_SECONDS)
    moment = moment_of(raw) if isinstance(raw, dt.datetime) else None
    return moment.time() if moment is not None and moment.time() != dt.time() else None


def _of_seconds(seconds: float) -> dt.time | None:
    whole = round(seconds)
    if not 0 <= whole < _DAY_SECONDS:
        return None
    return dt.time(whole // 3600, whole // 60 % 60, whole % 60)


def _clock(text: str) -> _Clock | None:
    found = _CLOCK.fullmatch(text)
    if found is None or (found["period"] and found["suffix"]):
        return None
    minute = found["minute"] or found["spoken"] or 0
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 * int(found["quarter"])
    period = (found["period"] or found["suffix"] or "").lower()
    return _Clock(period, int(found["hour"]), int(minute), int(found["second"] or 0), len(found["hour"]) == 2)


def _resolved(clock: _Clock, raw: Raw, inherited: str = "") -> dt.time | Misread:
    if clock.hour > 23 or clock.minute > 59 or clock.second > 59:
        return misread("time-impossible", raw, "中的时刻不存在", EXAMPLE)
    hour = _HOURS[clock.period or inherited].get(clock.hour)
    if hour is None and not clock.period and (clock.hour >= 12 or (clock.two_digits and not inherited)):
        hour = clock.hour
    if hour is not None:
        return dt.time(hour, clock.minute, clock.second)
    if clock.hour > 12:
        return misread("time-impossible", raw, "的时段与钟点矛盾", f"请用 24 小时制，{EXAMPLE}")
    twelve = clock.hour % 12
    choices = f"{twelve:02d}:{clock.minute:02d} 或 {twelve + 12}:{clock.minute:02d}"
    return misread("time-ambiguous", raw, "分不清上午还是下午", f"请用 24 小时制：{choices}")
