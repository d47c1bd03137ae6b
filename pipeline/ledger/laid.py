"""Which files lie in the outbox, as the ledger knows it: many at once, and no more of each than where it is."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import bindparam, func, or_, select

from pipeline.ledger.database import Database
from pipeline.ledger.tables import activities, documents


class LaidFile(NamedTuple):
    """`folder`, `path` and `beside` lie below the outbox; `beside` as with PublishedDocument."""

    branch: str
    folder: str
    path: str
    digest: str
    edited: bool
    beside: str


_OF_YEAR: Final = or_(bindparam("year") == 0, activities.c.year == bindparam("year"))
_OF_BRANCH: Final = or_(bindparam("branch") == "", activities.c.branch == bindparam("branch"))
_IN_FIELDS: Final = (  # in the order of LaidFile's
    activities.c.branch,
    activities.c.folder,
    documents.c.path,
    documents.c.digest,
    documents.c.edited,
    documents.c.beside,
)
_OF_ACTIVITY: Final = documents.c.activity_id == activities.c.id
_LAID: Final = select(*_IN_FIELDS).where(_OF_ACTIVITY, _OF_YEAR, _OF_BRANCH).order_by(documents.c.path)
_HOW_MANY: Final = select(func.count()).select_from(documents).where(_OF_ACTIVITY, _OF_YEAR, _OF_BRANCH)


class Laid(Database):
    """The ledger's view of the outbox."""

    def laid(self, year: int | None = None, branch: str | None = None) -> list[LaidFile]:
        """Of all years and branches where none is given, by path."""
        return [LaidFile._make(row) for row in self._rows(_LAID, year=year or 0, branch=branch or "")]

    def how_many_laid(self, year: int, branch: str | None = None) -> int:
        return int(self._rows(_HOW_MANY, year=year, branch=branch or "")[0][0])
