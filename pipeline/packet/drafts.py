"""Which documents of an activity can be made, from what, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import MappingError
from pipeline.files.names import distinct, safe_name
from pipeline.ledger.entries import Held, Photo
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import DocumentMapping, Join, PaperMapping
from pipeline.model.picture import Picture
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.context import Context, Material
from pipeline.packet.laid import asked_papers, papers_under
from pipeline.packet.measure import Measure
from pipeline.packet.views import Views
from pipeline.render.printing import printed


@dataclass(frozen=True)
class Draft:
    """A document that can be made: its name without ending, what it draws on, and what its template sees."""

    name: str
    document: DocumentMapping
    material: Material
    context: Context


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that cannot be made yet, and what would make it possible."""

    name: str
    wants: str
    document: DocumentMapping | PaperMapping | None = None
    """None for a form that is expected although no document waits for it."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """An activity's documents, in the mapping's order."""

    made: list[Draft]
    missing: list[Missing]


def draft_documents(
    activity: Activity, forms: Mapping[str, FormMapping], photos: tuple[Photo, ...], measure: Measure
) -> Drafts:
    """The contents list among them, once and still without its rows, which are about these (see `contents`)."""
    made: list[Draft] = []
    missing: list[Missing] = []
    names: set[str] = set()
    views = Views(Material(activity, forms, measure, activity.sources, activity.several, photos))
    for document in (one for one in activity.packet.documents if one.serves(activity.kinds)):
        for subject in _subjects(document, activity):
            material, context = views.of(document, subject)
            name = named(document, context)
            if wants := _wants(document, material) or _nothing_to_print(document, material, context):
                if not document.optional:
                    missing.append(Missing(name, wants, document))
                continue
            made.append(Draft(distinct(name, names), document, material, context))
    return Drafts(made, [*missing, *_unwritten(activity), *_unsent(activity)])


def _subjects(document: DocumentMapping, activity: Activity) -> tuple[Held | None, ...]:
    """The records of which the document is made for each; None where it is made once."""
    of_each = activity.period and activity.packet.subject in document.sources() and not document.contents
    return activity.each if of_each else (None,)


def _unwritten(activity: Activity) -> list[Missing]:
    """Papers that only a person can write and that have not come."""
    return [
        Missing(entry.name, f"{entry.paper}的文件（文件名里写明“{entry.paper}”和日期）", entry)
        for entry in asked_papers(activity)
        if not entry.optional and not papers_under(entry, activity)
    ]


def _unsent(activity: Activity) -> list[Missing]:
    """Forms that the packet's mapping expects and that have not come, though no document waits for them."""
    year = activity.day.year
    return [
        Missing(source.form, f"{year}{source.form}" if source.form.startswith("年") else f"{year}年{source.form}")
        for name, source in activity.packet.sources.items()
        if source.expected and name not in activity.sources
    ]


def folder_of(activity: Activity) -> str:
    """The packet's folder below the branch's, safe on every system."""
    names: Context = {
        "活动日期": activity.day.isoformat(),
        "活动主题": activity.theme,
        "活动类型": "、".join(activity.kinds),
        "年度": activity.day.year,
        "期间": str(activity.period) if activity.period else "",
    }
    return safe_name(_filled(activity.packet.folder, names))


def _wants(document: DocumentMapping, material: Material) -> str:
    """The forms that are still to come, in words; empty when all needs are met."""
    lacking = []
    for need in document.needs:
        choices = need.split("|")
        if not any(_is_there(choice, material) for choice in choices):
            lacking.append("或".join(material.packet.sources[choice].form for choice in choices))
    return "、".join(lacking)


def _is_there(source: str, material: Material) -> bool:
    if material.packet.sources[source].join is Join.PLAN and material.activity.plan_row is None:
        return False
    return source in material.sources or source in material.several


def _nothing_to_print(document: DocumentMapping, material: Material, context: Context) -> str:
    """The table or field that the document is about and that its form left empty, in words."""
    form = material.packet.sources[document.sources()[0]].form if document.sources() else ""
    if document.rows and not context.get(document.rows):
        return f"{form}中的“{document.rows}”还没有填"
    if document.field and context.get(document.field, BLANK) is BLANK:
        return f"{form}中的“{document.field}”还没有填"
    return ""


def named(document: DocumentMapping, context: Context) -> str:
    """The file's name; a date in it is written so that names sort by time."""
    if not {"{", "}"} & set(document.name):
        return safe_name(document.name)
    names = {name: getattr(value, "isoformat", lambda value=value: printed(value))() for name, value in _plain(context)}
    return safe_name(_filled(document.name, names))


def _filled(pattern: str, names: Mapping[str, object]) -> str:
    """Raises MappingError for a name that the documents do not have."""
    try:
        return pattern.format_map(names)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise MappingError(
            f"材料包映射中的名称“{pattern}”不能用：{error.args[0] if error.args else ''}",
            f"大括号里可以写：{'、'.join(sorted(names))}",
        ) from error


def _plain(context: Context) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in context.items() if not isinstance(value, (list, dict, Picture)))


def records_of(draft: Draft) -> list[Held]:
    """Each record that may have entered the document, once."""
    several = (held for records in draft.material.several.values() for held in records)
    return list({held.id: held for held in (*draft.material.sources.values(), *several)}.values())
