"""What was published: which branches are behind, the activities, and their documents in the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, or_, select, true, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pipeline.ledger.database import Database
from pipeline.ledger.entering import enter_left_behind
from pipeline.ledger.entries import ActivityEntry, PublishedDocument, problems_from, problems_text
from pipeline.ledger.retelling import LeftBehind
from pipeline.ledger.tables import activities, branches, documents, intended, left_behind, makings, proofs
from pipeline.model.problem import Problem

_BRANCHES: Final = select(branches).order_by(branches.c.branch)
_BEHIND: Final = branches.c.asked > branches.c.done
_PENDING: Final = _BRANCHES.where(or_(_BEHIND, branches.c.made_with != bindparam("current")))
_BROKEN_OFF: Final = _BRANCHES.where(_BEHIND, branches.c.failures == "[]")
_TELL: Final = update(branches).where(branches.c.branch == bindparam("of_branch"))
_SETTLE: Final = _TELL.where(branches.c.done <= bindparam("since"))

_LISTED: Final = func.json_each(bindparam("listed")).table_valued("key", "value")
"""A list or an object in JSON, `listed`: so one statement serves many rows (see `_listed`)."""
_VALUES: Final = select(_LISTED.c.value)

_NO_COLUMNS: Final = {"id", "documents", "made_of", "proof"}
_OF_ACTIVITY: Final = tuple(field.name for field in fields(ActivityEntry) if field.name not in _NO_COLUMNS)
_activity_row: Final = attrgetter(*_OF_ACTIVITY)
_KEY: Final = ("branch", "packet", "key")
_ACTIVITIES: Final = select(activities).order_by(activities.c.branch, activities.c.day, activities.c.key)
_ACTIVITIES_OF: Final = _ACTIVITIES.where(activities.c.branch == bindparam("branch"))
_NUMBERS: Final = select(activities.c.id, *(activities.c[name] for name in _KEY)).where(
    activities.c.branch.in_(_VALUES)
)
_ACTIVITY: Final = sqlite_insert(activities)
_PUT: Final = _ACTIVITY.on_conflict_do_update(
    index_elements=_KEY, set_={name: _ACTIVITY.excluded[name] for name in _OF_ACTIVITY}
)
_PUT_MAKING: Final = sqlite_insert(makings)
_MADE_OF: Final = _PUT_MAKING.on_conflict_do_update(
    index_elements=["activity_id"], set_={"made_of": _PUT_MAKING.excluded.made_of}
)
_PUT_PROOF: Final = sqlite_insert(proofs)
_PROVES: Final = _PUT_PROOF.on_conflict_do_update(
    index_elements=["activity_id"], set_={"proof": _PUT_PROOF.excluded.proof}
)
_DROP_PROOF: Final = delete(proofs).where(proofs.c.activity_id == bindparam("number"))
_DROP_MAKING: Final = delete(makings).where(makings.c.activity_id == bindparam("number"))
_MAKING: Final = select(makings.c.made_of).where(makings.c.activity_id == bindparam("number"))
_WITHDRAW: Final = delete(activities).where(activities.c.id == bindparam("number"))

_OF_DOCUMENT: Final = tuple(field.name for field in fields(PublishedDocument))
_document_row: Final = attrgetter(*_OF_DOCUMENT)
_DOCUMENTS: Final = select(documents.c.activity_id, *(documents.c[name] for name in _OF_DOCUMENT)).order_by(
    documents.c.path
)
_DOCUMENTS_OF: Final = _DOCUMENTS.join(activities).where(activities.c.branch == bindparam("branch"))
_UNSETTLED: Final = _DOCUMENTS.where(documents.c.beside != "")
_DOCUMENT: Final = sqlite_insert(documents)
_ENTER_DOCUMENTS: Final = _DOCUMENT.on_conflict_do_update(  # one may come over from an activity whose key changed
    index_elements=["path"], set_={name: _DOCUMENT.excluded[name] for name in ("activity_id", *_OF_DOCUMENT)}
)
_DROP_DOCUMENTS: Final = delete(documents).where(documents.c.activity_id.in_(_VALUES))

_INTEND: Final = (
    sqlite_insert(intended)
    .from_select(["path", "digest"], select(_LISTED.c.key, _LISTED.c.value).where(true()))
    .on_conflict_do_nothing()
)
_INTENDED: Final = select(intended).where(
    func.substr(intended.c.path, 1, func.length(bindparam("start"))) == bindparam("start")
)
_NO_MORE_INTENDED: Final = delete(intended).where(intended.c.path.in_(_VALUES))

_LEFT_BEHIND: Final = (
    select(left_behind.c.path).where(left_behind.c.branch == bindparam("branch")).order_by(left_behind.c.path)
)
_NO_MORE_LEFT: Final = delete(left_behind).where(left_behind.c.path.in_(_VALUES))


class Failure(NamedTuple):
    """Why something could not be made. `packet` is the folder of what it holds up; empty where that is no packet."""

    packet: str
    said: str
    hint: str


class Published(Database):
    """The ledger's half that follows the records."""

    def pending(self, made_with: str) -> list[tuple[str, int]]:
        """Branches whose documents may be behind, each with the submission that asked last.

        Behind their records, or made with other templates, mappings, settings or another program.
        """
        return [(row.branch, row.asked) for row in self._rows(_PENDING, current=made_with)]

    def broken_off(self) -> set[str]:
        """Branches that sent something and of which nothing is known since: neither done nor failed."""
        return {row.branch for row in self._rows(_BROKEN_OFF)}

    def asked(self) -> dict[str, int]:
        """Every branch that sent something -> the last submission that changed its records."""
        return {row.branch: row.asked for row in self._rows(_BRANCHES)}

    def settle(self, branch: str, since: int, made_with: str, loose: Iterable[Problem]) -> None:
        """The branch's documents are up to date as of that submission; a later one has asked again."""
        told = {"done": since, "made_with": made_with, "loose": problems_text(tuple(loose)), "failures": "[]"}
        self._write(_SETTLE, {"of_branch": branch, "since": since, **told})

    def fail(self, branch: str, loose: Iterable[Problem], failures: Iterable[Failure]) -> None:
        """Some of the branch's documents could not be made. It stays pending."""
        reasons = json.dumps(list(failures), ensure_ascii=False)
        told = {"done": -1, "loose": problems_text(tuple(loose)), "failures": reasons}
        self._write(_TELL, {"of_branch": branch, **told})

    def failures(self) -> list[Failure]:
        """Of everything that could not be made at the last try. Older ledgers kept a message and its hint alone."""
        kept = [failure for row in self._rows(_BRANCHES) for failure in json.loads(row.failures)]
        return [Failure("".join(packet), said, hint) for *packet, said, hint in kept]

    def loose(self) -> dict[str, tuple[Problem, ...]]:
        """Every branch that sent something -> what belongs to no activity yet."""
        return {row.branch: problems_from(row.loose) for row in self._rows(_BRANCHES)}

    def activities(self, branch: str | None = None) -> list[ActivityEntry]:
        """Of one branch or of all: by branch, day and key."""
        queries = (_ACTIVITIES, _DOCUMENTS) if branch is None else (_ACTIVITIES_OF, _DOCUMENTS_OF)
        with self._reading() as connection:
            entries, published = (connection.execute(query, {"branch": branch}).all() for query in queries)
        held: dict[int, list[PublishedDocument]] = {}
        for number, *document in published:
            held.setdefault(number, []).append(PublishedDocument(*document))
        return [ActivityEntry(**row._mapping, documents=tuple(held.get(row.id, ()))) for row in entries]

    def unsettled(self) -> list[PublishedDocument]:
        """Those that a person changed and beside which a new version lies."""
        return [PublishedDocument(*document) for _, *document in self._rows(_UNSETTLED)]

    def publish(self, *entries: ActivityEntry) -> None:
        """Enters activities as they now stand in the outbox, with their documents, in place of what was known.

        What one proves stays where its entry does not tell it anew.
        """
        if entries:
            with self._writing(flushed=False) as connection:
                _enter_documents(connection, _entered(connection, entries))

    def withdraw(self, entry: ActivityEntry) -> None:
        """The activity is no more: another key took its place, or its records were superseded."""
        with self._writing(flushed=False) as connection:
            connection.execute(_DROP_DOCUMENTS, _listed([entry.id]))
            connection.execute(_DROP_MAKING, {"number": entry.id})
            connection.execute(_DROP_PROOF, {"number": entry.id})
            connection.execute(_WITHDRAW, {"number": entry.id})

    def made_of(self, entry: ActivityEntry) -> str:
        """What its documents were made of when they were published; empty where that is not known."""
        return next((str(row.made_of) for row in self._rows(_MAKING, number=entry.id)), "")

    def intend(self, digests: Mapping[str, str]) -> None:
        """Path -> digest of what is about to be published; forgotten by `publish`."""
        if digests:
            self._write(_INTEND, _listed(digests))

    def intended(self, folder: str | None = None) -> dict[str, set[str]]:
        """What an interrupted run may have published, below the folder where one is given: path -> digests."""
        found: dict[str, set[str]] = {}
        for row in self._rows(_INTENDED, start=f"{folder}/" if folder else ""):
            found.setdefault(row.path, set()).add(row.digest)
        return found

    def forget_intended(self, paths: Iterable[str]) -> None:
        """They are published, and a manifest that is no activity's says so."""
        self._write(_NO_MORE_INTENDED, _listed(list(paths)))

    def leave_behind(self, branch: str, path: str) -> None:
        """A lapsed document that stays in the outbox, because a person changed it."""
        with self._writing() as connection:
            enter_left_behind(connection, branch, path)
            self._tell(LeftBehind(branch, path))

    def left_behind(self, branch: str) -> list[str]:
        return [row.path for row in self._rows(_LEFT_BEHIND, branch=branch)]

    def forget_left_behind(self, path: str) -> None:
        """The person took it away, or it is published again."""
        self._write(_NO_MORE_LEFT, _listed([path]))


def _entered(connection: Connection, entries: Sequence[ActivityEntry]) -> dict[int, ActivityEntry]:
    """By the number that each has; nothing is known of their documents any more."""
    _enter(connection, _PUT, _OF_ACTIVITY, list(map(_activity_row, entries)))
    known = connection.execute(_NUMBERS, _listed(sorted({entry.branch for entry in entries})))
    numbers = {tuple(key): number for number, *key in known}
    numbered = {numbers[entry.branch, entry.packet, entry.key]: entry for entry in entries}
    made_of = [(number, entry.made_of) for number, entry in numbered.items()]
    _enter(connection, _MADE_OF, ("activity_id", "made_of"), made_of)
    proven = [(number, entry.proof) for number, entry in numbered.items() if entry.proof]
    _enter(connection, _PROVES, ("activity_id", "proof"), proven)
    connection.execute(_DROP_DOCUMENTS, _listed(list(numbered)))
    return numbered


def _enter_documents(connection: Connection, numbered: Mapping[int, ActivityEntry]) -> None:
    rows = [(number, *_document_row(document)) for number, entry in numbered.items() for document in entry.documents]
    if rows:
        places = _listed([document.path for entry in numbered.values() for document in entry.documents])
        connection.execute(_NO_MORE_INTENDED, places)
        connection.execute(_NO_MORE_LEFT, places)
        _enter(connection, _ENTER_DOCUMENTS, ("activity_id", *_OF_DOCUMENT), rows)


def _enter(connection: Connection, put: Insert, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """To prepare a row for the driver takes SQLAlchemy as long as SQLite takes to enter it: here it comes prepared."""
    if rows:
        connection.exec_driver_sql(_driver_text(put, columns), rows)


@cache
def _driver_text(put: Insert, columns: tuple[str, ...]) -> str:
    """With a place for each of the columns, in their order."""
    compiled = put.compile(dialect=sqlite.dialect(), column_keys=columns)
    assert compiled.positiontup == list(columns), "columns as the table has them"
    return str(compiled)


def _listed(values: Sequence[object] | Mapping[str, str]) -> dict[str, str]:
    return {"listed": json.dumps(values, ensure_ascii=False)}
