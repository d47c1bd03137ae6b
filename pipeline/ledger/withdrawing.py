"""What can be taken back, and what a file that came again under its name no longer brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import bindparam, func, or_, select

from pipeline.ledger.entering import IN_FORCE
from pipeline.ledger.entries import Entry, Held, Submission
from pipeline.ledger.received import Received
from pipeline.ledger.records import RECORDS_OF_ALL, Records
from pipeline.ledger.tables import records, submissions

_OF_SUBMISSION: Final = RECORDS_OF_ALL.where(IN_FORCE, records.c.submission_id == bindparam("submission")).order_by(
    records.c.id
)
_SENT: Final = select(submissions).where(
    submissions.c.state.in_(("taken", "returned", "cleared", "withdrawn")),
)
_SENT_WITH: Final = _SENT.where(
    or_(submissions.c.digest == bindparam("digest"), submissions.c.copy_digest == bindparam("digest"))
).order_by(submissions.c.id.desc())
_SENT_AS: Final = _SENT.where(submissions.c.name == bindparam("name")).order_by(submissions.c.id.desc())

_of_key: Final = records.alias("of_key")
_LAST_OF_KEY: Final = (
    select(func.max(_of_key.c.id))
    .where(
        _of_key.c.branch == bindparam("branch"),
        _of_key.c.form == bindparam("form"),
        _of_key.c.key == bindparam("key"),
    )
    .scalar_subquery()
)
_TAKEN_BACK_LAST: Final = RECORDS_OF_ALL.where(records.c.id == _LAST_OF_KEY, records.c.withdrawn_by.is_not(None))

_here, _gone, _now = records.alias("here"), records.alias("gone"), records.alias("now")
_LEFT_OVER: Final = (
    select(_here.c.id, _here.c.submission_id, _now.c.submission_id)
    .join(_gone, _gone.c.submission_id == _here.c.submission_id)
    .join(_now, _gone.c.superseded_by == _now.c.id)
    .where(
        _gone.c.superseded_by.is_not(None),
        _here.c.superseded_by.is_(None),
        _here.c.withdrawn_by.is_(None),
        _now.c.submission_id != _here.c.submission_id,
    )
    .order_by(_here.c.id, _now.c.submission_id)
    .distinct()
)
"""Few: it begins with the few records that were superseded."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A record that still holds, of a file of which another, `by`, has replaced a sheet."""

    record: int
    submission: int
    by: int


class Withdrawing(Received, Records):
    """The ledger's half that takes back."""

    def take_back(self, told: Submission, taken_back: Sequence[Held], settles: Sequence[int] = ()) -> int:
        """Enters that these records, or the photo or paper that `told.same_as` is, hold no more; their history stays.

        `settles` is the return that is taken back with them.
        """
        entry = Entry(
            replace(told, kind="withdrawal", state="withdrawal"),
            settles=tuple(settles),
            withdraws=tuple(held.id for held in taken_back),
        )
        return self._enter(entry)

    def in_force(self, submission: int) -> list[Held]:
        """What of that submission still holds."""
        return self._held(_OF_SUBMISSION, submission=submission)

    def taken_back_last(self, branch: str, form: str, key: str) -> Held | None:
        """The latest record of that key, where it was taken back."""
        return next(iter(self._held(_TAKEN_BACK_LAST, branch=branch, form=form, key=key)), None)

    def sent_with(self, digest: str) -> list[Submission]:
        """Every file of these bytes, or that went back as these, the latest first; be it withdrawn."""
        return self._submissions(_SENT_WITH, digest=digest)

    def sent_as(self, name: str) -> list[Submission]:
        """Every file of that name, the latest first; be it withdrawn."""
        return self._submissions(_SENT_AS, name=name)

    def left_over(self) -> list[LeftOver]:
        return [LeftOver(*row) for row in self._rows(_LEFT_OVER)]
