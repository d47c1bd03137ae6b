"""Why a document is made again: what of all that its activity is made of has changed, and enters this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.mapping.packet import Computation, DocumentMapping
from pipeline.packet.activity import Activity
from pipeline.packet.reasons.making import Difference, Part
from pipeline.packet.report import PHOTO

NEW: Final = "new"
GONE: Final = "gone"
UNKNOWN: Final = "unknown"
CHANGED: Final = "changed"
LAPSED: Final = "lapsed"

_LAPSES: Final = {Part.PROGRAM, Part.MAPPING, Part.RECORD, Part.PHOTO, Part.PAPER, Part.ACTIVITY}
"""What a document is there or not there for."""
_CALLED: Final = {
    "核对": "核对的项目或 dangan.toml 的 [checks]",
    "党费减免": "党费减免的决定",
    "dangan.toml": "dangan.toml 里选定的规则",
}
"""What is among the rules and no file of rules."""

Places = Callable[[Difference], str]
"""Of a record that was sent again: what of it is another, in words."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is stable: one of `Part`, or of NEW, GONE, CHANGED, UNKNOWN and LAPSED. `text` is for people."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text


def is_new() -> Reason:
    return Reason(NEW, "新的材料")


def is_gone() -> Reason:
    return Reason(GONE, "文件不见了")


def has_changed() -> Reason:
    """Of a file that lies in the packet as it came."""
    return Reason(CHANGED, "原件换了新的")


def has_lapsed() -> Reason:
    return Reason(LAPSED, "不再有这份材料")


def activity_has_lapsed() -> Reason:
    return Reason(LAPSED, "它的表单作废了，或活动改了，不再有这份材料")


def not_known() -> Reason:
    return Reason(UNKNOWN, "没有记下上次是用什么做的")


@lru_cache(maxsize=16)
def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Most documents of a run have the same ones."""
    return json.dumps([[reason.code, reason.text] for reason in reasons], ensure_ascii=False)


def reasons_from(text: str) -> tuple[Reason, ...]:
    return tuple(Reason(code, told) for code, told in json.loads(text))


def reasons_of(
    document: DocumentMapping, activity: Activity, found: Sequence[Difference], places: Places
) -> tuple[Reason, ...]:
    """Those differences that the document draws on; all of them where it seems to draw on none."""
    own = [each for each in found if _enters(each, document, activity)]
    return tuple(_reason(each, places) for each in own or found)


def reasons_of_lapse(activity: Activity, found: Sequence[Difference], places: Places) -> tuple[Reason, ...]:
    """Why an activity has a document no more; templates and rules make documents other ones, but do away with none."""
    own = [each for each in found if each.part in _LAPSES and not has_come(each) and _is_of(activity, each)]
    return (has_lapsed(), *(_reason(each, places) for each in own or found))


def _is_of(activity: Activity, found: Difference) -> bool:
    """A form's mapping changes none of its records: those were read before."""
    return found.part is not Part.MAPPING or found.name == activity.packet.packet


def has_come(found: Difference) -> bool:
    """Something that was not there before: it may be what makes a document possible."""
    return not found.before and bool(found.now)


def _enters(found: Difference, document: DocumentMapping, activity: Activity) -> bool:
    """A list of contents tells of everything in the packet, but it has one template."""
    if found.part is Part.TEMPLATE:
        return found.name == document.template
    if document.contents:
        return True
    forms = {activity.packet.sources[name].form for name in document.sources()}
    entering = {
        Part.MAPPING: found.name in {activity.packet.packet, *forms},
        Part.RECORD: _form(found) in forms,
        Part.ROSTER: _form(found) in forms,
        Part.PHOTO: PHOTO in document.computes,
        Part.PAPER: Computation.PAPERS in document.computes,
        Part.CHECKS: False,
    }
    return entering.get(found.part, True)


def _reason(found: Difference, places: Places) -> Reason:
    return Reason(found.part.value, " ".join(_words(found, places)))


def _words(found: Difference, places: Places) -> Iterator[str]:
    became = _became(found)
    match found.part:
        case Part.PROGRAM:
            yield f"程序版本 {_version(found.before)} → {_version(found.now)}"
        case Part.TEMPLATE:
            yield f"模板 {found.name} {became}"
        case Part.MAPPING:
            yield f"映射 {found.name} {became}"
        case Part.RULES:
            yield f"{_CALLED.get(found.name, f'规则 {found.name}')} {became}"
        case Part.RECORD if found.before and found.now:
            yield _form(found)
            yield places(found)
        case Part.RECORD:
            yield _form(found)
            yield f"{'新报' if found.now else '撤回或改到别处'}：{_file(found)}"
        case Part.ROSTER:
            yield f"{_form(found)} {became}"
        case Part.PHOTO:
            yield f"照片 {found.name} {became if found.before else '收到了'}"
        case Part.PAPER:
            yield f"文件 {found.name.rpartition('/')[2]} {became}"
        case Part.ACTIVITY:
            yield f"{found.name} {found.before} → {found.now}"
        case Part.CHECKS:
            yield "与别的表对照的结果变了"


def _became(found: Difference) -> str:
    if found.before is None:
        return "新加"
    return "改了" if found.now else "没有了"


def _form(found: Difference) -> str:
    return found.name.partition("|")[0]


def _file(found: Difference) -> str:
    """Of a record that has come or gone."""
    return str((found.now or found.before)[1])


def _version(program: object) -> str:
    return str(program).rpartition(" ")[2]
