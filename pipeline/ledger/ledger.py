"""The ledger: what was dropped, what was read from it, what was published. Each write is one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DatabaseError

from pipeline.errors import LedgerError
from pipeline.files.digest import digest_of
from pipeline.ledger.engine import BUSY_S, open_engine
from pipeline.ledger.entries import (
    ActivityEntry,
    Held,
    NewRecord,
    Photo,
    PublishedDocument,
    Submission,
    body_of,
    forms_from,
    forms_text,
    problems_from,
    problems_text,
)
from pipeline.ledger.tables import activities, branches, documents, intended, left_behind, members, records, submissions
from pipeline.model.problem import Problem


class Ledger:
    """One SQLite file. Safe for several processes: a writer waits for another."""

    def __init__(self, path: Path, busy_s: float = BUSY_S) -> None:
        self._engine = open_engine(path, busy_s)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.execution_options(writes=True).begin() as connection:
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            message = f"台账库写不进去：{getattr(error, 'orig', error)}"
            raise LedgerError(message, "请检查磁盘空间，稍后会自动再试") from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            message = f"台账库读不出来：{getattr(error, 'orig', error)}"
            raise LedgerError(message, "请检查磁盘，必要时从备份恢复") from error

    # --- submissions

    def take(self, submission: Submission, read: Iterable[NewRecord], settles: Iterable[int] = ()) -> int:
        """Enters a good file and its records, supersedes what they replace, and asks for the branches' documents.

        `settles` are the returned submissions in whose place it comes.
        """
        with self._writing() as connection:
            entered = _enter(connection, submission, "taken")
            touched = {submission.branch} if submission.kind == "photo" else set()
            for new in read:
                _enter_record(connection, entered, new)
                touched.add(new.branch)
            for branch in sorted(touched):
                _ask(connection, branch, entered)
            _clear_returns(connection, submissions.c.id.in_(list(settles)))
        return entered

    def send_back(self, submission: Submission, problems: Iterable[Problem], copy: str) -> int:
        """Enters a file that was returned, and where its copy lies (below the workspace)."""
        with self._writing() as connection:
            _clear_returns(connection, submissions.c.copy == copy)
            return _enter(connection, submission, "returned", copy, problems_text(tuple(problems)))

    def current_with(self, digest: str, branch: str) -> list[Submission]:
        """The taken submissions of the same bytes whose records all still hold, the latest first."""
        with self._reading() as connection:
            rows = connection.execute(
                select(submissions)
                .where(
                    submissions.c.digest == digest,
                    submissions.c.branch == branch,
                    submissions.c.state == "taken",
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
        return self._submissions("returned")

    def taken(self) -> list[Submission]:
        return self._submissions("taken")

    def clear_return(self, submission: int) -> None:
        """The person took the returned file away, or mended it."""
        with self._writing() as connection:
            _clear_returns(connection, submissions.c.id == submission)

    def last_taken(self, name: str, folder: str) -> int:
        """The latest submission that was taken under that name in that folder; 0 when there is none."""
        same = and_(submissions.c.name == name, submissions.c.folder == folder, submissions.c.state == "taken")
        query = select(submissions.c.id).where(same).order_by(submissions.c.id.desc()).limit(1)
        with self._reading() as connection:
            return connection.execute(query).scalar() or 0

    def _submissions(self, state: str) -> list[Submission]:
        with self._reading() as connection:
            rows = connection.execute(
                select(submissions).where(submissions.c.state == state).order_by(submissions.c.id)
            )
            return [_submission(row) for row in rows]

    # --- records

    def held(self, branch: str) -> list[Held]:
        """The branch's current records, by form, date and key: the same whatever order they came in."""
        query = (
            select(
                records,
                submissions.c.name.label("file"),
                submissions.c.digest.label("file_digest"),
                submissions.c.folder,
            )
            .join(submissions, records.c.submission_id == submissions.c.id)
            .where(records.c.branch == branch, records.c.superseded_by.is_(None))
            .order_by(records.c.form, records.c.happened, records.c.key, records.c.id)
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

    # --- publishing

    def pending(self, made_with: str) -> list[tuple[str, int]]:
        """Branches whose documents may be behind, each with the submission that asked last.

        Behind their records, or made with other templates, mappings, settings or another program.
        """
        behind = or_(branches.c.asked > branches.c.done, branches.c.made_with != made_with)
        with self._reading() as connection:
            rows = connection.execute(select(branches).where(behind).order_by(branches.c.branch))
            return [(row.branch, row.asked) for row in rows]

    def asked(self) -> dict[str, int]:
        """Every branch that sent something -> the last submission that changed its records."""
        with self._reading() as connection:
            return {row.branch: row.asked for row in connection.execute(select(branches).order_by(branches.c.branch))}

    def settle(self, branch: str, since: int, made_with: str, loose: Iterable[Problem]) -> None:
        """The branch's documents are up to date as of that submission; a later one has asked again."""
        values = {"done": since, "made_with": made_with, "loose": problems_text(tuple(loose)), "failures": "[]"}
        with self._writing() as connection:
            behind = and_(branches.c.branch == branch, branches.c.done <= since)
            connection.execute(update(branches).where(behind).values(**values))

    def fail(self, branch: str, loose: Iterable[Problem], failures: Iterable[tuple[str, str]]) -> None:
        """Some of the branch's documents could not be made: message and hint of each. It stays pending."""
        values = {
            "done": -1,
            "loose": problems_text(tuple(loose)),
            "failures": json.dumps(list(failures), ensure_ascii=False),
        }
        with self._writing() as connection:
            connection.execute(update(branches).where(branches.c.branch == branch).values(**values))

    def failures(self) -> list[tuple[str, str]]:
        """Message and hint of everything that could not be made at the last try."""
        with self._reading() as connection:
            rows = connection.execute(select(branches.c.failures).order_by(branches.c.branch)).scalars()
            return [(message, hint) for row in rows for message, hint in json.loads(row)]

    def loose(self) -> dict[str, tuple[Problem, ...]]:
        """Every branch that sent something -> what belongs to no activity yet."""
        with self._reading() as connection:
            rows = connection.execute(select(branches).order_by(branches.c.branch))
            return {row.branch: problems_from(row.loose) for row in rows}

    def activities(self, branch: str | None = None) -> list[ActivityEntry]:
        query = select(activities).order_by(activities.c.branch, activities.c.day, activities.c.key)
        if branch is not None:
            query = query.where(activities.c.branch == branch)
        with self._reading() as connection:
            rows = connection.execute(query).all()
            chosen = select(documents).order_by(documents.c.path)
            if branch is not None:
                chosen = chosen.where(
                    documents.c.activity_id.in_(select(activities.c.id).where(activities.c.branch == branch))
                )
            held: dict[int, list[PublishedDocument]] = {}
            for row in connection.execute(chosen):
                held.setdefault(row.activity_id, []).append(
                    PublishedDocument(row.path, row.name, row.digest, row.inputs, row.edited)
                )
        return [_activity(row, tuple(held.get(row.id, ()))) for row in rows]

    def publish(self, entry: ActivityEntry) -> None:
        """Enters an activity as it now stands in the outbox, with its documents, in place of what was known."""
        values = {
            name: getattr(entry, name)
            for name in (
                "branch", "packet", "key", "year", "month", "day", "theme", "folder", "planned", "inputs", "report",
            )
        }  # fmt: skip
        with self._writing() as connection:
            statement = sqlite_insert(activities).values(**values)
            statement = statement.on_conflict_do_update(index_elements=["branch", "packet", "key"], set_=values)
            connection.execute(statement)
            found = connection.execute(
                select(activities.c.id).where(
                    activities.c.branch == entry.branch,
                    activities.c.packet == entry.packet,
                    activities.c.key == entry.key,
                )
            ).scalar_one()
            connection.execute(delete(documents).where(documents.c.activity_id == found))
            # A document may come over from an activity whose key changed.
            paths = [document.path for document in entry.documents]
            connection.execute(delete(documents).where(documents.c.path.in_(paths)))
            connection.execute(delete(intended).where(intended.c.path.in_(paths)))
            connection.execute(delete(left_behind).where(left_behind.c.path.in_(paths)))
            for document in entry.documents:
                connection.execute(
                    insert(documents).values(
                        activity_id=found,
                        path=document.path,
                        name=document.name,
                        digest=document.digest,
                        inputs=document.inputs,
                        edited=document.edited,
                    )
                )

    def withdraw(self, entry: ActivityEntry) -> None:
        """The activity is no more: another key took its place, or its records were superseded."""
        with self._writing() as connection:
            connection.execute(delete(documents).where(documents.c.activity_id == entry.id))
            connection.execute(delete(activities).where(activities.c.id == entry.id))

    def intend(self, digests: Mapping[str, str]) -> None:
        """Path -> digest of what is about to be published; forgotten by `publish`."""
        if not digests:
            return
        values = [{"path": path, "digest": digest} for path, digest in digests.items()]
        with self._writing() as connection:
            connection.execute(sqlite_insert(intended).on_conflict_do_nothing(), values)

    def intended(self, folder: str) -> dict[str, set[str]]:
        """What an interrupted run may have published below the folder: path -> digests."""
        found: dict[str, set[str]] = {}
        with self._reading() as connection:
            query = select(intended).where(intended.c.path.startswith(f"{folder}/", autoescape=True))
            for row in connection.execute(query):
                found.setdefault(row.path, set()).add(row.digest)
        return found

    def leave_behind(self, branch: str, path: str) -> None:
        """A lapsed document that stays in the outbox, because a person changed it."""
        with self._writing() as connection:
            connection.execute(sqlite_insert(left_behind).values(path=path, branch=branch).on_conflict_do_nothing())

    def left_behind(self, branch: str) -> list[str]:
        with self._reading() as connection:
            query = select(left_behind.c.path).where(left_behind.c.branch == branch).order_by(left_behind.c.path)
            return list(connection.execute(query).scalars())

    def forget_left_behind(self, path: str) -> None:
        """The person took it away, or it is published again."""
        with self._writing() as connection:
            connection.execute(delete(left_behind).where(left_behind.c.path == path))


def _enter(connection: Connection, entry: Submission, state: str, copy: str = "", problems: str = "[]") -> int:
    result = connection.execute(
        insert(submissions).values(
            digest=entry.digest,
            name=entry.name,
            folder=entry.folder,
            branch=entry.branch,
            kind=entry.kind,
            state=state,
            received=entry.received,
            copy=copy,
            problems=problems,
            taken_at=entry.taken_at,
            forms=forms_text(entry.forms),
        )
    )
    (key,) = result.inserted_primary_key or (0,)
    return int(key)


def _enter_record(connection: Connection, submission: int, new: NewRecord) -> None:
    body = body_of(new.record)
    result = connection.execute(
        insert(records).values(
            submission_id=submission,
            form=new.record.form,
            branch=new.branch,
            key=new.key,
            happened=new.happened,
            sheet=new.record.origin.sheet,
            mapping_digest=new.mapping_digest,
            digest=digest_of(body.encode()),
            body=body,
            warnings=problems_text(new.warnings),
        )
    )
    (entered,) = result.inserted_primary_key or (0,)
    same = and_(
        records.c.form == new.record.form,
        records.c.branch == new.branch,
        records.c.key == new.key,
        records.c.id != entered,
    )
    connection.execute(
        update(records)
        .where(or_(same, records.c.id.in_(new.corrects)), records.c.superseded_by.is_(None))
        .values(superseded_by=entered)
    )
    if new.members:
        connection.execute(delete(members).where(members.c.branch == new.branch))
        connection.execute(
            insert(members),
            [
                {"branch": new.branch, "name": name, "position": position, "record_id": entered}
                for position, name in enumerate(new.members, 1)
            ],
        )


def _ask(connection: Connection, branch: str, submission: int) -> None:
    statement = sqlite_insert(branches).values(
        branch=branch, asked=submission, done=0, made_with="", loose="[]", failures="[]"
    )
    connection.execute(statement.on_conflict_do_update(index_elements=["branch"], set_={"asked": submission}))


def _clear_returns(connection: Connection, which: ColumnElement[bool]) -> None:
    connection.execute(update(submissions).where(which, submissions.c.state == "returned").values(state="cleared"))


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
        copy=row.copy,
        problems=problems_from(row.problems),
        forms=forms_from(row.forms),
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


def _activity(row: Row[Any], published: tuple[PublishedDocument, ...]) -> ActivityEntry:
    return ActivityEntry(
        branch=row.branch,
        packet=row.packet,
        key=row.key,
        year=row.year,
        month=row.month,
        day=row.day,
        theme=row.theme,
        folder=row.folder,
        planned=row.planned,
        inputs=row.inputs,
        report=row.report,
        documents=published,
        id=row.id,
    )
