"""00 材料目录: what the packet holds, what is missing and what would bring it, what to look at again."""

from __future__ import annotations

from typing import Final

from pipeline.mapping.packet import DocumentMapping, PaperMapping
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.context import Context
from pipeline.packet.drafts import Draft, Drafts
from pipeline.packet.evidence.filled import has_been_filled
from pipeline.packet.lacking import Missing
from pipeline.packet.papers.laid import asked_papers, papers_under
from pipeline.packet.papers.paper import Paper

LISTS: Final = {
    "材料": ("序号", "编号", "名称", "状态", "来源", "说明"),
    "缺少": ("序号", "名称", "需要"),
    "核对": ("序号", "位置", "内容"),
    "原始表单": ("序号", "文件名", "表单"),
}
"""The tables that a contents list has beyond what any document has, with their columns."""


_NAMED: Final = 3
"""Of what would fill an empty page."""
_MADE: Final = "已形成"
_FILES_NAMED: Final = 4
"""Of a document put together from many."""


def with_contents(drafts: Drafts, activity: Activity, checks: list[Problem]) -> list[Draft]:
    """Every document that can be made: the contents lists first, with their rows, which are what the others came to."""
    rows = _lists(activity, drafts, checks)
    lists = [draft._replace(context={**draft.context, **rows}) for draft in drafts.made if draft.document.contents]
    return [*lists, *(draft for draft in drafts.made if not draft.document.contents)]


def _lists(activity: Activity, drafts: Drafts, checks: list[Problem]) -> Context:
    everything: list[Draft | Missing] = [*drafts.made, *drafts.missing]
    lines = [
        _line(document, item)
        for document in activity.packet.documents
        if not document.contents
        for item in everything
        if item.document is document
    ]
    lines += [
        line
        for entry in asked_papers(activity)
        if (line := _paper_line(entry, papers_under(entry, activity), drafts.missing))
    ]
    rows = [{"序号": index, **line} for index, line in enumerate(sorted(lines, key=_number), 1)]
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
    number, name = _parted(item.name) if document.name[:1].isdigit() else ("", item.name)
    state, source, remark = "缺", "", ""
    if isinstance(item, Missing):
        remark = f"待报送：{item.wants}"
    elif has_been_filled(document, item.context):
        state, source = _MADE, _sources(item)
    else:
        state, source, remark = "没有内容", _sources(item), f"表里没有填：{_unfilled(document)}"
    return {"编号": number, "名称": name, "状态": state, "来源": source, "说明": remark}


def _unfilled(document: DocumentMapping) -> str:
    """Those of which one would do."""
    return "或".join(name.rpartition(".")[2] for name in document.filled[:_NAMED])


def _paper_line(entry: PaperMapping, papers: list[Paper], missing: list[Missing]) -> Context | None:
    """The papers of one kind; none where none has come and none is missed."""
    number, name = _parted(entry.name)
    if papers:
        files, notes = [paper.file for paper in papers], dict.fromkeys(paper.note for paper in papers if paper.note)
        state, source, remark = _MADE, _listed(files), "；".join(notes)
    else:
        wants = next((item.wants for item in missing if item.document is entry), "")
        state, source, remark = "缺", "", f"待报送：{wants}"
        if not wants:
            return None
    return {"编号": number, "名称": name, "状态": state, "来源": source, "说明": remark}


def _parted(name: str) -> tuple[str, str]:
    """The number that it is sorted by, and what stands behind it."""
    number, _, rest = name.partition(" ") if name[:1].isdigit() else ("", "", name)
    return number, rest


def _number(line: Context) -> str:
    return str(line["编号"])


def _sources(draft: Draft) -> str:
    """The files that were asked for by name, not what merely fills in."""
    wanted = {part for need in draft.document.needs for part in need.split("|")}
    held = [record for name, record in draft.material.sources.items() if name in wanted]
    held += [record for name, records in draft.material.several.items() if name in wanted for record in records]
    return _listed(list(dict.fromkeys(record.file for record in held)))


def _listed(files: list[str]) -> str:
    return "、".join(files[:_FILES_NAMED]) + (f"等 {len(files)} 个文件" if len(files) > _FILES_NAMED else "")


def _originals(activity: Activity) -> list[tuple[str, str]]:
    pairs = []
    for name, source in activity.packet.sources.items():
        if source.keep_original and name in activity.sources:
            pairs.append((activity.sources[name].file, source.form))
    pairs += [(held.file, held.form) for held in activity.at_home]
    return list(dict.fromkeys(pairs))
