"""One packet made and published: all of it rendered first, then written, the manifest last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from pipeline.errors import TemplateError
from pipeline.files.digest import digest_of
from pipeline.files.publish import Batch
from pipeline.flow.assembly.branch import Branch
from pipeline.flow.assembly.lapsed import withdraw_old
from pipeline.flow.assembly.places import Place
from pipeline.flow.assembly.prepare import Copy, Document, Prepared
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.packet.blame import with_cells
from pipeline.packet.manifest import NAME as MANIFEST
from pipeline.packet.manifest import manifest
from pipeline.packet.proof import proof_text, prove
from pipeline.packet.reasons import reasons_text
from pipeline.packet.report import PacketReport, report_on
from pipeline.render.fault import FaultyTemplate, together


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A document ready to be written; `content` is None where what lies there is current."""

    document: Document
    content: bytes | None


def publish(packet: Prepared, branch: Branch, desk: Desk) -> ActivityEntry:
    place = packet.place
    # All are rendered before the first is written: a template that does not fit leaves the packet as it was.
    rendered = _all_rendered(packet.documents, desk)
    ours = _intend(packet, rendered, branch, desk)
    with Batch(desk.outbox.flushers) as batch:
        aside = replace(desk, outbox=replace(desk.outbox, write=batch.write))
        documents = {item.document.draft.name: _written(item, ours, branch, aside) for item in rendered}
        documents |= {paper.name: _as_it_came(paper, ours, branch, aside) for paper in packet.papers}
        kept = [_as_it_came(original, ours, branch, aside) for original in packet.originals]
        report = report_on(place.activity, packet.drafts, packet.checks, documents, branch.photos)
        proof = prove(place.activity, packet.drafts, documents, branch.photos, branch.measure)
        entry = replace(_entry(place, report, [*documents.values(), *kept]), proof=proof_text(proof))
        if entry.documents:
            batch.write_last(desk.outbox.folder / place.folder / MANIFEST, _manifest(packet, entry, desk))
        batch.publish()
    if not entry.documents:
        desk.outbox.remove(f"{place.folder}/{MANIFEST}")
    withdraw_old(entry, branch, desk)
    desk.ledger.publish(entry)
    branch.documents.update((document.path, document) for document in entry.documents)
    return entry


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


def _intend(packet: Prepared, rendered: Sequence[_Rendered], branch: Branch, desk: Desk) -> dict[str, set[str]]:
    """Notes what will be written before anything is, and takes the manifest away until the packet is whole again.

    Returns for each path the digests that are ours there: published, or intended by a run that was interrupted.
    """
    folder = packet.place.folder
    intended = {item.document.path: digest_of(item.content) for item in rendered if item.content is not None}
    intended |= {copy.path: copy.digest for copy in (*packet.papers, *packet.originals)}
    desk.ledger.intend(intended)
    if any(item.content is not None for item in rendered):
        desk.outbox.remove(f"{folder}/{MANIFEST}")
    ours = desk.ledger.intended(folder)
    for path, known in branch.documents.items():
        ours.setdefault(path, set()).add(known.digest)
    return ours


def _written(item: _Rendered, ours: Mapping[str, Set[str]], branch: Branch, desk: Desk) -> PublishedDocument:
    document, content = item.document, item.content
    known = branch.documents.get(document.path)
    if content is None and known:
        return known
    content = content or b""
    digest, why = digest_of(content), reasons_text(document.why)
    since = _since(digest, known, desk)
    new = PublishedDocument(document.path, document.draft.name, digest, document.inputs, why=why, since=since)
    return desk.outbox.publish(new, content, known, ours.get(document.path, set()))


def _as_it_came(copy: Copy, ours: Mapping[str, Set[str]], branch: Branch, desk: Desk) -> PublishedDocument:
    known = branch.documents.get(copy.path)
    if known and not copy.why:
        return known
    name, why, since = copy.path.rpartition("/")[2], reasons_text(copy.why), _since(copy.digest, known, desk)
    new = PublishedDocument(copy.path, name, copy.digest, copy.digest, why=why, since=since)
    return desk.outbox.publish(new, desk.originals.read(copy.digest), known, ours.get(copy.path, set()))


def _since(digest: str, known: PublishedDocument | None, desk: Desk) -> str:
    """Made once more with the same content, it is no newer than before."""
    return known.since if known and known.digest == digest else desk.now().date().isoformat()


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
        made_of=place.making.to_text(),
    )


def _manifest(packet: Prepared, entry: ActivityEntry, desk: Desk) -> bytes:
    """Last of all: a packet with a manifest is whole."""
    activity, drafts = packet.place.activity, [document.draft for document in packet.documents]
    mapping = desk.mappings.digests[activity.packet.packet]
    templates = {draft.document.template: desk.renderer.digest(draft.document.template) for draft in drafts}
    return manifest(activity, drafts, entry.documents, templates, mapping)
