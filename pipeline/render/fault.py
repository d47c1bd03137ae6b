"""What is wrong in a template, and where: as the person sees it who opens it in Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.errors import TemplateError

_SHOWN: Final = 5
"""So many faults are told in one message."""


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One fault. Paragraphs, tables, rows and cells in `place` count from 1, as they stand in the template.

    `part` is 正文, 页眉, 页脚, 脚注, 尾注 or 文档属性, with a number where there are several. `paragraph` is the index
    of the w:p within its part, from 0, in document order; -1 where there is none. `tag` is as its author wrote it.
    `field` is the name that does not exist or cannot be printed, as the tag calls it. `path` is where its value
    stands in the context, rows counted from 1 (党费[3].姓名); empty for a fault that no value made.
    """

    part: str
    place: str
    paragraph: int
    tag: str
    field: str
    message: str
    hint: str
    path: str = ""

    def __str__(self) -> str:
        where = " ".join(part for part in (self.part, self.place, f"“{self.tag}”" if self.tag else "") if part)
        return f"{where}：{self.message}" if where else self.message


class FaultyTemplate(TemplateError):
    """A template that cannot be rendered, with every fault that was found; none where the cause has no place."""

    def __init__(self, message: str, hint: str = "", faults: Sequence[TemplateFault] = ()) -> None:
        super().__init__(message, hint)
        self.faults = tuple(faults)


def faulty(template: str, faults: Sequence[TemplateFault], cells: Sequence[str] = ()) -> FaultyTemplate:
    """The first few faults in words, with their hints. `cells` says for each which cell it came from."""
    told = [f"{fault}{cell}" for fault, cell in zip(faults, cells or [""] * len(faults), strict=True)][:_SHOWN]
    rest = f"；另有 {len(faults) - _SHOWN} 处" if len(faults) > _SHOWN else ""
    hints = dict.fromkeys(fault.hint for fault in faults[:_SHOWN] if fault.hint)
    return FaultyTemplate(f"模板 {template} {'；'.join(told)}{rest}", "；".join(hints), faults)
