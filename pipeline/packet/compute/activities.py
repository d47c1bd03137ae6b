"""活动台账: every activity of the period that took place, with its counts, and what its packet still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import DocumentMapping
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material, given_by, names_of
from pipeline.packet.evidence.facts import took_place
from pipeline.packet.evidence.filled import has_been_filled
from pipeline.packet.lacking import awaited_forms, not_sent

_COMPLETE: Final = "齐全"
_COLUMNS: Final = (
    *("序号", "活动日期", "活动类型", "活动主题", "活动地点", "主持人"),
    *("应到人数", "实到人数", "请假人数", "缺席人数", "材料"),
)


def activities(material: Material, context: Context) -> Context:
    held = [activity for activity in material.activity.within if took_place(activity)]
    rows = [
        {"序号": number, **row_of(activity), "材料": _state(activity, material)}
        for number, activity in enumerate(held, 1)
    ]
    return {"活动台账": rows, "活动次数": len(rows)}


def row_of(activity: Activity) -> Context:
    subject, sheet, tally = activity.sources.get(activity.packet.subject), activity.sign_in, activity.attended
    return {
        "活动日期": activity.day,
        "活动类型": "、".join(activity.kinds),
        "活动主题": activity.theme or BLANK,
        "活动地点": _told("活动地点", subject, sheet),
        "主持人": _told("主持人", subject, sheet),
        "应到人数": tally.expected if tally else _told("应到人数", subject),
        "实到人数": len(tally.present) if tally else _told("实到人数", subject),
        "请假人数": len(tally.excused) if tally else BLANK,
        "缺席人数": len(tally.absent) if tally else BLANK,
    }


def _told(field: str, *forms: Held | None) -> Any:
    """By the first of the forms that says it."""
    return next((value for held in forms if held and (value := held.record.value(field)) is not BLANK), BLANK)


def _state(activity: Activity, material: Material) -> str:
    """What it lacks, each once: not 甲或乙 beside 甲."""
    documents = [each for each in activity.packet.documents if not each.optional and each.serves(activity.kinds)]
    own = Material(activity, material.forms, material.measure, activity.sources, activity.several, material.photos)
    lacking = dict.fromkeys(lack for document in documents for lack in _lacking(document, activity, own))
    lacking |= dict.fromkeys(missing.name for missing in not_sent(activity))
    once = [lack for lack in lacking if not {*lack.split("或")} & ({*lacking} - {lack})]
    return f"缺：{'、'.join(once)}" if once else _COMPLETE


def _lacking(document: DocumentMapping, activity: Activity, material: Material) -> Iterator[str]:
    """Forms that it waits for; of a form that has come, what the document is about and that is empty."""
    if awaited := awaited_forms(document, activity):
        yield from (form for form in awaited if form not in activity.elsewhere)
        return
    held = _about(document, activity) if document.rows or document.field else None
    if held and document.rows in activity.forms[held.form].tables and not held.record.rows(document.rows):
        yield document.rows
    if held and document.field and held.record.value(document.field) is BLANK:
        yield document.field
    elif document.filled and not has_been_filled(document, _told_of(document, material)):
        yield f"{document.title}的内容"


def _about(document: DocumentMapping, activity: Activity) -> Held | None:
    """The form that has its table or field."""
    return next((activity.sources[name] for name in document.sources() if name in activity.sources), None)


def _told_of(document: DocumentMapping, material: Material) -> Context:
    """Of all that it sees what it is about."""
    about = {name.partition(".")[0] for name in document.filled}
    return names_of(document, lambda source: given_by(material, source, about))


ACTIVITIES: Final = Computed(activities, names=("活动次数",), tables={"活动台账": dict.fromkeys(_COLUMNS)})
