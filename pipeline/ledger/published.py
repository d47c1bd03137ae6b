"""What was published: which branches are behind, the activities, and their documents in the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, and_, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pipeline.ledger.database import Database
from pipeline.ledger.entering import enter_left_behind
from pipeline.ledger.entries import ActivityEntry, PublishedDocument, problems_from, problems_text
from pipeline.ledger.retelling import LeftBehind
from pipeline.ledger.tables import activities, branches, documents, intended, left_behind
from pipeline.model.problem import Problem


class Published(Database):
    """The ledger's half that follows the records."""

    def pending(self, made_with: str) -> list[tuple[str, int]]:
        """Branches whose documents may be behind, each with the submission that asked last.

        Behind their records, or made with other templates, mappings, settings or another program.
        """
        behind = or_(branches.c.asked > branches.c.done, branches.c.made_with != made_with)
        with self._reading() as connection:
            rows = connection.execute(select(branches).where(behind).order_by(branches.c.branch))
            return [(row.branch, row.asked) for row in rows]

    def broken_off(self) -> set[str]:
        """Branches that sent something and of which nothing is known since: neither done nor failed."""
        behind = and_(branches.c.asked > branches.c.done, branches.c.failures == "[]")
        with self._reading() as connection:
            return set(connection.execute(select(branches.c.branch).where(behind)).scalars())

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
                held.setdefault(row.activity_id, []).append(_document(row))
        return [_activity(row, tuple(held.get(row.id, ()))) for row in rows]

    def unsettled(self) -> list[PublishedDocument]:
        """Those that a person changed and beside which a new version lies."""
        query = select(documents).where(documents.c.beside != "").order_by(documents.c.path)
        with self._reading() as connection:
            return [_document(row) for row in connection.execute(query)]

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
                        beside=document.beside,
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
            enter_left_behind(connection, branch, path)
            self._tell(LeftBehind(branch, path))

    def left_behind(self, branch: str) -> list[str]:
        with self._reading() as connection:
            query = select(left_behind.c.path).where(left_behind.c.branch == branch).order_by(left_behind.c.path)
            return list(connection.execute(query).scalars())

    def forget_left_behind(self, path: str) -> None:
        """The person took it away, or it is published again."""
        with self._writing() as connection:
            connection.execute(delete(left_behind).where(left_behind.c.path == path))


def _document(row: Row[Any]) -> PublishedDocument:
    return PublishedDocument(row.path, row.name, row.digest, row.inputs, row.edited, row.beside)


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
