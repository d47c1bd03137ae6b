"""One submission on its way into the ledger: rows written inside the transaction of the caller."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pipeline.files.digest import digest_of
from pipeline.ledger.entries import Entry, NewRecord, Submission, body_of, forms_text, problems_text
from pipeline.ledger.tables import branches, left_behind, members, records, submissions


def enter(connection: Connection, entry: Entry) -> Entry:
    """The submission and its records, what they supersede, and the wish for their branches' documents.

    Returns it with its numbers; one that has them already keeps them.
    """
    sent = entry.submission
    _clear_settled(connection, entry)
    number = _enter_submission(connection, sent, len(entry.records))
    entered = [replace(new, id=_enter_record(connection, number, new)) for new in entry.records]
    touched = {sent.branch} if sent.kind == "photo" and sent.state == "taken" else set()
    for branch in sorted(touched | {new.branch for new in entry.records}):
        _ask(connection, branch, number)
    return replace(entry, submission=replace(sent, id=number), records=tuple(entered))


def clear_returns(connection: Connection, which: ColumnElement[bool]) -> None:
    connection.execute(update(submissions).where(which, submissions.c.state == "returned").values(state="cleared"))


def enter_left_behind(connection: Connection, branch: str, path: str) -> None:
    connection.execute(sqlite_insert(left_behind).values(path=path, branch=branch).on_conflict_do_nothing())


def _clear_settled(connection: Connection, entry: Entry) -> None:
    """Also the return whose copy lay where that of this one lies."""
    which: ColumnElement[bool] = submissions.c.id.in_(entry.settles)
    if entry.submission.state == "returned":
        which = or_(which, submissions.c.copy == entry.submission.copy)
    clear_returns(connection, which)


def _enter_submission(connection: Connection, entry: Submission, taken: int) -> int:
    result = connection.execute(
        insert(submissions).values(
            id=entry.id or None,
            digest=entry.digest,
            name=entry.name,
            folder=entry.folder,
            branch=entry.branch,
            kind=entry.kind,
            state=entry.state,
            received=entry.received,
            taken_at=entry.taken_at,
            taken=taken,
            number=entry.number,
            copy=entry.copy,
            copy_digest=entry.copy_digest,
            problems=problems_text(entry.problems),
            forms=forms_text(entry.forms),
            same_as=entry.same_as or None,
        )
    )
    (key,) = result.inserted_primary_key or (0,)
    return int(key)


def _enter_record(connection: Connection, submission: int, new: NewRecord) -> int:
    body = body_of(new.record)
    result = connection.execute(
        insert(records).values(
            id=new.id or None,
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
    (key,) = result.inserted_primary_key or (0,)
    entered = int(key)
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
    return entered


def _ask(connection: Connection, branch: str, submission: int) -> None:
    statement = sqlite_insert(branches).values(
        branch=branch, asked=submission, done=0, made_with="", loose="[]", failures="[]"
    )
    connection.execute(statement.on_conflict_do_update(index_elements=["branch"], set_={"asked": submission}))
