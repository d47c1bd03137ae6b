"""One packet made and published: all of it rendered first, then written, the manifest last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.files.publish import Batch, write_whole
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.assembly.lapsed import withdraw_old
from pipeline.flow.assembly.places import Place
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.packet.blame import with_cells
from pipeline.packet.checks import checks_of
from pipeline.packet.contents import with_contents
from pipeline.packet.context import digest_text
from pipeline.packet.drafts import Draft, draft_documents
from pipeline.packet.laid import laid_papers
from pipeline.packet.manifest import NAME as MANIFEST
from pipeline.packet.manifest import manifest, program
from pipeline.packet.originals import FOLDER as ORIGINALS
from pipeline.packet.originals import originals_of
from pipeline.packet.report import PacketReport, report_on
from pipeline.render.fault import FaultyTemplate, together
from pipeline.render.properties import Properties


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A document ready to be written; `content` is None where what lies there is current."""

    draft: Draft
    path: str
    inputs: str
    content: bytes | None


def publish(place: Place, branch: Branch, desk: Desk) -> ActivityEntry:
    activity, forms = place.activity, desk.mappings.forms
    drafts = draft_documents(activity, forms, branch.photos, branch.measure)
    checks = checks_of(activity, forms, branch.photos, branch.measure, desk.renderer.shows)
    checks += place.between
    everything = with_contents(drafts, activity, checks)
    # All are rendered before the first is written: a template that does not fit leaves the packet as it was.
    rendered = _all_rendered(everything, place, branch, desk)
    below = f"{place.folder}/{ORIGINALS}"
    originals = [(f"{below}/{name}", digest) for name, digest in originals_of(activity, branch.photos)]
    papers = [(name, f"{place.folder}/{name}", paper.digest) for name, paper in laid_papers(activity)]
    copied = [*((path, digest) for _, path, digest in papers), *originals]
    ours = _intend(place, rendered, copied, branch, desk)
    with Batch() as batch:
        aside = replace(desk, outbox=replace(desk.outbox, write=batch.write))
        documents = {item.draft.name: _written(item, ours, branch, aside) for item in rendered}
        documents |= {name: _as_it_came(path, digest, ours, branch, aside) for name, path, digest in papers}
        kept = [_as_it_came(path, digest, ours, branch, aside) for path, digest in originals]
        batch.publish()
    report = report_on(activity, drafts, checks, documents, branch.photos)
    entry = _entry(place, report, [*documents.values(), *kept])
    if entry.documents:
        _write_manifest(place, everything, entry, desk)
    else:
        desk.outbox.remove(f"{place.folder}/{MANIFEST}")
    withdraw_old(entry, branch, desk)
    desk.ledger.publish(entry)
    branch.documents.update((document.path, document) for document in entry.documents)
    return entry


def _all_rendered(drafts: Sequence[Draft], place: Place, branch: Branch, desk: Desk) -> list[_Rendered]:
    """Raises TemplateError with what is wrong in any of their templates."""
    rendered, errors = [], []
    for draft in drafts:
        try:
            rendered.append(_rendered(draft, place, branch, desk))
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return rendered


def _rendered(draft: Draft, place: Place, branch: Branch, desk: Desk) -> _Rendered:
    path = f"{place.folder}/{draft.name}.docx"
    renderer, template = desk.renderer, draft.document.template
    properties = Properties(draft.name.partition(" ")[2] or draft.name, branch.name, _day_of(draft))
    facts = (program(), repr(properties), renderer.digest(template), digest_text(draft.context))
    inputs = digest_of("\n".join(facts).encode())
    if desk.outbox.is_current(branch.documents.get(path), inputs):
        return _Rendered(draft, path, inputs, None)
    try:
        return _Rendered(draft, path, inputs, renderer.render(template, draft.context, properties))
    except FaultyTemplate as error:
        raise with_cells(error, draft) from error


def _intend(
    place: Place, rendered: Sequence[_Rendered], copied: Sequence[tuple[str, str]], branch: Branch, desk: Desk
) -> dict[str, set[str]]:
    """Notes what will be written before anything is, and takes the manifest away until the packet is whole again.

    Returns for each path the digests that are ours there: published, or intended by a run that was interrupted.
    """
    intended = {item.path: digest_of(item.content) for item in rendered if item.content is not None}
    intended |= dict(copied)
    desk.ledger.intend(intended)
    if any(item.content is not None for item in rendered):
        desk.outbox.remove(f"{place.folder}/{MANIFEST}")
    ours = desk.ledger.intended(place.folder)
    for path, known in branch.documents.items():
        ours.setdefault(path, set()).add(known.digest)
    return ours


def _written(item: _Rendered, ours: Mapping[str, Set[str]], branch: Branch, desk: Desk) -> PublishedDocument:
    known = branch.documents.get(item.path)
    if item.content is None and known:
        return known
    content = item.content or b""
    new = PublishedDocument(item.path, item.draft.name, digest_of(content), item.inputs)
    return desk.outbox.publish(new, content, known, ours.get(item.path, set()))


def _as_it_came(path: str, digest: str, ours: Mapping[str, Set[str]], branch: Branch, desk: Desk) -> PublishedDocument:
    known = branch.documents.get(path)
    if known and desk.outbox.is_current(known, digest):
        return known
    new = PublishedDocument(path, path.rpartition("/")[2], digest, digest)
    return desk.outbox.publish(new, desk.originals.read(digest), known, ours.get(path, set()))


def _entry(place: Place, report: PacketReport, documents: Sequence[PublishedDocument]) -> ActivityEntry:
    activity = place.activity
    return ActivityEntry(
        branch=activity.branch,
        packet=activity.packet.packet,
        key=activity.key,
        year=activity.day.year,
        month=activity.day.month if activity.packet.kinds else 0,
        day=activity.day.isoformat(),
        theme=activity.theme,
        folder=place.folder,
        planned=activity.planned,
        inputs=place.inputs,
        report=report.to_text(),
        documents=tuple(documents),
    )


def _write_manifest(place: Place, drafts: Sequence[Draft], entry: ActivityEntry, desk: Desk) -> None:
    """Last of all: a packet with a manifest is whole."""
    mapping = desk.mappings.digests[place.activity.packet.packet]
    templates = {draft.document.template: desk.renderer.digest(draft.document.template) for draft in drafts}
    content = manifest(place.activity, list(drafts), entry.documents, templates, mapping)
    write_whole(desk.outbox.folder / place.folder / MANIFEST, content)


def _day_of(draft: Draft) -> dt.date:
    """The day that the document is about: its record's where there is one for each, else the activity's."""
    activity = draft.material.activity
    subject = draft.material.sources.get(activity.packet.subject)
    return dt.date.fromisoformat(subject.happened) if activity.each and subject else activity.day
