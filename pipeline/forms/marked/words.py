"""What is said at a cell and in the list, and how our words in a comment are known again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.forms.grid import Cell, cell_at
from pipeline.forms.marked.places import Area, area_of
from pipeline.model.problem import Problem

MUST: Final = "【档案系统：需更正】"
ASK: Final = "【档案系统：请核对】"
_OURS: Final = re.compile(r"\s*(?:─+\s*)?【档案系统：(?:需更正|请核对)】")
_SIGN: Final = "档案系统：".encode()
_SIGN_IN_ASCII: Final = "档案系统：".encode("ascii", "xmlcharrefreplace")
RULE: Final = "────────────"
_ADDRESS: Final = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell that is wrong, or a merged area, and all that is wrong with it, the gravest first."""

    area: Area
    problems: tuple[Problem, ...]

    @property
    def cell(self) -> Cell:
        """Where the comment belongs."""
        return self.area[0]

    @property
    def stops(self) -> bool:
        return self.problems[0].stops

    @property
    def head(self) -> str:
        return MUST if self.stops else ASK

    @property
    def text(self) -> str:
        """What is wrong, why, what to type; what need not be mended is told apart where there is both."""
        asks = "请核对：" if self.stops else ""
        return "\n".join(line for problem in self.problems for line in _said(problem, "" if problem.stops else asks))


def marks_of(problems: Iterable[Problem], merged: Sequence[Area]) -> list[Mark]:
    """The marks of one sheet, by row and column; problems of the sheet as a whole have none."""
    areas: dict[Area, list[Problem]] = {}
    for problem in problems:
        if is_address(problem.at.cell):
            areas.setdefault(area_of(cell_at(problem.at.cell), merged), []).append(problem)
    return [Mark(area, tuple(sorted(areas[area], key=lambda each: not each.stops))) for area in sorted(areas)]


def may_hold_marks(part: bytes) -> bool:
    """Cheap, so that what holds none need not be parsed."""
    return _SIGN in part or _SIGN_IN_ASCII in part


def is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None


def _said(problem: Problem, before: str) -> list[str]:
    return [before + message_of(problem), *([f"怎么改：{problem.hint}"] if problem.hint else [])]


def message_of(problem: Problem) -> str:
    """What is wrong, and the other place that it is wrong against."""
    if problem.other is None:
        return problem.message
    place = problem.other if problem.other.file != problem.at.file else replace(problem.other, file="")
    return f"{problem.message}（对照：{place}）"


def own_length(comment: str) -> int:
    """How much of a comment, in characters from its beginning, is the person's own."""
    found = _OURS.search(comment)
    return found.start() if found else len(comment)


def fit(text: str) -> str:
    """As XML can hold it and Excel reads it back: _x0041_ would be read as an A."""
    return _ESCAPE.sub("_x005F_", without_controls(text))


def without_controls(text: str) -> str:
    """Without the characters that no XML can hold."""
    return _UNFIT.sub("", text)


def lines_of(text: str, width: int) -> int:
    """How many lines the text fills in a box of so many half-width characters."""
    return sum(max(1, -(-width_of(line) // width)) for line in text.split("\n"))


def width_of(text: str) -> int:
    """In half-width characters."""
    return sum(1 if ord(letter) < 0x2E80 else 2 for letter in text)
