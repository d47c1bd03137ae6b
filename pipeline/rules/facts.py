"""What a branch has to show, as far as rules ask: small facts that the layers above make out of their records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model.periods import Period


class Fact(NamedTuple):
    """One thing that is there on a day: an activity under each of its kinds, a record under its form's name, a
    document under its title (会议记录), a paper under what it is.

    `event` is the key of the activity that it is, or belongs to. `tags` are its theme's category or a talk's pairing.
    `period` is given where the thing itself says of which it is: the meeting of 2026 held in January 2027.
    `id` tells it from others of its kind: one record may belong to several activities, and is still one; where it is
    empty each is another. `handed_in` is the day on which it says itself that it was filed or announced. `path` is
    where it lies, below the outbox. `is_made`: a document that was printed out of forms, which is no publication;
    `is_empty`: one that holds nothing of what it is about, and so proves nothing. `is_undated`: what says no more than
    of which period it is; its `day` is the last of that.
    """

    what: str
    day: dt.date
    event: str = ""
    tags: frozenset[str] = frozenset()
    period: Period | None = None
    id: str = ""
    handed_in: dt.date | None = None
    path: str = ""
    is_made: bool = False
    is_empty: bool = False
    is_undated: bool = False

    def day_by(self, today: dt.date) -> dt.date:
        """Its day; of what is undated none to come, for it lies here."""
        return min(self.day, today) if self.is_undated else self.day


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """A branch at the end of a period. `since` and `until` are its first and last day; None: not known, or still there.

    `members` counts those with full rights (正式党员), `groups` the 党小组; None: not known, and then it may be asked.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    members: int | None = None
    groups: int | None = None

    def was_there(self, period: Period) -> bool:
        """Not where it was founded in the second half of the period, or ended within it: it is not asked for that."""
        middle = period.first + (period.last - period.first) / 2
        return (self.since is None or self.since <= middle) and (self.until is None or self.until >= period.last)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a branch, of the years before and after too; `branch_on` tells what it was on a day.

    `today` is the day on which it is asked.
    """

    facts: tuple[Fact, ...]
    branch_on: Callable[[dt.date], BranchFacts]
    today: dt.date
