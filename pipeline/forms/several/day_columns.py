"""A sign-in sheet with a column of marks for each day: what it would be as a sheet of each of its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.forms.fields.found import FoundField
from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.lexicon import lexicon
from pipeline.forms.report import Reading, Report
from pipeline.forms.several.day_heads import day_heads, is_day_of_month, is_over, is_under, tell_not_merged
from pipeline.forms.values import titles
from pipeline.forms.values.reading import Raw
from pipeline.forms.values.text import is_blank
from pipeline.forms.words import words
from pipeline.mapping.form import FormMapping, Table
from pipeline.mapping.vocabulary import Role
from pipeline.model.together import areas

_SHOWN: Final = 3
_COUNTED: Final = (Role.PRESENT, Role.EXCUSED, Role.ABSENT)
"""What is counted of one day: above several days, nobody knows of which."""
_LACKS: Final[Mapping[str, tuple[str, str]]] = {
    "date-year-missing": ("没有写年份", "请在标题里写明年份，例如 2026年签到表"),
    "date-out-of-range": ("写错了年份", "请改正年份"),
    "date-unreadable": ("没有写是哪年哪月", "请在标题里写明年份和月份，例如 2026年3月签到表"),
}
"""What the heads of all days may lack, by the code that is told of each, and what to do."""
_HINT: Final = (
    "请一天填一张（可以放在同一个文件里，一天一张工作表），表头写“{day}：”和那一天，标记写在“{mark}”一列；"
    "或者每天只有一列，表头写日期，不要另外再有“{mark}”一列"
)


@dataclass(frozen=True, slots=True)
class OneDay:
    """What the head of a column tells of its day; `untold` are fields that cannot be told of one of several days."""

    name: str
    head: FoundField
    untold: Sequence[str]

    def among(self, found: Mapping[str, FoundField], report: Report) -> dict[str, FoundField]:
        """The day with what stands beside labels, but for what would have to be of one of the days: that is said."""
        aside = {self.name, *self.untold} & found.keys()
        for name in sorted(aside):
            if not is_blank(found[name].raw):
                message = f"这张表每天一列，“{name}”一栏分不清是哪一天的，没有读取"
                report.warn(found[name].cell, "cell-unread", message, "请核对各天的标记")
        return {name: field for name, field in found.items() if name not in aside} | {self.name: self.head}


@dataclass(frozen=True, slots=True)
class DayColumns:
    """`day` and `mark` are what the mapping calls them on a sheet of one day."""

    day: str
    mark: str
    lines: range
    """The lines of the table, from the head of its anchor on."""
    heads: Sequence[Cell]
    """Those of the days, from left to right."""
    others: Sequence[Cell]
    """Heads of columns between and behind the days: what is said there of a person may be of any of them."""
    untold: Sequence[str]

    def sheets(self, grid: Grid, month: str) -> Iterator[tuple[Grid, OneDay]]:
        """The sheet as it would be for each day on which anybody is marked, and what its head says of the day.

        `month` is that of the sheet, 2026年3月, for heads that are days of a month alone.
        """
        below = range(self.heads[0][0] + 1, self.lines.stop)
        marked = [head for head in self.heads if any(not grid.is_empty((row, head[1])) for row in below)]
        for head in marked or self.heads[:1]:
            raw = grid.raw(head)
            if month and isinstance(raw, str) and is_day_of_month(raw):
                raw = month + raw.strip()
            yield self._alone(grid, head), OneDay(self.day, FoundField(raw, head, head), self.untold)

    def tell_year_once(self, readings: Sequence[Reading]) -> None:
        """What the heads of several days lack is told at the first of them, with the cells of all."""
        heads = {address(head) for head in self.heads}
        for code, (lacks, hint) in _LACKS.items():
            told = (problem for reading in readings for problem in reading.problems)
            found = dict.fromkeys(problem for problem in told if problem.code == code and problem.at.cell in heads)
            if len(found) < 2:
                continue
            first, cells = next(iter(found)), areas(problem.at.cell for problem in found)
            message = f"{self.day}：{cells} 的日期都{lacks}"
            once = replace(first, message=message, hint=f"{hint}；或者把每个日期写全，例如 2026-03-20")
            for reading in readings:
                kept = (once if problem == first else problem for problem in reading.problems)
                reading.problems = [problem for problem in kept if problem not in found]

    def tell_left_out(self, report: Report) -> None:
        for head in self.others:
            below = range(max(head[0], self.heads[0][0]) + 1, self.lines.stop)
            if any(not report.grid.is_empty((row, head[1])) for row in below):
                message = f"这张表每天一列，“{report.grid.text(head).strip()}”一列分不清是哪一天的，没有读取"
                report.warn(head, "column-unread", message, "要归档的，请为那一天单独填一张表")

    def _alone(self, grid: Grid, own: Cell) -> Grid:
        """The sheet without the other days and what stands behind them; the head of the day is that of the marks."""
        first = min(head[1] for head in self.heads)
        rows: list[list[Raw]] = [list(line) for line in grid.rows]
        its = slice(own[1], grid.end(own)[1] + 1)
        for row in self.lines:
            kept = rows[row][its] if row > own[0] else [None] * (its.stop - its.start)
            rows[row][first:] = [None] * (grid.width - first)
            rows[row][its] = kept
        rows[own[0]][own[1]] = self.mark
        heads = range(self.lines.start, own[0] + 1)
        spans = {at: end for at, end in grid.spans.items() if at[0] not in heads or at[1] < first}
        return Grid(grid.sheet, rows, spans, grid.hidden, grid.facts, grid.is_1904)


def day_columns(form: FormMapping, report: Report) -> DayColumns | None:
    """None where no days stand side by side in the header of a table of marks, or what they head was told as wrong."""
    grid, day = report.grid, form.by_role(Role.DATE)
    for name, table in form.tables.items():
        mark = table.by_role(Role.MARK)
        anchor, heads = day_heads(grid, table) if mark and day else (None, [])
        if mark is None or day is None or anchor is None or len(heads) < 2:
            continue
        known = lexicon(form).tables[name].known.keys()
        if tell_not_merged(anchor, heads, known, report):
            return None
        lines = range(anchor[0], _last(grid, anchor, heads) + 1)
        last = max(heads[0][0], grid.end(anchor)[0])
        header = [
            cell
            for row in range(anchor[0], last + 1)
            for cell in grid.filled_in(row)
            if not (is_over(grid, cell, heads) or is_under(grid, cell, heads))
        ]
        others = [cell for cell in header if cell not in heads and cell[1] > heads[0][1]]
        untold = [field for role in _COUNTED if (field := form.by_role(role))]
        found = DayColumns(day, mark, lines, heads, others, untold)
        if not _tell_unclear(found, table, header, report):
            return found
    return None


def _tell_unclear(found: DayColumns, table: Table, header: Sequence[Cell], report: Report) -> bool:
    """A day that comes twice, or marks that are of none of the days."""
    grid = report.grid
    told = [grid.text(head).strip() for head in found.heads]
    of_marks = words((found.mark, *table.columns[found.mark].headers))
    beside = [cell for cell in header if grid.word(cell) in of_marks]
    if len({*told}) == len(told) and not beside:
        return False
    shown = "、".join(told[:_SHOWN]) + ("…" if len(told) > _SHOWN else "")
    why = f"又另有“{grid.text(beside[0]).strip()}”一列" if beside else "有的日期不止一列"
    hint = _HINT.format(day=found.day, mark=found.mark)
    report.stop(found.heads[0], "days-side-by-side", f"这张表一个日期一列（{shown}），{why}", hint)
    return True


def _last(grid: Grid, anchor: Cell, heads: Sequence[Cell]) -> int:
    """The last line in which somebody is named and marked."""
    lines = range(heads[0][0] + 1, grid.height)
    entries = (
        row
        for row in lines
        if not grid.is_empty((row, anchor[1])) and any(not grid.is_empty((row, head[1])) for head in heads)
    )
    return max(entries, default=heads[0][0])


def month_told(headings: Sequence[str]) -> str:
    """2026年3月, where the title or the sheet's name tells the month; else empty."""
    month = next((found for told in headings if (found := titles.find_month(told)) is not None), None)
    return f"{month.year}年{month.month}月" if month else ""
