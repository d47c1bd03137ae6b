"""What an inspection asks, of all branches at once: one question each, however many branches there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import String, bindparam, cast, func, select, union

from pipeline.ledger.database import Database
from pipeline.ledger.entries import Held
from pipeline.ledger.records import RECORDS_OF_ALL
from pipeline.ledger.tables import activities, proofs, records, submissions

_PACKETS: Final = (
    select(  # in the order of PublishedPacket's fields
        activities.c.branch,
        activities.c.packet,
        activities.c.key,
        activities.c.day,
        activities.c.theme,
        activities.c.folder,
        activities.c.report,
        func.coalesce(proofs.c.proof, ""),
    )
    .join(proofs, isouter=True)
    .where(activities.c.year.between(bindparam("first"), bindparam("last")), activities.c.planned.is_(False))
    .order_by(activities.c.branch, activities.c.day, activities.c.packet, activities.c.key)
)
_NOT_TAKEN_BACK: Final = records.c.withdrawn_by.is_(None)
_OF_FORMS: Final = RECORDS_OF_ALL.where(
    _NOT_TAKEN_BACK, records.c.form.in_(bindparam("forms", expanding=True))
).order_by(records.c.id)
_FIRST_RECEIVED: Final = (
    select(records.c.branch, records.c.form, records.c.key, func.min(submissions.c.received))
    .join(submissions, records.c.submission_id == submissions.c.id)
    .where(_NOT_TAKEN_BACK, records.c.form.in_(bindparam("forms", expanding=True)))
    .group_by(records.c.branch, records.c.form, records.c.key)
)
_YEARS: Final = select(
    union(
        select(cast(activities.c.year, String)),
        select(func.substr(records.c.happened, 1, 4)).where(_NOT_TAKEN_BACK, records.c.happened != ""),
    ).subquery()
)
_FORMS_SENT: Final = select(records.c.branch, records.c.form).where(_NOT_TAKEN_BACK).distinct()


@dataclass(frozen=True, slots=True)
class PublishedPacket:
    """A packet of something that took place, as it lies in the outbox; `day` is in ISO form."""

    branch: str
    packet: str
    key: str
    day: str
    theme: str
    folder: str
    report: str
    proof: str


class Inspected(Database):
    """The questions of `dangan inspect`."""

    def packets(self, first: int, last: int) -> list[PublishedPacket]:
        """Of the years from `first` to `last`, by branch and day; without those that were only planned."""
        return [PublishedPacket(*row) for row in self._rows(_PACKETS, first=first, last=last)]

    def years(self) -> set[int]:
        """Those of which there is an activity or a form."""
        return {int(year) for (year,) in self._rows(_YEARS)}

    def histories(self, forms: Collection[str]) -> dict[str, list[Held]]:
        """Branch -> every record of these forms that it ever sent, in the order in which they came."""
        found: dict[str, list[Held]] = {}
        for row in self._rows(_OF_FORMS, forms=list(forms)):
            held = Held(*row)
            found.setdefault(held.branch, []).append(held)
        return found

    def forms_sent(self) -> dict[str, set[str]]:
        """Branch -> the forms of which it ever sent one."""
        found: dict[str, set[str]] = {}
        for branch, form in self._rows(_FORMS_SENT):
            found.setdefault(branch, set()).add(form)
        return found

    def first_received(self, forms: Collection[str]) -> dict[tuple[str, str, str], str]:
        """Branch, form and key -> when the first record of that key came: local time, ISO."""
        rows = self._rows(_FIRST_RECEIVED, forms=list(forms))
        return {(branch, form, key): received for branch, form, key, received in rows}
