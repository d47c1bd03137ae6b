"""A branch's documents brought up to date with its records: gather, draft, render, publish."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.errors import DanganError, LedgerError, SetupError, TemplateError
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.files.names import distinct, safe_name
from pipeline.files.publish import write_whole
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry, Held, PublishedDocument, problems_text
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.model.values import Month
from pipeline.packet.activity import Activity
from pipeline.packet.between import ActivityKey, checks_between, key_of
from pipeline.packet.blame import with_cells
from pipeline.packet.checks import checks_of
from pipeline.packet.contents import contents_draft, is_contents
from pipeline.packet.context import digest_text
from pipeline.packet.drafts import Draft, draft_documents, folder_of
from pipeline.packet.gather import Gathered, gather
from pipeline.packet.manifest import NAME as MANIFEST
from pipeline.packet.manifest import manifest, program
from pipeline.packet.measure import Measure, roster_forms
from pipeline.packet.originals import FOLDER as ORIGINALS
from pipeline.packet.originals import originals_of
from pipeline.packet.photos import named_photos
from pipeline.packet.report import PHOTO, PacketReport, report_on
from pipeline.render.fault import FaultyTemplate, together
from pipeline.render.properties import Properties
from pipeline.render.renderer import Renderer
from pipeline.rules.days import theme_day

Progress = Callable[[str], None]
"""Told each activity as it is published."""


@dataclass(slots=True)
class Assembled:
    """The activities that were published, and why others could not be: those are tried again."""

    published: list[ActivityEntry] = field(default_factory=list)
    failures: list[DanganError] = field(default_factory=list)


def assemble_pending(desk: Desk, progress: Progress = lambda text: None) -> Assembled:
    """Every branch whose documents are behind: its records, templates, mappings, settings, or a file that is gone."""
    result = Assembled()
    current = made_with(desk)
    behind = dict(desk.ledger.pending(current))
    asked = desk.ledger.asked()
    behind |= {branch: asked[branch] for branch in _with_lost_documents(desk) if branch in asked}
    for branch in sorted(behind):
        assembly = _Assembly(branch, desk)
        assembly.run(behind[branch], current, progress)
        result.published += assembly.result.published
        result.failures += assembly.result.failures
    return result


def made_with(desk: Desk) -> str:
    """Digest of what documents are made with beside the records."""
    names = {document.template for packet in desk.mappings.packets.values() for document in packet.documents}
    settings = desk.settings
    parts = [program(), repr(settings.theme_day), repr(settings.dues), repr(desk.catalogue)]
    parts += [json.dumps(desk.mappings.digests, sort_keys=True)]
    for name in sorted(names):
        try:
            parts.append(desk.renderer.digest(name))
        except DanganError:
            parts.append(f"no {name}")
    return digest_of("\n".join(parts).encode())


def _with_lost_documents(desk: Desk) -> set[str]:
    """Also those of which a person has chosen a version by deleting the other."""
    entries = desk.ledger.activities()
    return {entry.branch for entry in entries if not all(map(desk.outbox.lies_there, entry.documents))}


def _fault(what: str, error: Exception) -> DanganError:
    if isinstance(error, DanganError):
        return type(error)(f"{what}：{error.message}", error.hint)
    if isinstance(error, OSError):
        where = f"“{error.filename}”" if error.filename else "发件箱"
        return SetupError(
            f"{what}没有写完：{where} {in_words(error)}",
            "请检查磁盘空间、文件夹权限，并关闭打开着的材料；写完以前会一再重试",
        )
    message = f"{what}没有生成：程序内部出错（{type(error).__name__}：{error}）"
    return DanganError(message, "请把这句话和 .dangan 文件夹交给维护人员")


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
        self.result = Assembled()
        self._held = desk.ledger.held(branch)
        self._photos = tuple(desk.ledger.photos(branch))
        self._between: dict[ActivityKey, list[Problem]] = {}
        self._measure = Measure(desk.catalogue, desk.settings.dues, _rosters(branch, desk))
        self._entries = {(entry.packet, entry.key): entry for entry in desk.ledger.activities(branch)}
        self._documents = {document.path: document for entry in self._entries.values() for document in entry.documents}

    def run(self, asked: int, made_with: str, progress: Progress) -> None:
        """`asked` is the submission up to which the records are looked at. A fault holds up only its own activity."""
        loose: list[Problem] = []
        try:
            gathered = self._gather()
            loose = gathered.loose
            self._between = self._checks_between(gathered.activities)
            places = self._places(gathered.activities)
        except Exception as error:
            self.result.failures.append(_fault(f"{self._branch}的材料", error))
            places = None
        for place in places or ():
            self._bring_up_to_date(place, progress)
        if places is not None:
            self._withdraw_lapsed({(place.activity.packet.packet, place.activity.key) for place in places})
        loose = [*loose, *self._left_behind()]
        if self.result.failures:
            self._desk.ledger.fail(self._branch, loose, [(error.message, error.hint) for error in self.result.failures])
        else:
            self._desk.ledger.settle(self._branch, asked, made_with, loose)

    def _gather(self) -> Gathered:
        mappings = self._desk.mappings
        return gather(mappings.forms, mappings.packets.values(), self._held, self._day_of)

    def _checks_between(self, activities: list[Activity]) -> dict[ActivityKey, list[Problem]]:
        return checks_between(activities, self._desk.mappings.forms, self._photos, self._measure)

    def _bring_up_to_date(self, place: _Place, progress: Progress) -> None:
        if self._is_current(place):
            return
        try:
            self.result.published.append(self._publish(place))
        except LedgerError:
            raise
        except Exception as error:
            self.result.failures.append(_fault(f"材料包“{place.folder}”", error))
        progress(place.folder)

    def _left_behind(self) -> list[Problem]:
        """Lapsed documents that a person changed and that still lie in the outbox."""
        problems = []
        for path in self._desk.ledger.left_behind(self._branch):
            if not (self._desk.workspace.outbox / path).is_file():
                self._desk.ledger.forget_left_behind(path)
                continue
            message = "这份材料有人改过，活动的内容已经变了，没有动它"
            hint = "新的材料在新的文件夹里；把改动并过去以后，请删去这一份"
            problems.append(Problem(Origin(path), "left-behind", message, hint, Severity.WARNS))
        return problems

    def _day_of(self, month: Month) -> dt.date:
        return theme_day(month, self._desk.settings.theme_day).day

    # --- what is there to do

    def _places(self, activities: list[Activity]) -> list[_Place]:
        taken: set[str] = set()
        places = []
        for activity in activities:
            above = f"{activity.day.year}/{safe_name(self._branch)}"
            folder = distinct(f"{above}/{folder_of(activity)}", taken)
            places.append(_Place(activity, folder, self._inputs(activity, folder)))
        return places

    def _inputs(self, activity: Activity, folder: str) -> str:
        mappings, renderer = self._desk.mappings, self._desk.renderer
        held = activity.drawn_on
        photos = named_photos(activity, self._photos) if _shows_photos(activity) else ()
        parts: list[object] = [program(), folder, activity.number, activity.day.isoformat()]
        parts += [mappings.digests[activity.packet.packet]]
        parts += [mappings.digests[source.form] for source in activity.packet.sources.values()]
        parts += [_template_digest(renderer, document.template) for document in activity.packet.documents]
        parts += [[each.form, each.file, each.digest, each.file_digest] for each in held]
        parts += [[str(name.value), photo.digest if photo else ""] for name, photo in photos]
        parts += [self._measure.digest_text(activity.day)]
        parts += [problems_text(tuple(self._between.get(key_of(activity), ())))]
        return digest_of(json.dumps(parts, ensure_ascii=False).encode())

    def _is_current(self, place: _Place) -> bool:
        entry = self._entries.get((place.activity.packet.packet, place.activity.key))
        outbox = self._desk.workspace.outbox
        return (
            entry is not None
            and entry.inputs == place.inputs
            and all(map(self._desk.outbox.lies_there, entry.documents))
            and (outbox / place.folder / MANIFEST).is_file()
        )

    # --- doing it

    def _publish(self, place: _Place) -> ActivityEntry:
        activity = place.activity
        forms = self._desk.mappings.forms
        drafts = draft_documents(activity, forms, self._photos)
        checks = checks_of(activity, forms, self._photos, self._measure, self._desk.renderer.shows)
        checks += self._between.get(key_of(activity), [])
        contents = [
            contents_draft(document, activity, forms, drafts, checks)
            for document in activity.packet.documents
            if is_contents(document)
        ]
        everything = [*contents, *(draft for draft in drafts.made if not is_contents(draft.document))]
        # All are rendered before the first is written: a template that does not fit leaves the packet as it was.
        rendered = self._all_rendered(everything, place)
        originals = originals_of(activity, self._photos)
        ours = self._intend(place, rendered, originals)
        documents = {item.draft.name: self._written(item, ours) for item in rendered}
        kept = [self._original(name, digest, place, ours) for name, digest in originals]
        report = report_on(activity, drafts, checks, documents, self._photos)
        entry = self._entry(place, report, [*documents.values(), *kept])
        self._write_manifest(place, everything, entry)
        self._withdraw_old(entry)
        self._desk.ledger.publish(entry)
        self._documents |= {document.path: document for document in entry.documents}
        return entry

    def _all_rendered(self, drafts: list[Draft], place: _Place) -> list[_Rendered]:
        """Raises TemplateError with what is wrong in any of their templates."""
        rendered, errors = [], []
        for draft in drafts:
            try:
                rendered.append(self._rendered(draft, place))
            except TemplateError as error:
                errors.append(error)
        if errors:
            raise together(errors)
        return rendered

    def _rendered(self, draft: Draft, place: _Place) -> _Rendered:
        path = f"{place.folder}/{draft.name}.docx"
        renderer, template = self._desk.renderer, draft.document.template
        properties = Properties(draft.name.partition(" ")[2] or draft.name, self._branch, _day_of(draft))
        facts = (program(), repr(properties), renderer.digest(template), digest_text(draft.context))
        inputs = digest_of("\n".join(facts).encode())
        if self._desk.outbox.is_current(self._documents.get(path), inputs):
            return _Rendered(draft, path, inputs, None)
        try:
            return _Rendered(draft, path, inputs, renderer.render(template, draft.context, properties))
        except FaultyTemplate as error:
            raise with_cells(error, draft) from error

    def _intend(
        self, place: _Place, rendered: list[_Rendered], originals: list[tuple[str, str]]
    ) -> dict[str, set[str]]:
        """Notes what will be written before anything is, and takes the manifest away until the packet is whole again.

        Returns for each path the digests that are ours there: published, or intended by a run that was interrupted.
        """
        intended = {item.path: digest_of(item.content) for item in rendered if item.content is not None}
        intended |= {f"{place.folder}/{ORIGINALS}/{name}": digest for name, digest in originals}
        self._desk.ledger.intend(intended)
        if any(item.content is not None for item in rendered):
            self._desk.outbox.remove(f"{place.folder}/{MANIFEST}")
        ours = self._desk.ledger.intended(place.folder)
        for path, known in self._documents.items():
            ours.setdefault(path, set()).add(known.digest)
        return ours

    def _written(self, item: _Rendered, ours: Mapping[str, set[str]]) -> PublishedDocument:
        known = self._documents.get(item.path)
        if item.content is None and known:
            return known
        owned = ours.get(item.path, set())
        content = item.content or b""
        new = PublishedDocument(item.path, item.draft.name, digest_of(content), item.inputs)
        return self._desk.outbox.publish(new, content, known, owned)

    def _original(self, name: str, digest: str, place: _Place, ours: Mapping[str, set[str]]) -> PublishedDocument:
        path = f"{place.folder}/{ORIGINALS}/{name}"
        known = self._documents.get(path)
        if known and self._desk.outbox.is_current(known, digest):
            return known
        content = self._desk.originals.read(digest)
        new = PublishedDocument(path, name, digest, digest)
        return self._desk.outbox.publish(new, content, known, ours.get(path, set()))

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
        renderer = self._desk.renderer
        mapping = self._desk.mappings.digests[place.activity.packet.packet]
        templates = {draft.document.template: renderer.digest(draft.document.template) for draft in drafts}
        content = manifest(place.activity, drafts, entry.documents, templates, mapping)
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
            if not self._desk.outbox.withdraw(document):
                self._desk.ledger.leave_behind(self._branch, document.path)

    def _drop_manifest(self, folder: str) -> None:
        self._desk.outbox.remove(f"{folder}/{MANIFEST}")


def _rosters(branch: str, desk: Desk) -> tuple[Held, ...]:
    mappings = desk.mappings
    rosters = roster_forms(mappings.forms, mappings.packets.values())
    return tuple(held for form in rosters for held in desk.ledger.history(branch, form))


def _template_digest(renderer: Renderer, name: str) -> str:
    """Of a template that is missing, nothing: its activity fails when it is rendered, not the branch."""
    try:
        return renderer.digest(name)
    except DanganError:
        return ""


def _shows_photos(activity: Activity) -> bool:
    return any(PHOTO in document.computes for document in activity.packet.documents)


def _day_of(draft: Draft) -> dt.date:
    """The day that the document is about: its record's where there is one for each, else the activity's."""
    activity = draft.material.activity
    subject = draft.material.sources.get(activity.packet.subject)
    return dt.date.fromisoformat(subject.happened) if activity.each and subject else activity.day
