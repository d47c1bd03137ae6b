"""What was dropped: submissions, taken or returned, and what answers a return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select

from pipeline.ledger.database import Database
from pipeline.ledger.entering import IN_FORCE, clear_return, enter, enter_left_behind
from pipeline.ledger.entries import Entry, NewRecord, Submission
from pipeline.ledger.plain import submission_of
from pipeline.ledger.retelling import Cleared, LeftBehind, Told
from pipeline.ledger.tables import records, submissions


class TakenFile(NamedTuple):
    """What is told of a file of which something was taken: an office's year has thousands. See Submission."""

    id: int
    digest: str
    name: str
    branch: str
    kind: str
    received: str

    @property
    def has_forms(self) -> bool:
        return self.kind == "forms"


_IN_ORDER: Final = select(submissions).order_by(submissions.c.id)
_LATEST_FIRST: Final = select(submissions).order_by(submissions.c.id.desc())
_GAVE_SOMETHING: Final = and_(
    submissions.c.state != "withdrawn", or_(submissions.c.state == "taken", submissions.c.taken > 0)
)


def _outdated() -> ColumnElement[bool]:
    """One of its records holds no more; of a photo or a paper: another of its name came into its folder."""
    superseded = exists().where(records.c.submission_id == submissions.c.id, ~IN_FORCE)
    later = submissions.alias("later")
    replaced = exists().where(
        submissions.c.kind != "forms",
        later.c.kind != "forms",
        later.c.state == "taken",
        later.c.branch == submissions.c.branch,
        later.c.folder == submissions.c.folder,
        later.c.name == submissions.c.name,
        later.c.id > submissions.c.id,
    )
    return or_(superseded, replaced)


_OF_ID: Final = _IN_ORDER.where(submissions.c.id == bindparam("number"))
_OF_BYTES: Final = _LATEST_FIRST.where(
    submissions.c.digest == bindparam("digest"),
    submissions.c.branch == bindparam("branch"),
    submissions.c.state.in_(("taken", "returned")),
    ~_outdated(),
)
_LATEST: Final = _LATEST_FIRST.limit(bindparam("count"))
_RETURNED: Final = _IN_ORDER.where(submissions.c.state == "returned")
_LAST_OF_NUMBER: Final = _LATEST_FIRST.where(submissions.c.number == bindparam("number")).limit(1)
_TAKEN: Final = (
    select(*(submissions.c[name] for name in TakenFile._fields)).where(_GAVE_SOMETHING).order_by(submissions.c.id)
)
_TAKEN_FROM: Final = _IN_ORDER.where(_GAVE_SOMETHING, submissions.c.folder == bindparam("folder"))


class Received(Database):
    """The ledger's half that comes first: files as they were dropped, and the returns."""

    def take(self, submission: Submission, read: Sequence[NewRecord], settles: Iterable[int] = ()) -> int:
        """Enters a good file and its records, supersedes what they replace, and asks for the branches' documents.

        `settles` are the returned submissions in whose place it comes. On disk it is after `flush`.
        """
        return self._enter(Entry(replace(submission, state="taken"), tuple(read), tuple(settles)), flushed=False)

    def send_back(self, submission: Submission, read: Sequence[NewRecord] = (), settles: Iterable[int] = ()) -> int:
        """Enters a file that goes back, and the records of those of its forms that were taken all the same."""
        return self._enter(Entry(replace(submission, state="returned"), tuple(read), tuple(settles)))

    def note_duplicate(self, submission: Submission) -> None:
        """Only for people to read: it changes no record."""
        self._enter(Entry(replace(submission, state="duplicate")))

    def _enter(self, entry: Entry, flushed: bool = True) -> int:
        """What the journal cannot take is not entered; what it took in vain is told anew under the same number."""
        with self._writing(flushed) as connection:
            entered = enter(connection, entry)
            self._tell(entered, flushed)
            return entered.submission.id

    def retell(self, told: Iterable[Told]) -> None:
        """Enters once more what a journal tells, in its order and under its numbers.

        What an entry refers to may be missing: it stands for itself then.
        """
        numbers = {0}
        with self._writing() as connection:
            for each in told:
                match each:
                    case Entry(submission):
                        same_as = submission.same_as if submission.same_as in numbers else 0
                        enter(connection, replace(each, submission=replace(submission, same_as=same_as)))
                        numbers.add(submission.id)
                    case Cleared(submission):
                        clear_return(connection, submission)
                    case LeftBehind(branch, path):
                        enter_left_behind(connection, branch, path)

    def clear_return(self, submission: int) -> None:
        """The person took the returned file away, or mended it."""
        with self._writing() as connection:
            clear_return(connection, submission)
            self._tell(Cleared(submission))

    def latest(self, count: int) -> list[Submission]:
        """What was dropped last, the latest first, whatever became of it."""
        return self._submissions(_LATEST, count=count)

    def submission(self, number: int) -> Submission | None:
        return next(iter(self._submissions(_OF_ID, number=number)), None)

    def current_with(self, digest: str, branch: str) -> list[Submission]:
        """The submissions of the same bytes, taken or still to be mended, whose records all hold, the latest first."""
        return self._submissions(_OF_BYTES, digest=digest, branch=branch)

    def returned(self) -> list[Submission]:
        """Those that are still to be corrected."""
        return self._submissions(_RETURNED)

    def return_with(self, number: str) -> Submission | None:
        """The latest that went back under that number, be it settled or not."""
        return next(iter(self._submissions(_LAST_OF_NUMBER, number=number)), None) if number else None

    def taken(self) -> list[TakenFile]:
        """Those of which at least one form, or the photo or paper, was taken."""
        return [TakenFile._make(row) for row in self._rows(_TAKEN)]

    def taken_from(self, folder: str) -> list[Submission]:
        """What was taken out of that folder, the earliest first."""
        return self._submissions(_TAKEN_FROM, folder=folder)

    def _submissions(self, query: Select[Any], **asked: Any) -> list[Submission]:
        return [submission_of(row._asdict()) for row in self._rows(query, **asked)]
