"""A sheet of the whole year, with a column for each month (1月 … 12月): which column is which month's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pipeline.forms.fields.found import FoundField
from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.report import Report
from pipeline.forms.several.parts import Part
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.tables.head_faults import months_among
from pipeline.forms.values.marks import read_mark
from pipeline.forms.values.money import read_money, says_exempt
from pipeline.forms.values.months import month_of_head, read_month
from pipeline.forms.values.reading import Misread, Raw
from pipeline.forms.values.text import is_blank
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Value
from pipeline.model.values import Attendance

_SPAN: Final = re.compile(r"(\d{1,2})月?\s*[-—–~～至到]\s*(\d{1,2})月份?[^\d]*(\d+(?:\.\d+)?)\s*元?")
_PAID: Final = frozenset({"已交", "已缴", "已交纳", "已缴纳", "交", "缴", "已收"})


@dataclass(frozen=True, slots=True)
class YearSheet:
    """`heads` gives for the number of each month the head of its column; `column` is what the mapping calls it."""

    month: str
    table: str
    column: str
    heads: Mapping[int, Cell]

    def parts(self, whole: Part, form: FormMapping, year: int | None, title: Cell | None) -> list[Part]:
        """One for each month that holds anything: what is to come is left empty."""
        report, table = whole.report, whole.tables[self.table]
        if any(isinstance(read_month(report.grid.text(head), year), Misread) for head in self.heads.values()):
            message = "表里有几个月，看不出是哪一年"
            report.stop(title, "month-year-missing", message, "请在标题里写明年份，例如 2026年党费收缴台账")
            return []
        if (other := table.blocks[0].get(self.column)) is not None:
            head = (table.header + table.height - 1, other)
            message = f"每个月各有一列，“{report.grid.text(head) or self.column}”一列没有读取"
            report.warn(head, "column-unread", message, "请核对它与各月是否一致")
        grid = spelled_out(self, form, table, report)
        columns = {number: head[1] for number, head in self.heads.items()}
        filled = [
            each for each in sorted(columns) if any(not is_blank(grid.raw((row, columns[each]))) for row in table.rows)
        ]
        if not filled:
            first = (table.first_row, min(columns.values()))
            report.stop(first, "table-empty", f"“{self.table}”表中一个月也没有填", "请在当月的一列里填写")
        return [self._part(whole, grid, number, year) for number in filled]

    def tell_own_month(self, found: FoundField | None, report: Report) -> None:
        """A month beside its label says nothing of a sheet on which each month has a column."""
        if found and not report.grid.is_empty(found.cell):
            message = f"这张表每个月各有一列，“{self.month}”一栏没有读取"
            report.warn(found.cell, "cell-unread", message, "请核对这张表填的是哪几个月")

    def _part(self, whole: Part, grid: Grid, number: int, year: int | None) -> Part:
        """As a sheet of that month alone would have it."""
        head, table = self.heads[number], whole.tables[self.table]
        report, told = Report(whole.report.file, grid), grid.text(head)
        month = read_month(told, year)
        block = {**table.blocks[0], self.column: head[1]}
        fields = dict(whole.fields)
        if isinstance(month, Misread):
            report.stop(head, month.code, f"{self.month}：{month.message}", month.hint)
        else:
            fields[self.month] = Value(month, told, report.origin(head))
        return Part(fields, {**whole.tables, self.table: replace(table, blocks=[block], strangers=[])}, report)


def year_sheet(form: FormMapping, tables: Mapping[str, FoundTable], grid: Grid) -> YearSheet | None:
    """None where no column is a month's, or one is of several months (第一季度): that is told with the headers."""
    month = form.by_role(Role.MONTH)
    for name, table in tables.items():
        column, heads = form.tables[name].each_month, months_among(table, grid)
        if not month or not column or not heads or len(table.blocks) > 1:
            continue
        of = {number: head for head in heads if (number := month_of_head(grid.text(head))) is not None}
        if len(of) == len(heads):
            return YearSheet(month, name, column, of)
    return None


def spelled_out(sheet: YearSheet, form: FormMapping, table: FoundTable, report: Report) -> Grid:
    """The grid with an amount in each month's cell: 免 is 0, 已交 what was due, 1-6月90 shared out where it comes out.

    What the cells say stays as it was written.
    """
    grid = copy(report.grid)
    grid.rows = [list(line) for line in grid.rows]
    due = table.blocks[0].get(form.tables[sheet.table].by_role(Role.DUE) or "")
    for row in table.rows:
        owed = grid.raw((row, due)) if due is not None else None
        for number, head in sheet.heads.items():
            cell = (row, head[1])
            if is_blank(report.grid.raw(cell)):
                continue
            shared = dict(_shared(sheet, report.grid, cell, number))
            if len(shared) > 1:
                _share_out(grid, report, cell, shared, owed)
            elif (told := _in_money(report.grid.raw(cell), owed)) is not None:
                grid.rows[row][head[1]] = told
    return grid


def _in_money(raw: Raw, owed: Raw) -> Raw:
    """None for what is read as it stands."""
    if not isinstance(raw, str):
        return None
    if says_exempt(raw):
        return 0.0
    is_paid = raw.strip() in _PAID or (read_mark(raw) is Attendance.PRESENT and not raw.strip().isalnum())
    return owed if is_paid and not is_blank(owed) else None


def _shared(sheet: YearSheet, grid: Grid, cell: Cell, number: int) -> Iterator[tuple[int, Cell]]:
    """The months that one cell is for, as it is merged or as it says, each with its own cell."""
    span = _SPAN.fullmatch(str(grid.raw(cell)).strip())
    last = grid.end(cell)[1]
    for month, head in sheet.heads.items():
        if (span and int(span[1]) <= month <= int(span[2])) or (not span and cell[1] <= head[1] <= last):
            yield month, (cell[0], head[1])


def _share_out(grid: Grid, report: Report, cell: Cell, shared: Mapping[int, Cell], owed: Raw) -> None:
    """Each month is given what was due, if that is the amount in the end: nothing else is known of a month."""
    raw = report.grid.raw(cell)
    span = _SPAN.fullmatch(str(raw).strip())
    amount, due = read_money(float(span[3]) if span else raw), read_money(owed)
    is_even = isinstance(amount, Decimal) and isinstance(due, Decimal) and amount == due * len(shared)
    if not is_even or any(other != cell and not report.grid.is_empty(other) for other in shared.values()):
        months = "、".join(f"{month}月" for month in shared)
        area = f"{address(cell)}是 {months} 合在一起的"
        message = f"{area}，“{report.grid.text(cell)}”分不清每个月各是多少"
        report.stop(cell, "money-several-months", message, "请在每个月的一格里写明当月交的金额")
        return
    for row, column in shared.values():
        grid.rows[row][column] = owed
