"""What there is to do for one packet: every file of it, and the reasons for making it; one without is as it should be.

Nothing is rendered and nothing written: the same is told to whom only wants to know.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.assembly.places import Place
from pipeline.flow.assembly.why import Why
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry
from pipeline.model.problem import Problem
from pipeline.packet.checks.checks import checks_of
from pipeline.packet.contents import with_contents
from pipeline.packet.context import digest_text
from pipeline.packet.drafts import Draft, Drafts, draft_documents
from pipeline.packet.papers.laid import laid_papers
from pipeline.packet.publish.manifest import program
from pipeline.packet.publish.originals import FOLDER as ORIGINALS
from pipeline.packet.publish.originals import originals_of
from pipeline.packet.reasons.reasons import Reason, has_changed, is_gone, is_new
from pipeline.render.fault import together
from pipeline.render.properties import Properties


class Document(NamedTuple):
    """One to be rendered, at `path` below the outbox; `inputs` is the digest of what it is made from.

    `template` is that of its template.
    """

    draft: Draft
    path: str
    properties: Properties
    template: str
    inputs: str
    why: tuple[Reason, ...]


class Copy(NamedTuple):
    """A file that lies in the packet as it came: under `name`, at `path` below the outbox."""

    name: str
    path: str
    digest: str
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`documents` begin with the contents lists; `papers` are what people wrote, `originals` what was handed in."""

    place: Place
    drafts: Drafts
    checks: list[Problem]
    documents: list[Document]
    papers: list[Copy]
    originals: list[Copy]

    @property
    def files(self) -> list[Document | Copy]:
        return [*self.documents, *self.papers, *self.originals]

    @property
    def to_make(self) -> list[Document | Copy]:
        return [file for file in self.files if file.why]


def prepare(place: Place, branch: Branch, desk: Desk) -> Prepared:
    """Raises TemplateError with what is missing of its templates."""
    activity, forms = place.activity, desk.mappings.forms
    drafts = draft_documents(activity, forms, branch.photos, branch.measure)
    checks = checks_of(activity, forms, branch.photos, branch.measure, desk.renderer.shows)
    checks += place.between
    below = f"{place.folder}/{ORIGINALS}"
    originals = ((name, f"{below}/{name}", digest) for name, digest in originals_of(activity, branch.photos))
    papers = ((name, f"{place.folder}/{name}", paper.digest) for name, paper in laid_papers(activity))
    return Prepared(
        place=place,
        drafts=drafts,
        checks=checks,
        documents=_documents(with_contents(drafts, activity, checks), place, branch, desk),
        papers=[_copy(*paper, branch, desk) for paper in papers],
        originals=[_copy(*original, branch, desk) for original in originals],
    )


def _documents(drafts: list[Draft], place: Place, branch: Branch, desk: Desk) -> list[Document]:
    why = Why(place.activity, _before(place, branch), place.making, desk)
    documents, errors = [], []
    for draft in drafts:
        try:
            documents.append(_document(draft, place, why, branch, desk))
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return documents


def _before(place: Place, branch: Branch) -> ActivityEntry | None:
    """The activity as the ledger knew it, else what lay in its folder: its plan, or the same under another kind."""
    in_its_folder = (entry for entry in branch.entries.values() if entry.folder == place.folder)
    return branch.entries.get(place.key) or next(in_its_folder, None)


def _document(draft: Draft, place: Place, why: Why, branch: Branch, desk: Desk) -> Document:
    path = f"{place.folder}/{draft.name}.docx"
    properties = Properties(draft.name.partition(" ")[2] or draft.name, branch.name, _day_of(draft))
    template, asked = desk.renderer.inputs(draft.document.template, draft.context)
    inputs = digest_of(f"{program()}\n{properties!r}\n{template}\n{digest_text(asked)}".encode())
    known = branch.documents.get(path)
    if known is None:
        reasons = why.new(draft.document)
    else:
        changed = () if known.inputs == inputs else why.changed(draft.document)
        gone = () if desk.outbox.lies_there(known) else (is_gone(),)
        reasons = *changed, *gone
    return Document(draft, path, properties, template, inputs, reasons)


def _copy(name: str, path: str, digest: str, branch: Branch, desk: Desk) -> Copy:
    known = branch.documents.get(path)
    if known is None:
        return Copy(name, path, digest, (is_new(),))
    changed = [] if known.inputs == digest else [has_changed()]
    gone = [] if desk.outbox.lies_there(known) else [is_gone()]
    return Copy(name, path, digest, (*changed, *gone))


def _day_of(draft: Draft) -> dt.date:
    """The day that the document is about: its record's where there is one for each, else the activity's."""
    activity = draft.material.activity
    subject = draft.material.sources.get(activity.packet.subject)
    return (activity.each and subject and subject.day) or activity.day
