"""Columns that come again, each under a head of its own (4月: 应交 实交 | 5月: 应交 实交): which are the sheet's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.forms.grid import Cell, Grid, letters
from pipeline.forms.lexicon import lexicon
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.headers import column_of
from pipeline.forms.tables.heads_over import HeadsOver, When, is_of, is_time
from pipeline.forms.values.months import month_of_head
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Value
from pipeline.model.values import Month

_SHOWN: Final = 6
_ONE_EACH: Final = "请每个月单独填一张表（可以放在同一个文件里，一个月一张工作表），写明是哪个月，只留那个月的列"
_ONE_GROUP: Final = "请只留要报的那一组列，把别的删去"
_ONE_ALONE: Final = "请只留要报的一列，把别的删去，或者改正它们的表头"


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a column that reads as `name`; `group` is what stands over it, empty where nothing does."""

    cell: Cell
    name: str
    group: str


def head_groups(form: FormMapping, tables: Mapping[str, FoundTable], grid: Grid) -> list[HeadGroups]:
    """Those of the tables in which a column comes again, or stands under a month or year; nearly all have none."""
    suspects = (table for table in tables.values() if table.height > 1 or table.strangers)
    return [groups for table in suspects if (groups := HeadGroups(form, table, grid)).matter]


def when_of(form: FormMapping, fields: Mapping[str, Value]) -> When:
    """The month, of a day its month, else the year that the fields tell."""
    for role in (Role.MONTH, Role.DATE, Role.YEAR):
        held = fields.get(form.by_role(role) or "")
        if held and isinstance(held.value, dt.date):
            return Month.of(held.value)
        if held and isinstance(held.value, Month | int):
            return held.value
    return None


class HeadGroups:
    """`served` are the heads that are read unless a group says otherwise, `again` those of the same columns."""

    def __init__(self, form: FormMapping, table: FoundTable, grid: Grid) -> None:
        self.table = table
        self._grid = grid
        self._columns = form.tables[table.name].columns
        over = HeadsOver(table, grid)
        self._known = lexicon(form).tables[table.name].known
        named = ((cell, column_of(grid, self._known, cell, table.header)) for cell in table.strangers)
        self._again = [_Head(cell, name, over.over(cell)) for cell, name in named if name]
        if table.height == 1 and not self._again:
            self._served: list[_Head] = []
            return
        served = ((name, over.lowest(column)) for block in table.blocks for name, column in block.items())
        self._served = [_Head(cell, name, over.over(cell)) for name, cell in served]

    @property
    def matter(self) -> bool:
        return bool(self._again) or any(is_time(head.group) for head in self._served)

    @property
    def are_months(self) -> bool:
        return any(month_of_head(head.group) for head in (*self._served, *self._again))

    def settle(self, when: When, report: Report) -> FoundTable:
        """The table with the columns of the sheet's own time; what is left out is told, and so is what is doubtful."""
        heads = [*self._served, *self._again]
        own = list({head.group for head in heads if is_of(head.group, when)})
        if len(own) == 1 and len(self.table.blocks) == 1 and not any(self.table.spread):
            return self._settled(own[0], report)
        doubts = self._alike(self._served, self._again)
        if doubts:
            groups = {head.group for head in doubts} - {""}
            doubts += [head for head in heads if head.group in groups and head not in doubts]
            self._tell_alike(sorted(doubts, key=lambda head: head.cell[1]), report)
        elif not own and isinstance(when, Month):
            doubts = [head for head in self._served if month_of_head(head.group) and self._is_counted(head)]
            self._tell_of_another(doubts, when, report)
        return replace(self.table, doubts=[head.cell for head in doubts])

    def _settled(self, own: str, report: Report) -> FoundTable:
        """What has no column there is read where it stands, unless it is counted, and of another time."""
        heads = sorted([*self._served, *self._again], key=lambda head: head.cell[1])
        its = [head for head in heads if head.group == own]
        first = {head.name: head for head in reversed(its)}
        first |= {head.name: head for head in self._served if head.group == own}
        if doubts := self._alike([*first.values()], [head for head in its if head not in first.values()]):
            self._tell_alike(doubts, report)
            return replace(self.table, doubts=[head.cell for head in doubts])
        elsewhere = {
            head.name: head
            for head in self._served
            if not (is_time(head.group) and self._is_counted(head)) and head.name not in first
        }
        kept = {**elsewhere, **first}
        left = [head for head in heads if head not in kept.values() and head.group != own]
        told: dict[str, list[Cell]] = {}
        for head in left:
            if head.group and any(not self._grid.is_empty((row, head.cell[1])) for row in self.table.rows):
                told.setdefault(head.group, []).append(head.cell)
        for group, cells in told.items():
            message = f"“{group}”下面的{self._shown(map(self._grid.text, cells))}没有读取，这张表读的是“{own}”下面的"
            report.warn(cells[0], "column-unread", message, "要归档的，请另外单独填一张表")
        gone = {head.cell for head in (*left, *kept.values()) if head.group}
        strangers = [cell for cell in self.table.strangers if cell not in gone]
        block = {name: head.cell[1] for name, head in kept.items()}
        return replace(self.table, blocks=[block], strangers=strangers)

    def _is_counted(self, head: _Head) -> bool:
        """Paid, voted, attended; not what somebody earned, which may be of the year before."""
        entry = self._columns[head.name]
        return entry.total or entry.type in {Type.COUNT, Type.MARK}

    def _alike(self, served: Sequence[_Head], again: Sequence[_Head]) -> list[_Head]:
        """Heads of the same words for one column, where what stands under them is not the same."""
        found: dict[_Head, None] = {}
        first: dict[str, _Head] = {}
        known = frozenset(served)
        for head in sorted([*served, *again], key=lambda head: head.cell[1]):
            if head in known:
                first[head.name] = head
            elif (other := first.get(head.name)) and self._are_alike(other, head) and self._matters(head, other):
                found |= dict.fromkeys((other, head))
        return list(found)

    def _are_alike(self, first: _Head, head: _Head) -> bool:
        """The same words; with the heads over them too, where those of the first mean the column together with it."""
        if self._grid.word(first.cell) != self._grid.word(head.cell):
            return False
        together = [word(each.group) + self._grid.word(each.cell) in self._known for each in (first, head)]
        return together != [True, False]

    def _matters(self, head: _Head, first: _Head) -> bool:
        """A second remark may be told as unread, unless the heads over the two say that they are of two kinds."""
        entry, grid = self._columns[head.name], self._grid
        if entry.optional and entry.type is Type.TEXT and head.group == first.group:
            return False
        told = [(grid.text((row, head.cell[1])), grid.text((row, first.cell[1]))) for row in self.table.rows]
        are_months = head.group != first.group and month_of_head(head.group)
        return any(one.strip() and (one != other or are_months) for one, other in told)

    def _tell_alike(self, heads: Sequence[_Head], report: Report) -> None:
        groups = [group for group in dict.fromkeys(head.group for head in heads) if group]
        columns = "、".join(map(letters, sorted({head.cell[1] for head in heads})[:_SHOWN]))
        under = f"，分别在{self._shown(groups)}下面" if len(groups) > 1 else ""
        told = self._shown(self._grid.text(head.cell) for head in heads)
        message = f"“{self.table.name}”表里{told}不止一列（{columns} 列{under}），分不清以哪一列为准"
        hint = _ONE_EACH if any(map(month_of_head, groups)) else _ONE_GROUP if len(groups) > 1 else _ONE_ALONE
        report.stop(heads[0].cell, "columns-alike", message, hint)

    def _tell_of_another(self, heads: Sequence[_Head], when: Month, report: Report) -> None:
        if heads:
            told = self._shown(self._grid.text(head.cell) for head in heads)
            message = f"{told}写在“{heads[0].group}”下面，这张表填的是 {when}"
            report.stop(heads[0].cell, "columns-of-another-month", message, "请核对是哪个月的，改正填错的一处")

    @staticmethod
    def _shown(told: Iterable[str]) -> str:
        """The first of them, each once."""
        each = [*dict.fromkeys(text.strip() for text in told)]
        return "、".join(f"“{text}”" for text in each[:_SHOWN]) + ("等" if len(each) > _SHOWN else "")
