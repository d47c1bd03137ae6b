"""What is wrong with the headers of a table, and which word may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.forms.fields.near_labels import near_label
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable
from pipeline.forms.values.marks import DEFAULT_LEGEND
from pipeline.forms.values.months import heads_a_month
from pipeline.forms.words import words
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Role

_TICKED: Final = re.compile("(?:上午|下午|晚上|第.[次天])?(?:签到|签名|签字|出席|到会)?")
_EACH_MONTH: Final = "请每个月单独填一张表（可以放在同一个文件里，一个月一张工作表），表头用“{column}”"


def tell_table_missing(name: str, mapping: Table, title: Cell | None, report: Report) -> None:
    """No row of the sheet is the table's header; the row that is most like one is shown."""
    wanted = [part for part, entry in mapping.columns.items() if not entry.optional]
    line = _likely_header(report.grid, mapping)
    known = words(_heads(mapping, mapping.columns))
    strangers = [cell for cell in line if report.grid.word(cell) not in known]
    if _tell_marks_beside(name, mapping, strangers, report):
        return
    near = _near((report.grid.text(cell) for cell in strangers), mapping, wanted)
    cell = _cell_of(near, strangers, report.grid) or title
    hint = f"“{near[0]}”是不是“{near[1]}”？请改正表头" if near else f"表头一行应有：{'、'.join(wanted)}"
    report.stop(cell, "table-missing", f"找不到“{name}”表的表头", hint)


def _likely_header(grid: Grid, mapping: Table) -> list[Cell]:
    """The cells of the row with most of the table's headers, one at least."""
    known = words(_heads(mapping, mapping.columns))
    best: list[Cell] = []
    most = 0
    for row in range(grid.height):
        cells = list(grid.filled_in(row))
        there = sum(grid.word(cell) in known for cell in cells)
        if there > most:
            best, most = cells, there
    return best


def _cell_of(near: tuple[str, str] | None, cells: Iterable[Cell], grid: Grid) -> Cell | None:
    """The head that `near` is about."""
    told = near[0] if near else ""
    return next((cell for cell in cells if told and grid.text(cell).strip().startswith(told)), None)


def _tell_marks_beside(name: str, mapping: Table, strangers: Iterable[Cell], report: Report) -> bool:
    """出席 | 请假 | 缺席, or 上午签到 | 下午签到: marks in several columns, where the form has one."""
    mark = mapping.by_role(Role.MARK)
    beside = [cell for cell in strangers if mark and _heads_marks(report.grid.word(cell))]
    if len(beside) < 2:
        return False
    told = "、".join(report.grid.text(cell).strip() for cell in beside[:4])
    message = f"“{name}”表把签到分写在几列（{told}），分不清以哪一列为准"
    hint = f"请合成一列，表头写“{mark}”，每人填 √、请假或缺席；一天签到两次的，请分成两张表"
    report.stop(beside[0], "marks-side-by-side", message, hint)
    return True


def _heads_marks(head: str) -> bool:
    return len(head) > 1 and (head in DEFAULT_LEGEND or _TICKED.fullmatch(head) is not None)


def tell_headers(name: str, mapping: Table, table: FoundTable, report: Report) -> bool:
    """Columns that must be there and are not; marks or months beside one another. False where rows say nothing."""
    has_mark = mapping.by_role(Role.MARK) in table.matched()
    is_spread = not has_mark and _tell_marks_beside(name, mapping, table.strangers, report)
    found = table.matched()
    months = months_among(table, report.grid)
    if months:
        told = "、".join(report.grid.text(cell).strip() for cell in months[:3])
        amount = next(
            (part for part, entry in mapping.columns.items() if entry.total and entry.optional), mapping.anchor
        )
        message = f"“{name}”表把几个月（{told}…）并排写在一张表里，分不清是哪个月的"
        report.stop(months[0], "months-side-by-side", message, _EACH_MONTH.format(column=amount))
    tell_heads_missing(
        [part for part, entry in mapping.columns.items() if part not in found and (entry.anchor or not entry.optional)],
        mapping,
        table,
        report,
    )
    return mapping.anchor in found and not months and not is_spread


def tell_heads_missing(columns: Iterable[str], mapping: Table, table: FoundTable, report: Report) -> None:
    """Each at the head that is most like one of its own, else at the first of the headers."""
    name = table.name
    for column in columns:
        near = _near((report.grid.text(stranger) for stranger in table.strangers), mapping, [column])
        cell = _cell_of(near, table.strangers, report.grid) or (table.header, min(table.blocks[0].values()))
        hint = f"“{near[0]}”是不是“{near[1]}”？请改正表头" if near else f"请在表头一行加上“{column}”"
        report.stop(cell, "header-missing", f"“{name}”表缺少“{column}”一列", hint)


def months_among(table: FoundTable, grid: Grid) -> list[Cell]:
    """Unknown headers that are months or quarters, where there are several."""
    months = [cell for cell in table.strangers if heads_a_month(grid.text(cell))]
    return months if len(months) > 1 else []


def suggestion(head: str, mapping: Table, found: set[str]) -> str:
    """The column of the form that an unknown header may mean, among those that the sheet does not have."""
    near = _near([head], mapping, [name for name in mapping.columns if name not in found])
    return near[1] if near else ""


def _near(heads: Iterable[str], mapping: Table, columns: Iterable[str]) -> tuple[str, str] | None:
    """The head that is most like one of the columns' words, and that column's name."""
    names = {head: name for name in columns for head in _heads(mapping, [name])}
    near = near_label(heads, list(names))
    return (near[0], names[near[1]]) if near else None


def _heads(mapping: Table, columns: Iterable[str]) -> list[str]:
    return [head for name in columns for head in (name, *mapping.columns[name].headers)]
