"""One submission on its way into the ledger: rows written inside the transaction of the caller."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Insert, and_, bindparam, delete, exists, insert, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pipeline.files.digest import digest_of
from pipeline.ledger.body import to_text
from pipeline.ledger.entries import Entry, NewRecord, problems_text
from pipeline.ledger.plain import plain
from pipeline.ledger.tables import branches, left_behind, members, records, submissions

IN_FORCE: Final = and_(records.c.superseded_by.is_(None), records.c.withdrawn_by.is_(None))
"""What documents are made from: neither replaced nor taken back."""

_CLEAR: Final = update(submissions).where(submissions.c.state == "returned").values(state="cleared")
_CLEAR_RETURN: Final = _CLEAR.where(submissions.c.id == bindparam("cleared"))
_CLEAR_COPY: Final = _CLEAR.where(submissions.c.copy == bindparam("lies_at"))

_SUPERSEDE: Final = (
    update(records).where(IN_FORCE, records.c.id != bindparam("by")).values(superseded_by=bindparam("by"))
)
_SUPERSEDE_SAME: Final = _SUPERSEDE.where(
    records.c.form == bindparam("same_form"),
    records.c.branch == bindparam("same_branch"),
    records.c.key == bindparam("same_key"),
)
_SUPERSEDE_ONE: Final = _SUPERSEDE.where(records.c.id == bindparam("corrected"))

_WITHDRAW: Final = update(records).where(records.c.id == bindparam("one")).values(withdrawn_by=bindparam("by"))
_FORGET_MEMBERS_OF: Final = delete(members).where(members.c.record_id == bindparam("one"))
_WITHDRAW_WHOLE: Final = (
    update(submissions)
    .where(
        submissions.c.id == bindparam("taken_back"),
        submissions.c.state.in_(("taken", "cleared")),
        ~exists().where(records.c.submission_id == submissions.c.id, IN_FORCE),
    )
    .values(state="withdrawn")
)
_BRANCH_OF: Final = select(records.c.branch).where(records.c.id == bindparam("one"))
_BRANCH_OF_FILE: Final = select(submissions.c.branch).where(
    submissions.c.id == bindparam("taken_back"), submissions.c.kind != "forms", submissions.c.state == "taken"
)

_ENTER_SUBMISSION: Final = insert(submissions)
_ENTER_RECORD: Final = insert(records)
_ENTER_MEMBERS: Final = insert(members)
_FORGET_MEMBERS: Final = delete(members).where(members.c.branch == bindparam("of_branch"))

_WISH: Final = sqlite_insert(branches).values(done=0, made_with="", loose="[]", failures="[]")
_ASK: Final = _WISH.on_conflict_do_update(index_elements=["branch"], set_={"asked": _WISH.excluded.asked})
_LEAVE_BEHIND: Final = sqlite_insert(left_behind).on_conflict_do_nothing()


def enter(connection: Connection, entry: Entry) -> Entry:
    """The submission and its records, what they supersede, and the wish for their branches' documents.

    Returns it with its numbers; one that has them already keeps them.
    """
    sent = entry.submission
    _clear_settled(connection, entry)
    values = {**plain(sent), "id": sent.id or None, "same_as": sent.same_as or None, "taken": len(entry.records)}
    number = _numbered(connection, _ENTER_SUBMISSION, values)
    entered = tuple(_enter_record(connection, number, new) for new in entry.records)
    touched = {sent.branch} if not sent.has_forms and sent.state == "taken" else set()
    if sent.state == "withdrawal":
        touched |= _withdraw(connection, number, entry)
    for branch in sorted(touched | {new.branch for new in entered}):
        connection.execute(_ASK, {"branch": branch, "asked": number})
    return replace(entry, submission=replace(sent, id=number), records=entered)


def _withdraw(connection: Connection, number: int, entry: Entry) -> set[str]:
    """Returns the branches that lose something by it."""
    taken_back = {"taken_back": entry.submission.same_as}
    losing = set(connection.execute(_BRANCH_OF_FILE, taken_back).scalars())
    for one in entry.withdraws:
        losing |= set(connection.execute(_BRANCH_OF, {"one": one}).scalars())
        connection.execute(_WITHDRAW, {"one": one, "by": number})
        connection.execute(_FORGET_MEMBERS_OF, {"one": one})
    connection.execute(_WITHDRAW_WHOLE, taken_back)
    return losing


def clear_return(connection: Connection, number: int) -> None:
    connection.execute(_CLEAR_RETURN, {"cleared": number})


def enter_left_behind(connection: Connection, branch: str, path: str) -> None:
    connection.execute(_LEAVE_BEHIND, {"path": path, "branch": branch})


def _clear_settled(connection: Connection, entry: Entry) -> None:
    """Also the return whose copy lay where that of this one lies."""
    for number in entry.settles:
        clear_return(connection, number)
    if entry.submission.state == "returned":
        connection.execute(_CLEAR_COPY, {"lies_at": entry.submission.copy})


def _enter_record(connection: Connection, submission: int, new: NewRecord) -> NewRecord:
    body = new.body or to_text(new.record)
    values = {
        "id": new.id or None,
        "submission_id": submission,
        "form": new.record.form,
        "branch": new.branch,
        "key": new.key,
        "happened": new.happened,
        "sheet": new.record.origin.sheet,
        "mapping_digest": new.mapping_digest,
        "digest": digest_of(body.encode()),
        "body": body,
        "warnings": problems_text(new.warnings),
    }
    number = _numbered(connection, _ENTER_RECORD, values)
    same = {"same_form": new.record.form, "same_branch": new.branch, "same_key": new.key}
    connection.execute(_SUPERSEDE_SAME, {**same, "by": number})
    for corrected in new.corrects:
        connection.execute(_SUPERSEDE_ONE, {"corrected": corrected, "by": number})
    if new.members:
        _enter_members(connection, number, new)
    return replace(new, id=number, body=body)


def _enter_members(connection: Connection, record: int, new: NewRecord) -> None:
    connection.execute(_FORGET_MEMBERS, {"of_branch": new.branch})
    rows = [
        {"branch": new.branch, "name": name, "position": position, "record_id": record}
        for position, name in enumerate(new.members, 1)
    ]
    connection.execute(_ENTER_MEMBERS, rows)


def _numbered(connection: Connection, statement: Insert, values: dict[str, Any]) -> int:
    (number,) = connection.execute(statement, values).inserted_primary_key or (0,)
    return int(number)
