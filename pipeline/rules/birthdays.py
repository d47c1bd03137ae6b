"""政治生日: whose anniversary of admission falls where in a year.

Seed 000 art. 2: the day is that on which the 支部党员大会 accepted the person as 预备党员 (入党日期, not 转正日期);
it is kept in the month or the quarter of the anniversary, by every member.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.model.periods import Length, Period
from pipeline.model.values import Month, PartialDate
from pipeline.rules.roster import Member, Roster
from pipeline.rules.spans import Span

Admission = dt.date | PartialDate
_NO_DAY: Final = 32
"""Behind every day of the month: of this one the day is not known."""


@dataclass(frozen=True, slots=True)
class Birthday:
    """A member's day in one year."""

    member: Member
    admitted: Admission
    year: int

    @property
    def name(self) -> str:
        return str(self.member.name.value)

    @property
    def month(self) -> Month:
        return Month(self.year, self.admitted.month)

    @property
    def years(self) -> int:
        """Since the admission; 0 in its own year, which has no anniversary yet."""
        return self.year - self.admitted.year

    @property
    def standing(self) -> int | None:
        """党龄 on the day, in whole years: 党章第七条 counts it from 转正. None where that is not known."""
        confirmed = self.member.confirmed.value if self.member.confirmed else None
        if not isinstance(confirmed, (dt.date, PartialDate)):
            return None
        before = (self.admitted.month, _day(self.admitted)) < (confirmed.month, _day(confirmed))
        return max(self.year - confirmed.year - before, 0)

    @property
    def is_kept(self) -> bool:
        """There is an anniversary, and the member belongs to the branch in its month."""
        span = Span.of(self.month)
        return self.years > 0 and span is not None and not (self.member.not_yet(span) or self.member.no_more(span))

    @property
    def has_its_day(self) -> bool:
        """All but 29 February in a common year."""
        return _day(self.admitted) in {_NO_DAY, *range(1, calendar.monthrange(self.year, self.admitted.month)[1] + 1)}

    @property
    def by_admission(self) -> tuple[int, int, int]:
        return self.admitted.year, self.admitted.month, _day(self.admitted)

    @property
    def in_the_year(self) -> tuple[int, int, int]:
        return self.admitted.month, _day(self.admitted), self.admitted.year


def birthdays_of(roster: Roster, year: int) -> list[Birthday]:
    """By admission, the earliest first: of all who belonged to the branch at some time of the year."""
    found = [
        Birthday(member, member.admitted.value, year)
        for member in _members(roster, year)
        if member.admitted and isinstance(member.admitted.value, (dt.date, PartialDate))
    ]
    return sorted(found, key=lambda birthday: birthday.by_admission)


def undated(roster: Roster, year: int) -> list[Member]:
    """Those of the year of whom the roster does not say when they were admitted."""
    return [member for member in _members(roster, year) if member.admitted is None]


def kept_in(birthdays: Iterable[Birthday], month: Month) -> list[Birthday]:
    """By the day."""
    return sorted(
        (birthday for birthday in birthdays if birthday.is_kept and birthday.month == month),
        key=lambda birthday: birthday.in_the_year,
    )


def quarter_of(day: dt.date) -> Period:
    return Period.of(day, Length.QUARTER)


def _members(roster: Roster, year: int) -> list[Member]:
    whole = Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return [member for member in roster.members if not (member.not_yet(whole) or member.no_more(whole))]


def _day(date: Admission) -> int:
    return date.day if isinstance(date, dt.date) else _NO_DAY
