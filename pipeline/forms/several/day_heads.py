"""Heads of columns that are days: 3月5日 | 3月12日 side by side in the header of a table of marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.report import Report
from pipeline.forms.values.dates import read_date
from pipeline.forms.values.marks import read_mark
from pipeline.forms.values.reading import Misread
from pipeline.forms.words import words
from pipeline.mapping.form import Table
from pipeline.model.values import Attendance

_SOME_YEAR: Final = 2000
_DAY_OF_MONTH: Final = re.compile(r"\s*(\d{1,2})\s*[日号]\s*")
_WRONG_DAYS: Final = frozenset({"date-out-of-range", "date-impossible"})
_SHOWN: Final = 4
_SEVERAL: Final = 2
_MERGE: Final = (
    "请把每个日期和它右边的空格合并，盖住它下面的各列（例如选中 {area}，点“合并后居中”）；"
    "或者每个日期只留一列，表头写日期，下面直接填标记"
)


def day_heads(grid: Grid, table: Table) -> tuple[Cell | None, list[Cell]]:
    """The head of the table's anchor, and the days in its lines, or in the line below where nobody is named."""
    for anchor in words((table.anchor, *table.columns[table.anchor].headers)):
        for head in grid.places().get(anchor, ()):
            for line in _header_lines(grid, head):
                if days := [cell for cell in grid.filled_in(line) if cell[1] > head[1] and _is_day(grid, cell)]:
                    return head, days
    return None, []


def is_day_of_month(text: str) -> bool:
    """5日, of which something else tells the month."""
    return _DAY_OF_MONTH.fullmatch(text) is not None


def is_over(grid: Grid, cell: Cell, days: Sequence[Cell]) -> bool:
    """A head that stands over the days, merged or not: 签到 over 3月5日 | 3月12日."""
    last = grid.end(cell)[1]
    return cell[0] < days[0][0] and any(cell[1] <= day[1] <= last for day in days)


def is_under(grid: Grid, cell: Cell, days: Sequence[Cell]) -> bool:
    """A head below that of a day which is merged over it: 3月5日 over 签到 | 请假事由."""
    return any(cell[0] > day[0] and day[1] <= cell[1] <= grid.end(day)[1] for day in days)


def tell_not_merged(anchor: Cell, days: Sequence[Cell], known: Collection[str], report: Report) -> bool:
    """Whether heads stand in the line below the days that are under none of them; then that is said.

    What stands once behind the last day is a remark, not a part of that day. `known` are the table's own heads.
    """
    grid, (line, start) = report.grid, days[0]
    if line + 1 >= grid.height or not _is_unnamed(grid, (line + 1, anchor[1])):
        return False
    below = [cell for cell in grid.filled_in(line + 1) if start <= cell[1]]
    told = Counter(map(grid.word, below))
    loose = [
        cell
        for cell in below
        if grid.is_empty(grid.head((line, cell[1]))) and (cell[1] < days[-1][1] or told[grid.word(cell)] > 1)
    ]
    are_heads = any(head in known for head in told) and not any(_is_mark(head) for head in told if head not in known)
    if not loose or len(told) < _SEVERAL or not are_heads:
        return False
    day = max(day for day in days if day[1] < loose[0][1])
    end = min((other[1] for other in days if other > day), default=grid.width)
    last = max(cell[1] for cell in loose if cell[1] < end)
    under = "、".join([*told][:_SHOWN])
    message = f"“{grid.text(day).strip()}”没有合并在它下面的几列（{under}）上，分不清哪几列是哪一天的"
    report.stop(day, "days-not-merged", message, _MERGE.format(area=f"{address(day)}:{address((line, last))}"))
    return True


def _header_lines(grid: Grid, head: Cell) -> Iterator[int]:
    last = grid.end(head)[0]
    yield from range(head[0], min(last + 1 + _is_unnamed(grid, (last + 1, head[1])), grid.height))


def _is_unnamed(grid: Grid, cell: Cell) -> bool:
    """A cell below the head of the anchor that names nobody: one merged into the head too."""
    return cell[0] < grid.height and grid.is_empty(cell)


def _is_mark(text: str) -> bool:
    return isinstance(read_mark(text), Attendance)


def _is_day(grid: Grid, cell: Cell) -> bool:
    """One with a wrong year, or that no calendar has, is a day too; numbers are none."""
    raw = grid.raw(cell)
    if isinstance(raw, str) and (day := _DAY_OF_MONTH.fullmatch(raw)):
        return 1 <= int(day[1]) <= 31
    read = read_date(raw, _SOME_YEAR)
    return not isinstance(read, Misread) or (read.code in _WRONG_DAYS and not isinstance(raw, float))
