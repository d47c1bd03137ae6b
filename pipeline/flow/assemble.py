"""A branch's documents brought up to date with its records: gather, draft, render, publish."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.errors import DanganError, SetupError
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.files.names import safe_name
from pipeline.files.publish import write_whole
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, PublishedDocument
from pipeline.model.values import Month
from pipeline.packet.checks import checks_of
from pipeline.packet.contents import contents_draft, is_contents
from pipeline.packet.context import digest_text
from pipeline.packet.drafts import Draft, draft_documents, folder_of
from pipeline.packet.gather import Activity, Gathering
from pipeline.packet.manifest import NAME as MANIFEST
from pipeline.packet.manifest import manifest, program
from pipeline.packet.originals import FOLDER as ORIGINALS
from pipeline.packet.originals import originals_of
from pipeline.packet.report import PHOTO, PacketReport, report_on
from pipeline.render.properties import Properties
from pipeline.rules.days import theme_day

Progress = Callable[[str], None]
"""Told each activity as it is published."""


def assemble_pending(
    desk: Desk, progress: Progress = lambda text: None
) -> tuple[list[ActivityEntry], list[DanganError]]:
    """Every branch whose records changed since its documents were made.

    Returns the activities that were published, and why a branch failed: the others go on, it stays pending.
    """
    published: list[ActivityEntry] = []
    failures: list[DanganError] = []
    for branch, asked in desk.ledger.pending():
        try:
            published += assemble(branch, asked, desk, progress)
        except DanganError as error:
            failures.append(error)
        except OSError as error:
            failures.append(_not_written(branch, error))
        except Exception as error:
            # A fault of ours in one branch's documents shall not hold up the others.
            message = f"{branch}的材料没有生成：程序内部出错（{type(error).__name__}：{error}）"
            failures.append(DanganError(message, "请把这句话和 .dangan 文件夹交给维护人员"))
    return published, failures


def _not_written(branch: str, error: OSError) -> SetupError:
    what = f"“{error.filename}”" if error.filename else "发件箱"
    return SetupError(
        f"{branch}的材料没有写完：{what} {in_words(error)}",
        "请检查磁盘空间、文件夹权限，并关闭打开着的材料；写完以前会一再重试",
    )


def assemble(branch: str, asked: int, desk: Desk, progress: Progress = lambda text: None) -> list[ActivityEntry]:
    """`asked` is the submission up to which the records are looked at."""
    return _Assembly(branch, desk).run(asked, progress)


@dataclass(frozen=True)
class _Place:
    """An activity, its folder below the outbox, and the digest of all that its documents are made from."""

    activity: Activity
    folder: str
    inputs: str


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A document ready to be written; `content` is None where what lies there is current."""

    draft: Draft
    path: str
    inputs: str
    content: bytes | None


class _Assembly:
    def __init__(self, branch: str, desk: Desk) -> None:
        self._desk = desk
        self._branch = branch
        self._held = desk.ledger.held(branch)
        self._photos = tuple(desk.ledger.photos(branch))
        self._entries = {(entry.packet, entry.key): entry for entry in desk.ledger.activities(branch)}
        self._documents = {document.path: document for entry in self._entries.values() for document in entry.documents}

    def run(self, asked: int, progress: Progress) -> list[ActivityEntry]:
        mappings = self._desk.mappings
        gathered = Gathering(mappings.forms, mappings.packets.values(), self._held, self._day_of).run()
        places = self._places(gathered.activities)
        published = []
        for place in places:
            if self._is_current(place):
                continue
            published.append(self._publish(place))
            progress(place.folder)
        self._withdraw_lapsed({(place.activity.packet.packet, place.activity.key) for place in places})
        self._desk.ledger.settle(self._branch, asked, gathered.loose)
        return published

    def _day_of(self, month: Month) -> dt.date:
        return theme_day(month, self._desk.settings.theme_day).day

    # --- what is there to do

    def _places(self, activities: list[Activity]) -> list[_Place]:
        places = []
        taken: set[str] = set()
        for activity in activities:
            year = str(activity.day.year)
            folder = f"{year}/{safe_name(self._branch)}/{folder_of(activity)}"
            if folder in taken:
                folder += f"（{'、'.join(activity.kinds) or activity.packet.packet}）"
            taken.add(folder)
            places.append(_Place(activity, folder, self._inputs(activity, folder)))
        return places

    def _inputs(self, activity: Activity, folder: str) -> str:
        mappings, renderer = self._desk.mappings, self._desk.renderer
        parts: list[object] = [program(), folder, activity.number, activity.day.isoformat()]
        parts += [mappings.digests[activity.packet.packet]]
        parts += [renderer.digest(document.template) for document in activity.packet.documents]
        parts += [[name, held.file, held.digest, held.file_digest] for name, held in sorted(activity.sources.items())]
        parts += [[held.file, held.digest, held.file_digest] for held in activity.each]
        if _shows_photos(activity):
            parts += [[photo.name, photo.digest, photo.folder] for photo in self._photos]
        return digest_of(json.dumps(parts, ensure_ascii=False).encode())

    def _is_current(self, place: _Place) -> bool:
        entry = self._entries.get((place.activity.packet.packet, place.activity.key))
        outbox = self._desk.workspace.outbox
        return (
            entry is not None
            and entry.inputs == place.inputs
            and all((outbox / document.path).is_file() for document in entry.documents)
            and (outbox / place.folder / MANIFEST).is_file()
        )

    # --- doing it

    def _publish(self, place: _Place) -> ActivityEntry:
        activity = place.activity
        forms = self._desk.mappings.forms
        drafts = draft_documents(activity, forms, self._photos)
        checks = checks_of(activity, forms, self._photos)
        contents = [
            contents_draft(document, activity, forms, drafts, checks)
            for document in activity.packet.documents
            if is_contents(document)
        ]
        everything = [*contents, *(draft for draft in drafts.made if not is_contents(draft.document))]
        # All are rendered before the first is written: a template that does not fit leaves the packet as it was.
        rendered = [self._rendered(draft, place) for draft in everything]
        documents = {item.draft.name: self._written(item) for item in rendered}
        originals = [self._original(name, digest, place) for name, digest in originals_of(activity, self._photos)]
        report = report_on(activity, drafts, checks, documents, self._photos)
        entry = self._entry(place, report, [*documents.values(), *originals])
        self._write_manifest(place, everything, entry)
        self._withdraw_old(entry)
        self._desk.ledger.publish(entry)
        self._documents |= {document.path: document for document in entry.documents}
        return entry

    def _rendered(self, draft: Draft, place: _Place) -> _Rendered:
        path = f"{place.folder}/{draft.name}.docx"
        renderer, template = self._desk.renderer, draft.document.template
        properties = Properties(draft.name.partition(" ")[2] or draft.name, self._branch, _day_of(draft))
        facts = (program(), repr(properties), renderer.digest(template), digest_text(draft.context))
        inputs = digest_of("\n".join(facts).encode())
        if self._desk.outbox.is_current(self._documents.get(path), inputs):
            return _Rendered(draft, path, inputs, None)
        return _Rendered(draft, path, inputs, renderer.render(template, draft.context, properties))

    def _written(self, item: _Rendered) -> PublishedDocument:
        known = self._documents.get(item.path)
        if item.content is None and known:
            return known
        return self._desk.outbox.publish(item.path, item.draft.name, item.content or b"", item.inputs, known)

    def _original(self, name: str, digest: str, place: _Place) -> PublishedDocument:
        path = f"{place.folder}/{ORIGINALS}/{name}"
        known = self._documents.get(path)
        if known and self._desk.outbox.is_current(known, digest):
            return known
        return self._desk.outbox.publish(path, name, self._desk.originals.read(digest), digest, known)

    def _entry(self, place: _Place, report: PacketReport, documents: list[PublishedDocument]) -> ActivityEntry:
        activity = place.activity
        return ActivityEntry(
            branch=self._branch,
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

    def _write_manifest(self, place: _Place, drafts: list[Draft], entry: ActivityEntry) -> None:
        """Last of all: a packet with a manifest is whole."""
        renderer, mappings = self._desk.renderer, self._desk.mappings
        templates = {draft.document.template: renderer.digest(draft.document.template) for draft in drafts}
        content = manifest(place.activity, drafts, entry.documents, templates, mappings.digests)
        write_whole(self._desk.workspace.outbox / place.folder / MANIFEST, content)

    # --- what lapsed

    def _withdraw_old(self, entry: ActivityEntry) -> None:
        """Documents of the same activity that it no longer has, under this folder or an earlier one."""
        before = self._entries.get((entry.packet, entry.key))
        if before is None:
            return
        kept = {document.path for document in entry.documents}
        self._withdraw([document for document in before.documents if document.path not in kept])
        if before.folder != entry.folder:
            self._drop_manifest(before.folder)

    def _withdraw_lapsed(self, current: set[tuple[str, str]]) -> None:
        for place, entry in self._entries.items():
            if place in current:
                continue
            others = (other for other in self._desk.ledger.activities(self._branch) if other.id != entry.id)
            now = {document.path for other in others for document in other.documents}
            self._withdraw([document for document in entry.documents if document.path not in now])
            if not any(path.startswith(f"{entry.folder}/") for path in now):
                self._drop_manifest(entry.folder)
            self._desk.ledger.withdraw(entry)

    def _withdraw(self, documents: list[PublishedDocument]) -> None:
        for document in documents:
            self._desk.outbox.withdraw(document)

    def _drop_manifest(self, folder: str) -> None:
        self._desk.outbox.remove(f"{folder}/{MANIFEST}")


def _shows_photos(activity: Activity) -> bool:
    return any(PHOTO in document.computes for document in activity.packet.documents)


def _day_of(draft: Draft) -> dt.date:
    """The day that the document is about: its record's where there is one for each, else the activity's."""
    activity = draft.material.activity
    subject = draft.material.sources.get(activity.packet.subject)
    return dt.date.fromisoformat(subject.happened) if activity.each and subject else activity.day
