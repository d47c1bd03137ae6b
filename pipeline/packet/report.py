"""What became of one activity's packet, as the status page and the answers for programs tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic_core import to_json

from pipeline.ledger.entries import Photo, PublishedDocument
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.drafts import Drafts, records_of
from pipeline.packet.papers.laid import laid_papers
from pipeline.packet.publish.originals import used_photos

PHOTO = "照片"
"""Stands for the form's name of a dropped picture, and names what is computed from it."""
PAPER = "文件材料"
"""Stands for the form's name of a dropped paper."""


@dataclass(frozen=True, slots=True)
class PacketReport:
    """`made` are paths below the outbox; `missing` name and what it waits for; `checks` place, message, hint, code.

    `uses` tells for each form that was sent in (see `use_of`) the documents that it entered.
    """

    made: list[str]
    missing: list[list[str]]
    checks: list[list[str]]
    uses: dict[str, list[str]]

    def to_text(self) -> str:
        return to_json(self).decode()

    @property
    def brought_by(self) -> set[int]:
        """The submissions whose forms entered its documents."""
        return {int(use.partition("|")[0]) for use, paths in self.uses.items() if paths}

    @classmethod
    def from_text(cls, text: str) -> PacketReport:
        return cls(**json.loads(text))


def report_on(
    activity: Activity,
    drafts: Drafts,
    checks: list[Problem],
    documents: Mapping[str, PublishedDocument],
    photos: tuple[Photo, ...],
) -> PacketReport:
    """`documents` by the name of their draft, papers by that under which they are laid."""
    drawn_on = [(documents[draft.name].path, {held.id for held in records_of(draft)}) for draft in drafts.made]
    uses = {
        use_of(held.submission, held.form, held.key): [path for path, records in drawn_on if held.id in records]
        for held in activity.records
    }
    with_photos = [documents[draft.name].path for draft in drafts.made if PHOTO in draft.document.computes]
    uses |= {use_of(photo.submission, PHOTO, photo.name): with_photos for photo in used_photos(activity, photos)}
    laid = laid_papers(activity)
    uses |= {use_of(paper.submission, PAPER, paper.file): [documents[name].path] for name, paper in laid}
    return PacketReport(
        made=[document.path for document in documents.values()],
        missing=[[missing.name, missing.wants] for missing in drafts.missing],
        checks=[[check.places, check.message, check.hint, check.code] for check in checks],
        uses=uses,
    )


def use_of(submission: int, form: str, key: str) -> str:
    """One form of one submission."""
    return f"{submission}|{form}|{key}"
