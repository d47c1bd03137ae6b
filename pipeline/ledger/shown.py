"""What was published, as the status page shows it: all branches at once, and of each file no more than its link."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import select

from pipeline.ledger.database import Database
from pipeline.ledger.tables import activities, documents


class ShownFile(NamedTuple):
    """A file to open: its shown name, and its path below the outbox, where the page lies."""

    name: str
    path: str
    beside: str = ""
    """Where the new version of a document lies that a person has changed, until one of the two is chosen."""


class ShownActivity(NamedTuple):
    """An activity as published; see ActivityEntry."""

    branch: str
    packet: str
    year: int
    month: int
    day: str
    theme: str
    folder: str
    planned: bool
    report: str
    files: list[ShownFile]


_FILES: Final = select(documents.c.activity_id, *(documents.c[name] for name in ShownFile._fields)).order_by(
    documents.c.path
)
_ACTIVITIES: Final = select(
    activities.c.id, *(activities.c[name] for name in ShownActivity._fields if name != "files")
).order_by(activities.c.branch, activities.c.day, activities.c.key)


class Shown(Database):
    """The ledger as the status page looks at it."""

    def shown(self) -> list[ShownActivity]:
        """By branch, day and key; the files of each by path."""
        with self._reading() as connection:
            entries, published = (connection.execute(query).all() for query in (_ACTIVITIES, _FILES))
        files: dict[int, list[ShownFile]] = {number: [] for number, *_ in entries}
        for number, *file in published:
            files[number].append(ShownFile._make(file))
        return [ShownActivity._make((*entry, files[number])) for number, *entry in entries]
