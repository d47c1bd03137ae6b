"""What has changed since an activity's documents were made: its parts of now against those that the ledger tells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry
from pipeline.mapping.packet import DocumentMapping
from pipeline.packet.activity import Activity
from pipeline.packet.reasons.making import Difference, Making, differences
from pipeline.packet.reasons.reasons import (
    Reason,
    has_come,
    has_lapsed,
    is_new,
    not_known,
    reasons_of,
    reasons_of_lapse,
)
from pipeline.packet.reasons.record_changes import changed_places

_NEW: Final = (is_new(),)


class Why:
    """Of one activity; the ledger is asked when a reason is wanted, once. `before` is what it knew of the activity."""

    def __init__(self, activity: Activity, before: ActivityEntry | None, now: Making, desk: Desk) -> None:
        self._activity = activity
        self._before = before
        self._now = now
        self._desk = desk
        self._changed: dict[str, tuple[Reason, ...]] = {}
        self._told: dict[str, str] = {}

    def new(self, document: DocumentMapping) -> tuple[Reason, ...]:
        """Of a document that was not there: of an activity that was, with what made it possible."""
        came = [each for each in self._found or () if has_come(each)]
        return (is_new(), *self._reasons(document, came)) if came else _NEW

    def changed(self, document: DocumentMapping) -> tuple[Reason, ...]:
        """The same for each of the documents that are made by one mapping, a record each."""
        if document.name not in self._changed:
            self._changed[document.name] = self._reasons(document, self._found or ()) or (not_known(),)
        return self._changed[document.name]

    def lapsed(self) -> tuple[Reason, ...]:
        """Of the documents that the activity has no more, told alike."""
        return reasons_of_lapse(self._activity, self._found, self._places) if self._found else (has_lapsed(),)

    def _reasons(self, document: DocumentMapping, found: Sequence[Difference]) -> tuple[Reason, ...]:
        return reasons_of(document, self._activity, found, self._places)

    @cached_property
    def _found(self) -> list[Difference] | None:
        """None where it is not known what they were made of."""
        then = Making.from_text(self._desk.ledger.made_of(self._before)) if self._before else None
        return None if then is None else list(differences(then, self._now))

    def _places(self, found: Difference) -> str:
        """Of a record; looked up once for all documents that it enters."""
        if found.name not in self._told:
            self._told[found.name] = self._changed_in(found)
        return self._told[found.name]

    def _changed_in(self, found: Difference) -> str:
        form = found.name.partition("|")[0]
        digests = [str(told[0]) for told in (found.before, found.now)]
        if digests[0] == digests[1]:
            return f"换了文件，内容没有变（{found.now[1]}）"
        records = [self._desk.ledger.with_digest(self._activity.branch, form, digest) for digest in digests]
        before, now = (held.record if held else None for held in records)
        return changed_places(before, now) if before and now else "改了"
