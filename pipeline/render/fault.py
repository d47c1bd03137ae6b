"""What is wrong in a template, and where: as the person sees it who opens it in Word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.errors import TemplateError

_ROWS_SHOWN: Final = 5
_SHOWN: Final = 20
"""So many tags are told in one message."""
_ROW: Final = re.compile(r"\[(\d+)\]")


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
    """The faults in words, those of one tag together, with their hints. `cells` says which cell each came from."""
    tags: dict[tuple[str, str, str, str], list[tuple[TemplateFault, str]]] = {}
    for fault, cell in zip(faults, cells or [""] * len(faults), strict=True):
        tags.setdefault((fault.part, fault.place, fault.tag, fault.field), []).append((fault, cell))
    told = [_in_words(of_tag) for of_tag in tags.values()][:_SHOWN]
    rest = f"；另有 {len(tags) - _SHOWN} 个标签" if len(tags) > _SHOWN else ""
    hints = dict.fromkeys(of_tag[0][0].hint for of_tag in list(tags.values())[:_SHOWN])
    return FaultyTemplate(f"模板 {template} {'；'.join(told)}{rest}", "；".join(filter(None, hints)), faults)


def _in_words(of_tag: Sequence[tuple[TemplateFault, str]]) -> str:
    """The first in full; of the others, which rows they are, the nearest with their cells."""
    (first, cell), *others = of_tag
    rows = {row[1]: cell for fault, cell in others if (row := _ROW.search(fault.path))}
    told = [f"第{row}行{cell}" for row, cell in rows.items()]
    rest = f"等 {len(told)} 行" if len(told) > _ROWS_SHOWN else ""
    also = f"，{'、'.join(told[:_ROWS_SHOWN])}{rest}也是" if told else ""
    return f"{first}{cell}{also}"


def together(errors: Sequence[TemplateError]) -> TemplateError:
    """What is wrong with several templates, told at once; there is at least one."""
    if len(errors) == 1:
        return errors[0]
    messages, hints = (dict.fromkeys(filter(None, texts)) for texts in zip(*map(_told, errors), strict=True))
    return TemplateError("；".join(messages), "；".join(hints))


def _told(error: TemplateError) -> tuple[str, str]:
    return error.message, error.hint
