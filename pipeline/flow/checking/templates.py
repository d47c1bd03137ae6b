"""Each template against the documents that use it: what does not fit, what it prints, and which way it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.files.faults import in_words
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.packet.fit.shape import is_known, shape_of
from pipeline.render.compile import compile_template
from pipeline.render.fault import TemplateFault
from pipeline.render.scan import Names, faults_of, names_used

_LOCK_FILE: Final = "~$"
"""What Word lays beside a document that is open."""


@dataclass(frozen=True, slots=True)
class Use:
    """A document that is made with a template, and the names that it has for it; None where these are not known."""

    packet: str
    document: str
    shape: Names | None


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """`reasons` why docxtpl must make its documents, empty for the fast way, None where they cannot be made.

    `detours` is what makes a single document of a fast template docxtpl's.
    """

    name: str
    content: bytes
    faults: tuple[TemplateFault, ...]
    used: frozenset[str]
    reasons: tuple[str, ...] | None
    detours: tuple[str, ...] = ()


def uses_of(packets: Iterable[PacketMapping], forms: Mapping[str, FormMapping]) -> dict[str, list[Use]]:
    """By template, in the mappings' order."""
    uses: dict[str, list[Use]] = {}
    for packet in packets:
        for document in packet.documents:
            shape = shape_of(document, packet, forms) if is_known(document, packet, forms) else None
            uses.setdefault(document.template, []).append(Use(packet.packet, document.name, shape))
    return uses


def templates_in(folder: Path) -> list[str]:
    """By name, with slashes where they lie in sub-folders."""
    paths = (path for path in folder.rglob("*.docx") if not path.name.startswith(_LOCK_FILE))
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def check_template(folder: Path, name: str, uses: list[Use]) -> TemplateCheck:
    """Of a template that nothing uses, only how it is written."""
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        fault = TemplateFault("", "", -1, "", "", f"读不出来：{in_words(error)}", "请检查文件权限，或从备份中恢复")
        return TemplateCheck(name, b"", (fault,), frozenset(), None)
    if faults := _faults(content, uses):
        return TemplateCheck(name, content, tuple(faults), names_used(content), None)
    try:
        plan = compile_template(content)
    except Exception as error:  # Whatever a template makes docxtpl, lxml and Jinja raise; people edit templates.
        what = f"生成不了材料（{type(error).__name__}：{error}）"
        fault = TemplateFault("", "", -1, "", "", what, "请用 Word 打开它，另存为 .docx 后再试")
        return TemplateCheck(name, content, (fault,), names_used(content), None)
    return TemplateCheck(name, content, (), names_used(content), plan.reasons, plan.detours)


def _faults(content: bytes, uses: list[Use]) -> list[TemplateFault]:
    """Of every document that uses it; a fault that only some of them have says which."""
    documents = uses or [Use("", "", None)]
    found: dict[tuple[str, ...], tuple[TemplateFault, list[Use]]] = {}
    for use in documents:
        for fault in faults_of(content, use.shape):
            same = (fault.part, fault.place, fault.tag, fault.field, fault.message)
            found.setdefault(same, (fault, []))[1].append(use)
    return [fault if len(having) >= len(documents) else _of(fault, having) for fault, having in found.values()]


def _of(fault: TemplateFault, uses: list[Use]) -> TemplateFault:
    names = "、".join(dict.fromkeys(f"{use.packet}的“{use.document}”" for use in uses))
    return replace(fault, message=f"{fault.message}（用在{names}时）")
