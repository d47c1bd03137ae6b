"""Packets made and published: each rendered and written aside, then all of them seen, each manifest last."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.errors import TemplateError
from pipeline.files.batch import Batch
from pipeline.files.batch import publish as put
from pipeline.files.digest import digest_of, digest_of_file
from pipeline.files.originals import Originals
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.assembly.lapsed import withdraw_old
from pipeline.flow.assembly.places import Place
from pipeline.flow.assembly.prepare import Copy, Document, Prepared
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.packet.blame import with_cells
from pipeline.packet.evidence.proof import Proof, proof_text, prove
from pipeline.packet.publish.manifest import NAME as MANIFEST
from pipeline.packet.publish.manifest import manifest
from pipeline.packet.publish.outbox import Outbox
from pipeline.packet.reasons.reasons import reasons_text
from pipeline.packet.report import PacketReport, report_on
from pipeline.render.fault import FaultyTemplate, together

Ours = Mapping[str, Set[str]]
"""By path the digests that are ours there: published, or intended by a run that was interrupted."""


class _Rendered(NamedTuple):
    """A document ready to be written; `content` is None where what lies there is current."""

    document: Document
    content: bytes | None


@dataclass(frozen=True, slots=True)
class _Laying:
    """Files of a branch on their way to their places: `outbox` writes them aside; `today` is the day, ISO."""

    outbox: Outbox
    ours: Ours
    known: Mapping[str, PublishedDocument]
    today: str

    def lay(self, new: PublishedDocument, content: bytes) -> PublishedDocument:
        return self.outbox.publish(new, content, self.known.get(new.path), self.ours.get(new.path, frozenset()))

    def kept(self, known: PublishedDocument) -> PublishedDocument:
        """As it lies there: a person may have changed it since it was published."""
        if known.beside:
            return known
        edited = digest_of_file(self.outbox.folder / known.path) != known.digest
        return known if edited == known.edited else replace(known, edited=edited)

    def since(self, path: str, digest: str) -> str:
        """Made once more with the same content, it is no newer than before."""
        known = self.known.get(path)
        return known.since if known and known.digest == digest else self.today


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A packet that is ready in its batch, and nobody sees yet; `intended` are the digests of what will lie where."""

    entry: ActivityEntry
    batch: Batch
    intended: Mapping[str, str]


def make(packet: Prepared, ours: Ours, batch: Batch, branch: Branch, desk: Desk) -> Made:
    """Raises TemplateError, and OSError where it cannot be written."""
    place = packet.place
    # All are rendered before the first is written: a template that does not fit leaves the packet as it was.
    rendered = _all_rendered(packet.documents, desk)
    aside = replace(desk.outbox, write=batch.write, is_bare=batch.is_bare)
    laying = _Laying(aside, ours, branch.documents, desk.now().date().isoformat())
    documents = {item.document.draft.name: _written(item, laying) for item in rendered}
    documents |= {paper.name: _as_it_came(paper, laying, desk.originals) for paper in packet.papers}
    kept = [_as_it_came(original, laying, desk.originals) for original in packet.originals]
    report = report_on(place.activity, packet.drafts, packet.checks, documents, branch.photos)
    proof = prove(place.activity, packet.drafts, documents, branch.photos, branch.measure)
    entry = _entry(place, report, proof, [*documents.values(), *kept])
    if entry.documents:
        batch.write_last(f"{desk.outbox.folder}{os.sep}{place.folder}/{MANIFEST}", _manifest(packet, entry, desk))
    written = (documents[item.document.draft.name] for item in rendered if item.content is not None)
    intended = {file.path: file.digest for file in written}
    return Made(entry, batch, intended | {copy.path: copy.digest for copy in (*packet.papers, *packet.originals)})


def publish(made: Sequence[Made], branch: Branch, desk: Desk) -> dict[Made, OSError]:
    """What will be written is noted before any of it is seen. Returns the packets that could not be, and why."""
    desk.ledger.intend({path: digest for each in made for path, digest in each.intended.items()})
    refused = put(each.batch for each in made)
    faults = {each: refused[each.batch] for each in made if each.batch in refused}
    for each in made:
        if each not in faults:
            try:
                _clear_up(each.entry, branch, desk)
            except OSError as error:
                faults[each] = error
    done = [each.entry for each in made if each not in faults]
    desk.ledger.publish(*done)
    branch.documents.update((document.path, document) for entry in done for document in entry.documents)
    return faults


def ours_in(branch: Branch, desk: Desk) -> Ours:
    ours = desk.ledger.intended()
    for path, known in branch.documents.items():
        ours.setdefault(path, set()).add(known.digest)
    return ours


def _clear_up(entry: ActivityEntry, branch: Branch, desk: Desk) -> None:
    if not entry.documents:
        desk.outbox.remove(f"{entry.folder}/{MANIFEST}")
    withdraw_old(entry, branch, desk)


def _all_rendered(documents: Sequence[Document], desk: Desk) -> list[_Rendered]:
    """Raises TemplateError with what is wrong in any of their templates."""
    rendered, errors = [], []
    for document in documents:
        try:
            rendered.append(_Rendered(document, _content(document, desk) if document.why else None))
        except TemplateError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    return rendered


def _content(document: Document, desk: Desk) -> bytes:
    draft = document.draft
    try:
        return desk.renderer.render(draft.document.template, draft.context, document.properties)
    except FaultyTemplate as error:
        raise with_cells(error, draft) from error


def _written(item: _Rendered, laying: _Laying) -> PublishedDocument:
    document, content = item.document, item.content
    known = laying.known.get(document.path)
    if content is None and known:
        return laying.kept(known)
    content = content or b""
    digest, why = digest_of(content), reasons_text(document.why)
    since = laying.since(document.path, digest)
    new = PublishedDocument(document.path, document.draft.name, digest, document.inputs, why=why, since=since)
    return laying.lay(new, content)


def _as_it_came(copy: Copy, laying: _Laying, originals: Originals) -> PublishedDocument:
    known = laying.known.get(copy.path)
    if known and not copy.why:
        return laying.kept(known)
    name, why, since = copy.path.rpartition("/")[2], reasons_text(copy.why), laying.since(copy.path, copy.digest)
    new = PublishedDocument(copy.path, name, copy.digest, copy.digest, why=why, since=since)
    return laying.lay(new, originals.read(copy.digest, name))


def _entry(place: Place, report: PacketReport, proof: Proof, documents: Sequence[PublishedDocument]) -> ActivityEntry:
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
        made_of=place.making.text,
        proof=proof_text(proof),
    )


def _manifest(packet: Prepared, entry: ActivityEntry, desk: Desk) -> bytes:
    """Last of all: a packet with a manifest is whole."""
    activity, drafts = packet.place.activity, [document.draft for document in packet.documents]
    mapping = desk.mappings.digests[activity.packet.packet]
    templates = {document.draft.document.template: document.template for document in packet.documents}
    return manifest(activity, drafts, entry.documents, templates, mapping)
