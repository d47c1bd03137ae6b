"""A sign-in sheet with a column of marks for each day: told once, for no mark of it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.report import Report
from pipeline.forms.values.dates import read_date
from pipeline.forms.values.reading import Misread
from pipeline.forms.words import words
from pipeline.mapping.form import FormMapping, Table
from pipeline.mapping.vocabulary import Role

_SOME_YEAR: Final = 2000
_SHOWN: Final = 3
_HINT: Final = (
    "请一天填一张（可以放在同一个文件里，一天一张工作表），表头写“{day}：”和那一天，标记写在“{mark}”一列；"
    "或者一人一天一行，加上“{day}”一列"
)


def tell_day_columns(form: FormMapping, report: Report) -> bool:
    """Whether days stand side by side in the header of a table of marks; then that is said."""
    day = form.by_role(Role.DATE)
    for table in form.tables.values():
        mark = table.by_role(Role.MARK)
        heads = _days(report.grid, table) if mark and day else []
        if len(heads) > 1:
            told = "、".join(report.grid.text(head).strip() for head in heads[:_SHOWN])
            message = f"这张表一个日期一列（{told}{'…' if len(heads) > _SHOWN else ''}），一列“{mark}”只登记一次活动"
            report.stop(heads[0], "days-side-by-side", message, _HINT.format(day=day, mark=mark))
            return True
    return False


def _days(grid: Grid, table: Table) -> list[Cell]:
    for anchor in words((table.anchor, *table.columns[table.anchor].headers)):
        for head in grid.places().get(anchor, ()):
            if days := [
                cell for line in _header_lines(grid, head) for cell in grid.filled_in(line) if _is_day(grid, cell)
            ]:
                return days
    return []


def _header_lines(grid: Grid, head: Cell) -> Iterator[int]:
    """Those of the head, and the one below it where nobody is named in it."""
    last = grid.end(head)[0]
    below = (last + 1, head[1])
    yield from range(head[0], min(last + 1 + (below[0] < grid.height and grid.is_empty(below)), grid.height))


def _is_day(grid: Grid, cell: Cell) -> bool:
    return not isinstance(read_date(grid.raw(cell), _SOME_YEAR), Misread)
