"""The grammar of written dates: what a text names of year, month and day, and what follows it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from pipeline.forms.values.chinese_numerals import with_arabic
from pipeline.forms.values.reading import Raw, is_number, to_second, written
from pipeline.forms.values.widths import plain

FIRST_YEAR: Final = 1910
"""A year typed into a cell formatted as a date shows as a day of 1905: a slip, not a date."""
LAST_YEAR: Final = 2099
LONGEST: Final = 120
"""No cell with one date or time in it is longer."""
EPOCH: Final = dt.datetime(1899, 12, 30)
SERIALS: Final = range(20_000, 60_001)

_YEAR, _MONTH, _DAY = "(?P<year>[0-9]{4}|[0-9]{2})", "(?P<month>[0-9]{1,2})", "(?P<day>[0-9]{1,2})(?![0-9])"
_FULL_YEAR, _END = "(?P<year>[0-9]{4})", "(?![0-9])"
_STYLES = [
    re.compile(style)
    for style in (
        f"(?P<units>){_YEAR}年{_MONTH}(?:月份?|[./]){_DAY}[日号]?",
        f"{_YEAR}(?P<separator>[-./。·,、 ]){_MONTH}(?P=separator){_DAY}[日号]?",
        f"{_FULL_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_END}日?",
        f"(?P<units>){_YEAR}年{_MONTH}月份?{_END}",
        f"{_FULL_YEAR}[-./。·]{_MONTH}{_END}(?:月份?)?",
        f"(?P<year>(?:19|20)[0-9]{{2}})(?P<month>0[1-9]|1[0-2]){_END}(?:月份?)?",
        f"(?P<year>[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_END}",
        f"{_MONTH}月份?{_DAY}[日号]?",
        f"{_MONTH}[-./。·]{_DAY}(?![-./。·][0-9])日?",
        f"(?P<units>){_YEAR}年度?{_END}",
        f"(?P<year>(?:19|20)[0-9]{{2}}){_END}",
        f"{_MONTH}月份?{_END}",
    )
]
_WEEKDAY = re.compile(r"^ ?\(?(?:星期|礼拜|周)([1-6日天])\)?[,，、]? ?")
_WEEKDAYS = "123456日"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text names; None is what it leaves out. `year` may have two digits; `rest` follows the date.

    `by_units`: 年 stands behind the year, so that the order is not in question.
    """

    year: int | None
    month: int | None
    day: int | None
    by_units: bool
    rest: str

    @property
    def has_short_year(self) -> bool:
        return self.year is not None and self.year < 100


def normalised(raw: Raw) -> str:
    """Half-width, Arabic, one kind of dash and tilde; a space is left only between two digits."""
    text = re.sub("[‐‑‒–—―−]", "-", plain(with_arabic(written(raw)))).replace("〜", "~")
    single = " ".join(text.split())
    return re.sub("(?<![0-9]) | (?![0-9])", "", single)


def parts_of(text: str) -> Parts | None:
    """The date at the beginning of a normalised text, in the fullest style that fits."""
    for style in _STYLES:
        if found := style.match(text):
            named = found.groupdict()
            year, month, day = (int(named[part]) if named.get(part) else None for part in ("year", "month", "day"))
            return Parts(year, month, day, "units" in named, text[found.end() :])
    return None


def whole_parts(text: str) -> Parts | None:
    """`parts_of`; where something is left over, once more with no space at all (2 0 2 2 年 3 月)."""
    parts = parts_of(text)
    if parts is None or parts.rest:
        closed = parts_of(text.replace(" ", "")) if "年" in text else None
        return closed if closed is not None and not closed.rest else parts
    return parts


def without_weekday(rest: str) -> tuple[str, int | None]:
    """What follows a weekday behind the date, and that weekday, 0 for Monday as in `date.weekday`."""
    found = _WEEKDAY.match(rest)
    if found is None:
        return rest, None
    return rest[found.end() :], _WEEKDAYS.index(found[1].replace("天", "日"))


def moment_of(raw: Raw) -> dt.datetime | None:
    """The moment of a date cell or of a plausible serial of the 1900 system, to the nearest second."""
    if isinstance(raw, dt.datetime):
        return to_second(raw)
    if isinstance(raw, dt.date):
        return dt.datetime(raw.year, raw.month, raw.day)
    if isinstance(raw, int | float) and is_number(raw) and SERIALS.start <= raw < SERIALS.stop:
        return EPOCH + dt.timedelta(seconds=round(raw * 86_400))
    return None


def decimal_readings(raw: Raw) -> tuple[int, tuple[int, ...]] | None:
    """A number such as 2022.1 taken apart: 2022, and 1 or 10, because a number drops its last zero."""
    if not isinstance(raw, float) or not is_number(raw):
        return None
    found = re.fullmatch("([0-9]{1,4})\\.([0-9]{1,2})", written(raw))
    if found is None:
        return None
    behind = int(found[2])
    return int(found[1]), (behind, behind * 10) if len(found[2]) == 1 else (behind,)
