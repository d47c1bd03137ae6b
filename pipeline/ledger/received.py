"""What was dropped and what was read from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from pipeline.ledger.database import Database
from pipeline.ledger.entering import clear_returns, enter, enter_left_behind
from pipeline.ledger.entries import Entry, Held, NewRecord, Photo, Submission, forms_from, problems_from
from pipeline.ledger.retelling import Cleared, LeftBehind, Told
from pipeline.ledger.tables import members, records, submissions

_GAVE_SOMETHING: Final = or_(submissions.c.state == "taken", submissions.c.taken > 0)


class Received(Database):
    """The ledger's half that comes first: submissions, their records, and the returns."""

    def take(self, submission: Submission, read: Sequence[NewRecord], settles: Iterable[int] = ()) -> int:
        """Enters a good file and its records, supersedes what they replace, and asks for the branches' documents.

        `settles` are the returned submissions in whose place it comes.
        """
        return self._enter(Entry(replace(submission, state="taken"), tuple(read), tuple(settles)))

    def send_back(self, submission: Submission, read: Sequence[NewRecord] = (), settles: Iterable[int] = ()) -> int:
        """Enters a file that goes back, and the records of those of its forms that were taken all the same."""
        return self._enter(Entry(replace(submission, state="returned"), tuple(read), tuple(settles)))

    def note_duplicate(self, submission: Submission) -> None:
        """Only for people to read: it changes no record."""
        self._enter(Entry(replace(submission, state="duplicate")))

    def _enter(self, entry: Entry) -> int:
        """What the journal cannot take is not entered; what it took in vain is told anew under the same number."""
        with self._writing() as connection:
            entered = enter(connection, entry)
            self._tell(entered)
            return entered.submission.id

    def retell(self, told: Iterable[Told]) -> None:
        """Enters once more what a journal tells, in its order and under its numbers."""
        with self._writing() as connection:
            for each in told:
                match each:
                    case Entry():
                        enter(connection, each)
                    case Cleared(submission):
                        clear_returns(connection, submissions.c.id == submission)
                    case LeftBehind(branch, path):
                        enter_left_behind(connection, branch, path)

    def latest(self, count: int) -> list[Submission]:
        """What was dropped last, the latest first, whatever became of it."""
        query = select(submissions).order_by(submissions.c.id.desc()).limit(count)
        with self._reading() as connection:
            return [_submission(row) for row in connection.execute(query)]

    def submission(self, number: int) -> Submission | None:
        found = self._submissions(submissions.c.id == number)
        return found[0] if found else None

    def current_with(self, digest: str, branch: str) -> list[Submission]:
        """The submissions of the same bytes, taken or still to be mended, whose records all hold, the latest first."""
        with self._reading() as connection:
            rows = connection.execute(
                select(submissions)
                .where(
                    submissions.c.digest == digest,
                    submissions.c.branch == branch,
                    submissions.c.state.in_(("taken", "returned")),
                )
                .order_by(submissions.c.id.desc())
            ).all()
            return [_submission(row) for row in rows if not _is_outdated(connection, row)]

    def reading_of(self, submission: int) -> dict[str, str]:
        """The forms of its records -> digest of the mapping that read them."""
        with self._reading() as connection:
            rows = connection.execute(
                select(records.c.form, records.c.mapping_digest).where(records.c.submission_id == submission)
            )
            return {row.form: row.mapping_digest for row in rows}

    def returned(self) -> list[Submission]:
        """Those that are still to be corrected."""
        return self._submissions(submissions.c.state == "returned")

    def return_with(self, number: str) -> Submission | None:
        """The latest that went back under that number, be it settled or not."""
        found = self._submissions(and_(submissions.c.number == number, submissions.c.number != ""))
        return found[-1] if found else None

    def taken(self) -> list[Submission]:
        """Those of which at least one form, or the photo, was taken."""
        return self._submissions(_GAVE_SOMETHING)

    def clear_return(self, submission: int) -> None:
        """The person took the returned file away, or mended it."""
        with self._writing() as connection:
            clear_returns(connection, submissions.c.id == submission)
            self._tell(Cleared(submission))

    def taken_from(self, folder: str) -> list[Submission]:
        """What was taken out of that folder, the earliest first."""
        return self._submissions(and_(submissions.c.folder == folder, _GAVE_SOMETHING))

    def _submissions(self, which: ColumnElement[bool]) -> list[Submission]:
        with self._reading() as connection:
            rows = connection.execute(select(submissions).where(which).order_by(submissions.c.id))
            return [_submission(row) for row in rows]

    # --- records

    def held(self, branch: str) -> list[Held]:
        """The branch's current records, by form, date and key: the same whatever order they came in."""
        order = (records.c.form, records.c.happened, records.c.key, records.c.id)
        return self._records(and_(records.c.branch == branch, records.c.superseded_by.is_(None)), order)

    def history(self, branch: str, form: str) -> list[Held]:
        """Every record of the form that the branch ever sent, superseded ones too, in the order in which they came."""
        return self._records(and_(records.c.branch == branch, records.c.form == form), (records.c.id,))

    def _records(self, which: ColumnElement[bool], order: tuple[ColumnElement[Any], ...]) -> list[Held]:
        query = (
            select(
                records,
                submissions.c.name.label("file"),
                submissions.c.digest.label("file_digest"),
                submissions.c.folder,
            )
            .join(submissions, records.c.submission_id == submissions.c.id)
            .where(which)
            .order_by(*order)
        )
        with self._reading() as connection:
            return [_held(row) for row in connection.execute(query)]

    def photos(self, branch: str) -> list[Photo]:
        query = (
            select(submissions)
            .where(submissions.c.branch == branch, submissions.c.kind == "photo", submissions.c.state == "taken")
            .order_by(submissions.c.id)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [Photo(row.name, row.digest, row.folder, row.taken_at, row.id) for row in rows]

    def roster_branches(self) -> list[str]:
        """The branches that a roster named."""
        with self._reading() as connection:
            return list(connection.execute(select(members.c.branch).distinct().order_by(members.c.branch)).scalars())


def _is_outdated(connection: Connection, row: Row[Any]) -> bool:
    """One of its records was superseded; of a photo: another of its name came into its folder."""
    if row.kind == "photo":
        query = select(submissions.c.id).where(
            submissions.c.kind == "photo",
            submissions.c.state == "taken",
            submissions.c.branch == row.branch,
            submissions.c.folder == row.folder,
            submissions.c.name == row.name,
            submissions.c.id > row.id,
        )
    else:
        query = select(records.c.id).where(records.c.submission_id == row.id, records.c.superseded_by.is_not(None))
    return connection.execute(query.limit(1)).first() is not None


def _submission(row: Row[Any]) -> Submission:
    return Submission(
        digest=row.digest,
        name=row.name,
        folder=row.folder,
        branch=row.branch,
        kind=row.kind,
        received=row.received,
        taken_at=row.taken_at,
        id=row.id,
        state=row.state,
        taken=row.taken,
        number=row.number,
        copy=row.copy,
        copy_digest=row.copy_digest,
        problems=problems_from(row.problems),
        forms=forms_from(row.forms),
        same_as=row.same_as or 0,
    )


def _held(row: Row[Any]) -> Held:
    return Held(
        id=row.id,
        form=row.form,
        branch=row.branch,
        key=row.key,
        happened=row.happened,
        sheet=row.sheet,
        digest=row.digest,
        mapping_digest=row.mapping_digest,
        file=row.file,
        file_digest=row.file_digest,
        folder=row.folder,
        submission=row.submission_id,
        body=row.body,
        warnings_text=row.warnings,
    )
