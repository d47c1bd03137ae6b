"""What was read out of the files: the records that hold, those that were superseded, the photos, the rosters' names."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select

from pipeline.ledger.database import Database
from pipeline.ledger.entering import IN_FORCE
from pipeline.ledger.entries import DroppedFile, Held, Photo
from pipeline.ledger.tables import branches, members, records, submissions

RECORDS_OF_ALL: Final = (
    select(  # in the order of Held's fields
        records.c.id,
        records.c.form,
        records.c.branch,
        records.c.key,
        records.c.happened,
        records.c.sheet,
        records.c.digest,
        records.c.mapping_digest,
        submissions.c.name,
        submissions.c.digest,
        submissions.c.folder,
        records.c.submission_id,
        records.c.body,
        records.c.warnings,
    )
).join(submissions, records.c.submission_id == submissions.c.id)
_RECORDS: Final = RECORDS_OF_ALL.where(records.c.branch == bindparam("branch"))
_OF_FORM: Final = records.c.form == bindparam("form")
_HELD: Final = _RECORDS.where(IN_FORCE).order_by(records.c.form, records.c.happened, records.c.key, records.c.id)
_HELD_OF_FORM: Final = _HELD.where(_OF_FORM)
_HISTORY: Final = _RECORDS.where(_OF_FORM, records.c.withdrawn_by.is_(None)).order_by(records.c.id)

_EVER: Final = _RECORDS.where(
    _OF_FORM, func.substr(records.c.digest, 1, func.length(bindparam("digest"))) == bindparam("digest")
).order_by(records.c.id)

_READ_BY: Final = select(records.c.form, records.c.mapping_digest).where(
    records.c.submission_id == bindparam("submission")
)
_OF_YEAR: Final = or_(records.c.happened == "", func.substr(records.c.happened, 1, 4) == bindparam("year"))
_OF_BRANCH: Final = or_(bindparam("branch") == "", records.c.branch == bindparam("branch"))
_READ: Final = (
    select(records.c.form, records.c.mapping_digest, func.count())
    .where(IN_FORCE, _OF_YEAR, _OF_BRANCH)
    .group_by(records.c.form, records.c.mapping_digest)
    .order_by(records.c.form)
)
_KEPT_AS_IT_IS: Final = and_(
    submissions.c.branch == bindparam("branch"), submissions.c.kind != "forms", submissions.c.state == "taken"
)
# These are sorted afterwards: to have them by their id, SQLite would go through those of all branches.
_PHOTOS: Final = select(  # in the order of Photo's fields
    submissions.c.name, submissions.c.digest, submissions.c.folder, submissions.c.taken_at, submissions.c.id
).where(_KEPT_AS_IT_IS, submissions.c.kind != "paper")
_PAPERS: Final = select(  # in the order of DroppedFile's fields
    submissions.c.name, submissions.c.digest, submissions.c.folder, submissions.c.branch, submissions.c.id
).where(_KEPT_AS_IT_IS, submissions.c.kind.in_(bindparam("kinds", expanding=True)))
# Few branches have many members: each branch is asked for one, instead of all members for their branches.
_WITH_ROSTER: Final = (
    select(branches.c.branch).where(exists().where(members.c.branch == branches.c.branch)).order_by(branches.c.branch)
)


class Records(Database):
    """The ledger's half that documents are made from."""

    def held(self, branch: str) -> list[Held]:
        """The branch's current records, by form, date and key: the same whatever order they came in."""
        return self._held(_HELD, branch=branch)

    def held_of(self, branch: str, form: str) -> list[Held]:
        """Those of one form."""
        return self._held(_HELD_OF_FORM, branch=branch, form=form)

    def history(self, branch: str, form: str) -> list[Held]:
        """Every record of the form that the branch ever sent and did not take back, superseded ones too, in the order
        in which they came.
        """
        return self._held(_HISTORY, branch=branch, form=form)

    def with_digest(self, branch: str, form: str, digest: str) -> Held | None:
        """A record of the form that the branch sent once, whether it still holds or not, by its digest's beginning."""
        return next(iter(self._held(_EVER, branch=branch, form=form, digest=digest)), None)

    def _held(self, query: Select[Any], **asked: Any) -> list[Held]:
        return [Held(*row) for row in self._rows(query, **asked)]

    def reading_of(self, submission: int) -> dict[str, str]:
        """The forms of its records -> digest of the mapping that read them."""
        return {row.form: row.mapping_digest for row in self._rows(_READ_BY, submission=submission)}

    def read_with(self, year: int, branch: str | None = None) -> list[tuple[str, str, int]]:
        """Form, digest of the mapping, and how many current records it read: of that year, or of no year."""
        return [(form, digest, count) for form, digest, count in self._rows(_READ, year=str(year), branch=branch or "")]

    def photos(self, branch: str) -> list[Photo]:
        """Pictures, be they of papers, in the order in which they came: a form may name such a one as well."""
        photos = [Photo(*row) for row in self._rows(_PHOTOS, branch=branch)]
        return sorted(photos, key=lambda photo: photo.submission)

    def papers(self, branch: str) -> list[DroppedFile]:
        """In the order in which they came."""
        return self._dropped(branch, "paper", "scan")

    def snapshots(self, branch: str) -> list[DroppedFile]:
        """The pictures that nothing in their names tells to be papers, in the order in which they came."""
        return self._dropped(branch, "photo")

    def _dropped(self, branch: str, *kinds: str) -> list[DroppedFile]:
        files = [DroppedFile(*row) for row in self._rows(_PAPERS, branch=branch, kinds=kinds)]
        return sorted(files, key=lambda file: file.submission)

    def roster_branches(self) -> list[str]:
        """The branches that a roster named."""
        return [row.branch for row in self._rows(_WITH_ROSTER)]
