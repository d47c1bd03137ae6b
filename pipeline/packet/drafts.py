"""Which documents of an activity can be made, from what, and which are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.errors import MappingError
from pipeline.files.names import distinct, safe_name
from pipeline.ledger.entries import Held, Photo
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import DocumentMapping
from pipeline.model.picture import Picture
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.packet.context import Context, Material
from pipeline.packet.lacking import Missing, awaited_forms, in_words, not_sent
from pipeline.packet.views import Views
from pipeline.render.printing import printed


class Draft(NamedTuple):
    """A document that can be made: its name without ending, what it draws on, and what its template sees."""

    name: str
    document: DocumentMapping
    material: Material
    context: Context


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
            awaited = in_words(awaited_forms(document, activity, subject), activity)
            if wants := awaited or _nothing_to_print(document, material, context):
                if not document.optional:
                    missing.append(Missing(name, wants, document))
                continue
            made.append(Draft(distinct(name, names), document, material, context))
    return Drafts(made, [*missing, *not_sent(activity)])


def _subjects(document: DocumentMapping, activity: Activity) -> tuple[Held | None, ...]:
    """The records of which the document is made for each; None where it is made once."""
    of_each = activity.period and activity.packet.subject in document.sources() and not document.contents
    return activity.each if of_each else (None,)


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
    if (fixed := _fixed_name(document.name)) is not None:
        return fixed
    names = {name: getattr(value, "isoformat", lambda value=value: printed(value))() for name, value in _plain(context)}
    return safe_name(_filled(document.name, names))


@lru_cache(maxsize=512)
def _fixed_name(name: str) -> str | None:
    """Of a mapping's document whose name has no field; there are not many more."""
    return None if {"{", "}"} & set(name) else safe_name(name)


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
