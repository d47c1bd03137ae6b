"""What the sheet holds beyond its record: said, never passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import chain

from pipeline.forms.feet import is_signature
from pipeline.forms.fields.elsewhere import Elsewhere, disagrees
from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.lexicon import lexicon
from pipeline.forms.recognise import Recognised
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable, lines_of
from pipeline.forms.tables.head_faults import months_among, suggestion
from pipeline.forms.tables.line_words import is_closed, is_seal
from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Value

_PRINTED = re.compile(
    r"^(附件?\d*|注|说明|填表说明|备注|单位|审核人?|制表|填表|填报|复核|合计|签字|签名|第.{1,3}页|.{0,16}[:：]$)"
)
_LONGEST_LABEL = 12
_DATED = re.compile(r"[\d年度月日份.\-/〇一二三四五六七八九十()]+")


def tell_title_differs(form: FormMapping, fields: Mapping[str, Value], elsewhere: Elsewhere, report: Report) -> None:
    """A July form with a June head: the title or the sheet's name is of another month or year."""
    for role in (Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR):
        name = form.by_role(role)
        if not name or name not in fields or form.is_roster:
            continue
        for heading, cell in elsewhere.headings():
            if (other := disagrees(heading, fields[name].value)) is not None:
                message = f"“{heading[:30]}”说的是 {other}，{name}填的是 {fields[name].value}"
                report.warn(cell, "title-differs", message, "请核对标题、工作表名称和所填日期")


def tell_two_forms(seen: Recognised, tables: Mapping[str, FoundTable], used: set[Cell], report: Report) -> None:
    """The title again further down: the same head printed on every page, or a second form, which is not read."""
    grid = report.grid
    title = _undated(grid.word(seen.title)) if seen.title else ""
    if seen.title is None or not title:
        return
    inside = {row for table in tables.values() for row in (*range(table.header, table.first_row), *table.rows)}
    for row in sorted({*range(seen.title[0] + 1, grid.height)} - inside):
        cells = grid.filled_in(row)
        if not cells or cells[0] in used or _undated(grid.word(cells[0])) != title:
            continue
        if not _is_page_head(grid, seen.title, row, tables):
            message = f"这张工作表里有两份{seen.form.form}（第一份的标题在 {address(seen.title)}）"
            report.stop(cells[0], "forms-stacked", message, "一张工作表只放一份，请把后面的移到另一张工作表")


def _is_page_head(grid: Grid, title: Cell, row: int, tables: Mapping[str, FoundTable]) -> bool:
    """Each line from the title down to the header stands in the first head too; a later page may leave some out."""
    header = min((table.header for table in tables.values() if table.header > title[0]), default=None)
    if header is None:
        return False
    first = [_line(grid, line) for line in range(title[0] + 1, header + 1)]
    if _line(grid, row) != _line(grid, title[0]):
        return False
    for line in range(row + 1, min(row + 1 + len(first), grid.height)):
        told = _line(grid, line)
        if told and told == first[-1]:
            return True
        if told and told not in first:
            return False
    return False


def _line(grid: Grid, row: int) -> list[str]:
    return [grid.word(cell) for cell in grid.filled_in(row)] if row < grid.height else []


def _undated(title: str) -> str:
    return _DATED.sub("", title)


def tell_unread(
    form: FormMapping, title: Cell | None, tables: Mapping[str, FoundTable], used: set[Cell], report: Report
) -> None:
    """A column or a cell that no entry of the mapping reads; a label and what stands beside it are one."""
    grid = report.grid
    stopped = {problem.at.cell for problem in report.problems if problem.stops}
    for table in tables.values():
        for head in sorted({*table.strangers} - {*months_among(table, grid), *table.doubts}):
            if is_signature(grid.text(head)):
                continue
            if any(not grid.is_empty((row, head[1])) for row in table.rows):
                is_field = grid.word(head) in lexicon(form).all_labels
                if address(head) in stopped:
                    continue
                near = "" if is_field else suggestion(grid.text(head), form.tables[table.name], table.matched())
                hint = f"是不是“{near}”？是的请改正表头；" if near else ""
                message = f"“{grid.text(head)}”一列不在表单中，没有读取"
                into = "备注" if form.tables[table.name].by_role(Role.REMARK) else "相应的栏目"
                report.warn(head, "column-unread", message, f"{hint}如需归档，请把内容写进{into}")
        _tell_headless(table, report)
    known, lines, told = words(table.section for table in form.tables.values()), lines_of(tables), set[Cell]()
    headers = {table.header for table in tables.values()}

    @cache
    def is_read(words: str) -> bool:
        """Whether the same words stand where something was read."""
        return any(at[0] in lines or at in used or at == title for at in grid.places().get(words, ()))

    for cell in grid.outside(lines):
        if cell in used or cell == title or cell in told:
            continue
        text = grid.word(cell)
        if not _is_content(grid, cell) or is_closed(text) or is_seal(grid.text(cell)):
            if is_signature(text):
                told.add(grid.head((cell[0], grid.end(cell)[1] + 1)))
            continue
        if text in known or _heads_table(grid, cell, headers):
            continue
        if is_read(text):
            continue
        beside = grid.head((cell[0], grid.end(cell)[1] + 1))
        is_label = len(text) <= _LONGEST_LABEL and not (beside[0] in lines or beside in used or grid.is_empty(beside))
        told |= {beside} if is_label else set()
        if is_signature(text):
            continue
        message = f"“{grid.text(cell)[:30]}”{'一栏' if is_label else ''}没有读取"
        report.warn(cell, "cell-unread", message, "如需归档，请写到相应的栏目里")


def _tell_headless(table: FoundTable, report: Report) -> None:
    """Cells beside the table's, in its lines, under no head at all: each column of them once."""
    grid, headed = report.grid, {cell[1] for cell in (*table.strangers, *table.doubts, *chain(*table.spread))}
    for column in sorted({*range(grid.width)} - headed - table.columns()):
        cells = [(row, column) for row in table.rows if not grid.is_empty((row, column))]
        heads = ((row, column) for row in range(table.header, table.first_row))
        if cells and all(map(grid.is_empty, heads)):
            more = f"等 {len(cells)} 格" if len(cells) > 1 else ""
            message = f"“{grid.text(cells[0])[:30]}”{more}没有读取：这一列没有自己的表头"
            report.warn(cells[0], "cell-unread", message, "如需归档，请写上表头，或写到相应的栏目里")


def _heads_table(grid: Grid, cell: Cell, headers: set[int]) -> bool:
    """Alone in the line above a header, and short: what the table is called."""
    is_alone = len(grid.filled_in(cell[0])) == 1
    return is_alone and cell[0] + 1 in headers and len(grid.word(cell)) <= _LONGEST_LABEL


def _is_content(grid: Grid, cell: Cell) -> bool:
    """Headings, notes, blank signature lines and heads of later pages are the form's own print."""
    told = grid.text(cell).strip()
    if grid.end(cell)[1] > cell[1] and len(told) <= 12:
        return False
    return not _PRINTED.match(told) and word(told) != ""
