"""Labels side by side in one row with their values below: one entry, or a list that is no single form."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pipeline.forms.feet import is_signature
from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import lexicon
from pipeline.forms.report import Report
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping

HeadingRows = dict[int, list[Cell]]
"""Row -> its labels, from left to right."""

_SEVERAL: Final = 3
_SECOND: Final = 2


def heading_rows(grid: Grid, known: Collection[str], lines: Collection[int]) -> HeadingRows:
    """The labels of each row that is one of headings, the tables' lines left out.

    Two of them touch, which a label and its value beside it never do; each has what it heads below it.
    """
    rows = {cell[0] for text in known for cell in grid.places().get(text, ())}
    found = {row: [cell for cell in grid.filled_in(row) if grid.word(cell) in known] for row in sorted(rows)}
    return {
        row: heads for row, heads in found.items() if row not in lines and _is_heading_row(grid, known, heads, lines)
    }


def tell_several_entries(form: FormMapping, headed: HeadingRows, lines: Collection[int], report: Report) -> bool:
    """Whether more than one line of values stands under such a row; then that is said."""
    known = lexicon(form).all_labels
    for row, heads in headed.items():
        second = _below(report.grid, heads) + 1
        if second in lines or _values_under(report.grid, known, heads, second) < _SECOND:
            continue
        told = "、".join(report.grid.text(head).strip() for head in heads[:_SEVERAL])
        message = f"第 {row + 1} 行是一排标题（{told}…），下面一行一份，分不清要报哪一份"
        hint = f"{form.form}一份填一张（可以放在同一个文件里，一份一张工作表），请照空白的{form.form}填写"
        report.stop((second, heads[0][1]), "forms-in-rows", message, hint)
        return True
    return False


def _is_heading_row(grid: Grid, known: Collection[str], heads: list[Cell], lines: Collection[int]) -> bool:
    columns = {head[1] for head in heads}
    touching = any(grid.end(head)[1] + 1 in columns for head in heads)
    below = _below(grid, heads)
    while below < grid.height and _heads_group(grid, known, below):
        below += 1
    return touching and below not in lines and _values_under(grid, known, heads, below) >= _SEVERAL


def _heads_group(grid: Grid, known: Collection[str], line: int) -> bool:
    """One cell over several columns that is no label: 一、支委之间."""
    cells = grid.filled_in(line)
    return len(cells) == 1 and grid.end(cells[0])[1] > cells[0][1] and grid.word(cells[0]) not in known


def _below(grid: Grid, heads: list[Cell]) -> int:
    return max(grid.end(head)[0] for head in heads) + 1


def _values_under(grid: Grid, known: Collection[str], heads: list[Cell], line: int) -> int:
    """How many of the heads have a value in the line; none where it has labels or signatures of its own."""
    if line >= grid.height or is_other_line(grid, known, line):
        return 0
    filled = grid.filled_in(line)
    return len({cell[1] for cell in filled} & {head[1] for head in heads})


def is_other_line(grid: Grid, known: Collection[str], line: int) -> bool:
    """Labels and what stands beside them, or a line to sign. One label among many values is a value: 年度."""
    filled = grid.filled_in(line)
    labels = [cell for cell in filled if grid.word(cell) in known]
    is_labelled = bool(labels) and (labels[0] == filled[0] or _SEVERAL * len(labels) >= len(filled))
    return is_labelled or any(_is_to_sign(grid.text(cell)) for cell in filled)


def _is_to_sign(text: str) -> bool:
    """A line to sign, with its colon or bracket; 书记 alone is somebody's post."""
    return is_signature(text) and (word(text) != text.strip() or "签" in text)
