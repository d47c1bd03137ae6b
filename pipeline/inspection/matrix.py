"""The columns of the matrix: one for each requirement, in it a slot for each period that it has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.inspection.inspection import Cell, Inspection

_MONTHS: Final = tuple(f"{month}月" for month in range(1, 13))
_SIGN: Final = re.compile(r"(?:\d{4}(?=年$))?(?:\d{4}年)?[全第]?(\d+(?=[—月])|[一二三四上下年])")


@dataclass(frozen=True, slots=True)
class Column:
    """`labels` are its slots by time. What is asked of each activity stands in the activity's month."""

    rule: str
    labels: tuple[str, ...]
    by_month: bool

    def slot(self, cell: Cell) -> int:
        """Counted from 0."""
        return cell.first.month - 1 if self.by_month else self.labels.index(cell.label)

    @property
    def signs(self) -> tuple[str, ...]:
        """Of each label what fits into a slot: of 3月 3, of 2026年第一季度 一, of 上半年 上, of 2027年 and 全年 年."""
        found = (_SIGN.match(label) for label in self.labels)
        return tuple(sign[1] if sign else "·" for sign in found)


def columns_of(inspection: Inspection) -> tuple[Column, ...]:
    """In the order of the first branch's rules, then of those that only others have."""
    cells: dict[str, list[Cell]] = {}
    for branch in inspection.branches:
        for cell in branch.cells:
            cells.setdefault(cell.rule, []).append(cell)
    return tuple(_column(rule, held) for rule, held in cells.items())


def _column(rule: str, cells: Iterable[Cell]) -> Column:
    if any(cell.is_event for cell in cells):
        return Column(rule, _MONTHS, True)
    first: dict[str, dt.date] = {}
    for cell in cells:
        first[cell.label] = min(first.get(cell.label, cell.first), cell.first)
    return Column(rule, tuple(sorted(first, key=lambda label: (first[label], label))), False)
