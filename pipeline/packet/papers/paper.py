"""A paper that a person wrote: of what kind it is, of which day as far as is told, and whose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.periods import Period


@dataclass(frozen=True, slots=True)
class Told:
    """As much of a day as is told: none of a part means that it is not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def fits(self, day: dt.date) -> bool:
        """Whether the day agrees with all that is told."""
        pairs = ((self.year, day.year), (self.month, day.month), (self.day, day.day))
        return all(told in {None, own} for told, own in pairs)

    def within(self, period: Period) -> bool:
        """Whether it is told that it lies in the period."""
        first = self.first
        return first is not None and first in period and (self.month is not None or period.first.month == 1)

    @property
    def first(self) -> dt.date | None:
        """The first day of what is told; none without a year, or of a day that the year does not have."""
        try:
            return dt.date(self.year, self.month or 1, self.day or 1) if self.year else None
        except ValueError:
            return None

    def or_of(self, wider: Told) -> Told:
        """What is not told taken from what a folder further out tells, as far as the two agree."""
        year = self.year or wider.year
        if self.month is None:
            return Told(year, wider.month, wider.day)
        agree = self.month == wider.month and self.year in {None, wider.year}
        return Told(year, self.month, self.day or (wider.day if agree else None))

    def __str__(self) -> str:
        """2026-03-20, 2026-03, 2026, 3月20日, 3月; empty where nothing is told."""
        if self.year is None:
            return f"{self.month}月" + (f"{self.day}日" if self.day else "") if self.month else ""
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part))
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Paper:
    """One dropped file of a kind of papers. `file` is its name as dropped, `folder` lies below the inbox.

    `person` is whom it is from or about, `note` what the register says of it; empty where nothing tells.
    """

    kind: str
    file: str
    digest: str
    folder: str
    branch: str
    submission: int
    told: Told = Told()
    person: str = ""
    note: str = ""
