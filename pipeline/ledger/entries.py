"""What goes into the ledger and comes out of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.ledger.body import from_text
from pipeline.ledger.values import values_of
from pipeline.model.periods import first_day
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Record

FormKey = tuple[str, str, str]
"""Branch, form and key: what a record is about."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One file as dropped. `folder` is its folder below the inbox, with slashes; `branch` what that folder says.

    `kind` is forms, photo, paper, or scan: a picture that is a paper; or withdrawal: no file, but the word that what
    came as `same_as` is taken back. `received` is local time in ISO form; `taken_at`
    is a picture's own time (`2026-03-20 14:40`), or empty.
    """

    digest: str
    name: str
    folder: str
    branch: str
    kind: str
    received: str
    taken_at: str = ""
    id: int = 0
    state: str = ""
    taken: int = 0
    """How many of its forms were taken, even though it may have gone back for the others."""
    number: str = ""
    """Of a returned file: the 退回编号 that its copy bears."""
    copy: str = ""
    """Of a returned file: where its copy lies, below the workspace."""
    copy_digest: str = ""
    """Of the bytes that were put there."""
    problems: tuple[Problem, ...] = ()
    """Of a returned file: all of it. Of one that was taken: what no activity's packet tells."""
    forms: frozenset[FormKey] = frozenset()
    """Of a returned file: what the sheets are that it went back for; empty when one of them cannot be told."""
    same_as: int = 0
    """Of a duplicate: the submission that it repeats; of a withdrawal: the one that it takes back."""
    reason: str = ""
    """Of a withdrawal, where it was told."""
    who: str = ""
    """Of a withdrawal: the user of the computer, where that is known."""

    @property
    def has_forms(self) -> bool:
        """Else it is a file that is kept as it is: its name and folder tell it from others."""
        return self.kind == "forms"


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record on its way in. `happened` is its date, month or year in ISO form, or empty.

    It supersedes the record of its key, and those of `corrects`, which bore another key by mistake.
    """

    record: Record
    branch: str
    key: str
    happened: str
    mapping_digest: str
    members: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    corrects: tuple[int, ...] = ()
    id: int = 0
    body: str = ""
    """The record as text; nothing until it is entered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that one submission brings, entered in one transaction; `settles` are the returns in whose place it comes.

    `withdraws` are the records that a withdrawal takes back.
    """

    submission: Submission
    records: tuple[NewRecord, ...] = ()
    settles: tuple[int, ...] = ()
    withdraws: tuple[int, ...] = ()


@dataclass(frozen=True)
class Held:
    """A current record in the ledger; its body is only decoded when someone looks at it."""

    id: int
    form: str
    branch: str
    key: str
    happened: str
    sheet: str
    digest: str
    mapping_digest: str
    file: str
    file_digest: str
    folder: str
    submission: int
    body: str = field(repr=False)
    warnings_text: str = field(repr=False, default="[]")

    @property
    def order(self) -> tuple[str, str, str]:
        """By date, and within a day the same whatever order they came in."""
        return self.day.isoformat() if self.day else "", self.form, self.key

    @cached_property
    def day(self) -> dt.date | None:
        """That which it is of: of a month or a year its first one; none where it says nothing of its time."""
        return first_day(self.happened)

    @cached_property
    def record(self) -> Record:
        return from_text(self.form, self.body, self.file, self.sheet)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """See `values_of`; made once for all that look at them: nobody changes a row."""
        return values_of(self.record)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return problems_from(self.warnings_text)


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A paper that a person wrote, as a branch dropped it."""

    name: str
    digest: str
    folder: str
    branch: str
    submission: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that a branch dropped."""

    name: str
    digest: str
    folder: str
    taken_at: str
    submission: int


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A file in the outbox: path below it, digest of what was published, digest of what it was made from."""

    path: str
    name: str
    digest: str
    inputs: str
    edited: bool = False
    """A person's version lies at `path`."""
    beside: str = ""
    """Where ours lies then, below the outbox; nothing where the person's was made from ours, or accepted."""
    why: str = "[]"
    """JSON of the reasons for which it was made last."""
    since: str = ""
    """The day on which its content became what it is, ISO; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity as published. `report` is JSON for the status page.

    `made_of` is JSON of what its documents were made of, `proof` of what they prove: they are told when the documents
    are published, and read by themselves.
    """

    branch: str
    packet: str
    key: str
    year: int
    month: int
    day: str
    theme: str
    folder: str
    planned: bool
    inputs: str
    report: str
    documents: tuple[PublishedDocument, ...] = ()
    made_of: str = ""
    proof: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class WatcherEntry:
    """One `dangan watch`; `since` and `alive` are local times in ISO form, `beats` counts its signs of life."""

    holder: str
    host: str
    pid: int
    since: str
    alive: str
    beats: int = 0
    on_duty: bool = False


def forms_text(forms: frozenset[FormKey]) -> str:
    return json.dumps(sorted(forms), ensure_ascii=False)


def forms_from(text: str) -> frozenset[FormKey]:
    return frozenset((branch, form, key) for branch, form, key in json.loads(text))


def problems_text(problems: tuple[Problem, ...]) -> str:
    return json.dumps(
        [
            [*_place(p.at), p.code, p.message, p.hint, p.severity.value, *([_place(p.other)] if p.other else [])]
            for p in problems
        ],
        ensure_ascii=False,
    )


def problems_from(text: str) -> tuple[Problem, ...]:
    if text == "[]":  # as of nearly all
        return ()
    return tuple(
        Problem(
            Origin(file, sheet, cell), code, message, hint, Severity(severity), Origin(*other[0]) if other else None
        )
        for file, sheet, cell, code, message, hint, severity, *other in json.loads(text)
    )


def _place(at: Origin) -> list[str]:
    return [at.file, at.sheet, at.cell]
