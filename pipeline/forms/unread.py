"""What the sheet holds beyond its record: said, never passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from pipeline.forms.feet import is_signature
from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.lexicon import lexicon
from pipeline.forms.report import Report
from pipeline.forms.tables.found import FoundTable, lines_of
from pipeline.forms.tables.head_faults import months_among, suggestion
from pipeline.forms.tables.line_words import is_closed, is_seal
from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role

_PRINTED = re.compile(
    r"^(附件?\d*|注|说明|填表说明|备注|单位|审核人?|制表|填表|填报|复核|合计|签字|签名|第.{1,3}页|.{0,16}[:：]$)"
)
_LONGEST_LABEL = 12


def tell_unread(
    form: FormMapping, title: Cell | None, tables: Mapping[str, FoundTable], used: set[Cell], report: Report
) -> None:
    """A column or a cell that no entry of the mapping reads; a label and what stands beside it are one."""
    for table in tables.values():
        _tell_columns(form, table, report)
        _tell_headless(table, report)
    grid, lines, told = report.grid, lines_of(tables), set[Cell]()
    headers = {table.header for table in tables.values()}
    sections = words(table.section for table in form.tables.values())

    @cache
    def is_read(words: str) -> bool:
        """Whether the same words stand where something was read."""
        return any(at[0] in lines or at in used or at == title for at in grid.places().get(words, ()))

    for cell in grid.outside(lines):
        if cell in used or cell == title or cell in told:
            continue
        text, beside = grid.word(cell), grid.head((cell[0], grid.end(cell)[1] + 1))
        if not _is_content(grid, cell) or is_closed(text) or is_seal(grid.text(cell)):
            told |= {beside} if is_signature(text) else set()
        elif text not in sections and not _heads_table(grid, cell, headers) and not is_read(text):
            has_value = not (beside[0] in lines or beside in used or grid.is_empty(beside))
            is_label = has_value and len(text) <= _LONGEST_LABEL
            told |= {beside} if is_label else set()
            if not is_signature(text):
                message = f"“{grid.text(cell)[:30]}”{'一栏' if is_label else ''}没有读取"
                report.warn(cell, "cell-unread", message, "如需归档，请写到相应的栏目里")


def _tell_columns(form: FormMapping, table: FoundTable, report: Report) -> None:
    """Filled columns under heads that the mapping does not know, but for those that something else is told of."""
    grid, mapping = report.grid, form.tables[table.name]
    into = "备注" if mapping.by_role(Role.REMARK) else "相应的栏目"
    stopped = {problem.at.cell for problem in report.problems if problem.stops}
    for head in sorted({*table.strangers} - {*months_among(table, grid), *table.doubts}):
        told, is_field = grid.text(head), grid.word(head) in lexicon(form).all_labels
        if is_signature(told) or address(head) in stopped or _is_empty_below(head, table, grid):
            continue
        near = "" if is_field else suggestion(told, mapping, table.matched())
        hint = f"是不是“{near}”？是的请改正表头；" if near else ""
        report.warn(head, "column-unread", f"“{told}”一列不在表单中，没有读取", f"{hint}如需归档，请把内容写进{into}")


def _is_empty_below(head: Cell, table: FoundTable, grid: Grid) -> bool:
    return all(grid.is_empty((row, head[1])) for row in table.rows)


def tell_left(left: Iterable[tuple[Cell, str]], used: set[Cell], report: Report) -> None:
    """What stands in a cell beside what was read of it; a cell of which nothing was read is told as a whole."""
    for cell, text in left:
        head = text.replace("：", ":").partition(":")[0]
        if cell in used and ":" in text.replace("：", ":") and not (_PRINTED.match(text) or is_signature(head)):
            hint = "同一栏写了两次的，请删去一处；如需归档，请写到相应的栏目里"
            report.warn(cell, "cell-unread", f"“{text[:30]}”没有读取", hint)


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
