"""One submission on its way into the ledger: rows written inside the transaction of the caller."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, delete, insert, or_, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pipeline.files.digest import digest_of
from pipeline.ledger.entries import NewRecord, Submission, body_of, forms_text, problems_text
from pipeline.ledger.tables import branches, members, records, submissions


def enter(connection: Connection, entry: Submission, state: str, read: Sequence[NewRecord]) -> int:
    """The submission and its records, what they supersede, and the wish for their branches' documents."""
    entered = _enter_submission(connection, entry, state, len(read))
    touched = {entry.branch} if entry.kind == "photo" and state == "taken" else set()
    for new in read:
        _enter_record(connection, entered, new)
        touched.add(new.branch)
    for branch in sorted(touched):
        _ask(connection, branch, entered)
    return entered


def _enter_submission(connection: Connection, entry: Submission, state: str, taken: int) -> int:
    result = connection.execute(
        insert(submissions).values(
            digest=entry.digest,
            name=entry.name,
            folder=entry.folder,
            branch=entry.branch,
            kind=entry.kind,
            state=state,
            received=entry.received,
            taken_at=entry.taken_at,
            taken=taken,
            number=entry.number,
            copy=entry.copy,
            copy_digest=entry.copy_digest,
            problems=problems_text(entry.problems),
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
