"""Where a document comes from: the forms, the template, the mapping and the rules it was made with, and why it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.flow.assembly.assemble import branch_places
from pipeline.flow.assembly.branch import Branch, branch_of
from pipeline.flow.assembly.places import Place
from pipeline.flow.assembly.prepare import Copy, Document, Prepared, prepare
from pipeline.flow.desk import Desk
from pipeline.flow.explain import whereabouts
from pipeline.flow.explain.asked import Choice, Page
from pipeline.flow.explain.derivation import Derivation, derived
from pipeline.flow.explain.listed import Entry, by_rows, entries, is_listed, rows_called
from pipeline.flow.explain.numbered import numbered
from pipeline.ledger.entries import Held, PublishedDocument, Submission
from pipeline.packet.activity import Activity
from pipeline.packet.drafts import records_of
from pipeline.packet.reasons.making import Part
from pipeline.packet.reasons.reasons import Reason, reasons_from

_SHORT = 12
"""So much of a digest tells one version from another to a person."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record that enters the document: `lies_at` is its original below the workspace."""

    held: Held
    submission: Submission | None
    lies_at: str
    read_by_now: bool
    """Whether the form's mapping is still the one that it was read with."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """`why` are the reasons for which it was made last, `pending` those for which it is to be made again.

    `versions` are what it is made with beside the forms: kind, name, and the beginning of the digest.
    `asked` is the field or text; `derivations` are what was found of it, `choices` what else may be meant by it.
    """

    path: str
    activity: Activity
    edited: bool
    why: tuple[Reason, ...]
    pending: tuple[Reason, ...]
    versions: tuple[tuple[str, str, str], ...]
    sheets: tuple[Sheet, ...]
    asked: str = ""
    derivations: tuple[Derivation, ...] = ()
    unprinted: frozenset[str] = frozenset()
    """The names of those derivations that the document does not show."""
    choices: tuple[Choice, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Of a contents list, the rows that are meant: what each stands for."""


def explain(desk: Desk, path: Path, asked: str = "") -> Explanation:
    """Drafts the document once more; writes nothing. Raises SetupError where there is nothing to tell."""
    branch_name, known = whereabouts.known(path, desk)
    branch = branch_of(branch_name, desk)
    places, _ = branch_places(branch, desk)
    packet, file = _found(known, places, branch, desk)
    place = packet.place
    held = records_of(file.draft) if isinstance(file, Document) else _copied(file, place.activity)
    whole = Explanation(
        path=known.path,
        activity=place.activity,
        edited=known.edited,
        why=reasons_from(known.why),
        pending=file.why,
        versions=tuple(_versions(file, place)),
        sheets=tuple(_sheet(each, desk) for each in held),
    )
    if not asked:
        return whole
    if isinstance(file, Copy):
        raise SetupError(f"{whole.path} 里查不了“{asked}”", "这是原样放进来的文件，只能整份看")
    told = _with_answer(whole, asked, packet, file, desk)
    activities = [place.activity for place in places]
    return replace(told, derivations=tuple(numbered(each, place.activity, activities) for each in told.derivations))


def _with_answer(whole: Explanation, asked: str, packet: Prepared, file: Document, desk: Desk) -> Explanation:
    draft = file.draft
    page = Page((desk.workspace.templates / draft.document.template).read_bytes(), draft.context)
    meant = rows_called(asked, draft) or page.meant(asked)
    if not (meant.names or meant.choices):
        if page.is_own(asked):
            words = f"{whole.path} 里的“{asked}”是模板 {draft.document.template} 写好的字，不来自表单"
            raise SetupError(words, "可以写它旁边填进去的内容")
        heads = "、".join(page.heads())
        raise SetupError(f"{whole.path} 没有印“{asked}”", f"可以写印出来的栏目，或材料里的一段文字；栏目有：{heads}")
    listed = [name for name in meant.names if draft.document.contents and is_listed(name)]
    names = [name for name in meant.names if name not in listed]
    return replace(
        whole,
        asked=asked,
        derivations=tuple(derived(draft, names)),
        unprinted=frozenset(name for name in names if not page.prints(name)),
        choices=by_rows(meant, draft.context).choices if draft.document.contents else meant.choices,
        entries=tuple(entries(listed, packet, draft)),
    )


def _found(
    known: PublishedDocument, places: Iterable[Place], branch: Branch, desk: Desk
) -> tuple[Prepared, Document | Copy]:
    for place in places:
        if known.path.startswith(f"{place.folder}/"):
            packet = prepare(place, branch, desk)
            for file in packet.files:
                if file.path == known.path:
                    return packet, file
    hint = "活动或表单已经变了：先运行 dangan rebuild，再看新的那一份"
    raise SetupError(f"现在的表单里已经没有 {known.path} 了", hint)


def _versions(file: Document | Copy, place: Place) -> Iterator[tuple[str, str, str]]:
    parts = place.making.parts
    yield "程序", parts[Part.PROGRAM][""], ""
    if isinstance(file, Document):
        name = file.draft.document.template
        yield "模板", name, str(parts[Part.TEMPLATE][name])[:_SHORT]
    for name, digest in parts[Part.MAPPING].items():
        if name in _mapped(file, place.activity):
            yield "映射", name, str(digest)[:_SHORT]
    for name, digest in parts[Part.RULES].items():
        yield "规则", name, str(digest)[:_SHORT]


def _mapped(file: Document | Copy, activity: Activity) -> set[str]:
    """The packet's own mapping, and those of the forms that the document draws on."""
    packet = activity.packet
    sources = file.draft.document.sources() if isinstance(file, Document) else ()
    return {packet.packet, *(packet.sources[name].form for name in sources)}


def _copied(file: Copy, activity: Activity) -> list[Held]:
    return [held for held in activity.records if held.file_digest == file.digest]


def _sheet(held: Held, desk: Desk) -> Sheet:
    lies_at = desk.relative(desk.originals.path(held.file_digest))
    current = desk.mappings.digests.get(held.form) == held.mapping_digest
    return Sheet(held, desk.ledger.submission(held.submission), lies_at, current)
