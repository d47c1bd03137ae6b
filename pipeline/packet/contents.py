"""00 材料目录: what the packet holds, what is missing and what would bring it, what to look at again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import DocumentMapping
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.compute.every import computed
from pipeline.packet.context import Context, material_for, names_of
from pipeline.packet.drafts import Draft, Drafts, Missing, named

LISTS: Final = {
    "材料": ("序号", "编号", "名称", "状态", "来源", "说明"),
    "缺少": ("序号", "名称", "需要"),
    "核对": ("序号", "位置", "内容"),
    "原始表单": ("序号", "文件名", "表单"),
}
"""The tables that a contents list has beyond what any document has, with their columns."""


def is_contents(document: DocumentMapping) -> bool:
    return document.contents


def contents_draft(
    document: DocumentMapping,
    activity: Activity,
    forms: Mapping[str, FormMapping],
    drafts: Drafts,
    checks: list[Problem],
) -> Draft:
    """The contents list as a document like any other; its rows are what the other drafts came to."""
    material = material_for(document, activity, forms, ())
    context = computed(material, names_of(material, document), document)
    context |= _lists(activity, drafts, checks)
    return Draft(named(document, context), document, material, context)


def _lists(activity: Activity, drafts: Drafts, checks: list[Problem]) -> Context:
    everything: list[Draft | Missing] = [*drafts.made, *drafts.missing]
    lines = [
        _line(document, item)
        for document in activity.packet.documents
        if not is_contents(document)
        for item in everything
        if item.document is document
    ]
    rows = [{"序号": index, **line} for index, line in enumerate(lines, 1)]
    return {
        "材料": rows,
        "缺少": [
            {"序号": index, "名称": missing.name, "需要": missing.wants}
            for index, missing in enumerate(drafts.missing, 1)
        ],
        "核对": [
            {
                "序号": index,
                "位置": check.places,
                "内容": f"{check.message}。{check.hint}".rstrip("。") + "。",
            }
            for index, check in enumerate(checks, 1)
        ],
        "原始表单": [
            {"序号": index, "文件名": name, "表单": form} for index, (name, form) in enumerate(_originals(activity), 1)
        ],
    }


def _line(document: DocumentMapping, item: Draft | Missing) -> Context:
    """A document of the packet; its number stands before its name where the mapping wrote one."""
    number, _, name = item.name.partition(" ") if document.name[:1].isdigit() else ("", "", item.name)
    return {
        "编号": number,
        "名称": name,
        "状态": "已形成" if isinstance(item, Draft) else "缺",
        "来源": _sources(item) if isinstance(item, Draft) else "",
        "说明": "" if isinstance(item, Draft) else f"待报送：{item.wants}",
    }


def _sources(draft: Draft) -> str:
    """The files that were asked for by name, not what merely fills in."""
    wanted = {part for need in draft.document.needs for part in need.split("|")}
    held = [draft.material.sources[name] for name in draft.material.sources if name in wanted]
    return "、".join(dict.fromkeys(record.file for record in held))


def _originals(activity: Activity) -> list[tuple[str, str]]:
    pairs = []
    for name, source in activity.packet.sources.items():
        if source.keep_original and name in activity.sources:
            pairs.append((activity.sources[name].file, source.form))
    return pairs
