"""What stands at the head of a sheet: the title that names its form, or a word that makes it another paper."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import CommonWords, lexicon
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role

_LONGEST_TITLE = 60
_LONGEST_HEADING = 40
_TITLE_ROWS = 6

_OTHER_PAPER = re.compile(
    "(计划|规划|方案|安排|预告|简报|总结|小结|通知|公告|通报|要点|提纲|报告|制度|规定|办法|汇总|统计)[表单书稿]?$"
)
_SUMS = {"汇总", "统计"}
"""Of what happened on many days. Lists of people and sums bear the word as well."""

Top = list[tuple[Cell, str]]


@dataclass(frozen=True, slots=True)
class Title:
    """`length` is that of the longest word that names the form; `is_name`: the title ends with one."""

    cell: Cell
    length: int
    is_name: bool


class Headings(NamedTuple):
    """Those that have a line to themselves, and those of them that stand above everything else."""

    alone: Top
    above: Top


def top_of(grid: Grid, common: CommonWords) -> Top:
    """The cells near the top that may be a title, with their words.

    One form's label may hold another's title, as 发出测评票 does; it has its value beside it.
    """
    lines = islice(filter(None, map(grid.filled_in, range(grid.height))), _TITLE_ROWS)
    return [
        (cell, text)
        for line in lines
        for cell in line
        if len(text := grid.word(cell)) <= _LONGEST_TITLE and (len(line) == 1 or text not in common.labels)
    ]


def title_of(top: Top, form: FormMapping) -> Title | None:
    """The first cell near the top that names the form."""
    names = lexicon(form)
    for cell, text in top:
        hits = [len(name) for name in names.title if name in text]
        if hits and not any(no in text for no in names.not_title):
            return Title(cell, max(hits), text.endswith(names.title))
    return None


def headings_of(grid: Grid, top: Top) -> Headings:
    alone = [(cell, text) for cell, text in top if len(grid.filled_in(cell[0])) == 1]
    first = next((row for row in range(grid.height) if len(grid.filled_in(row)) > 1), grid.height)
    return Headings(alone, [(cell, text) for cell, text in alone if cell[0] < first and ":" not in text])


def denied_by(headings: Headings, form: FormMapping) -> tuple[Cell, str] | None:
    told = ((cell, no) for cell, text in headings.alone for no in lexicon(form).not_title if no in text)
    other = ((cell, no) for cell, text in headings.above if (no := _other_paper(text, form)))
    return next(chain(told, other), None)


def _other_paper(heading: str, form: FormMapping) -> str:
    """The kind of paper that the heading ends with, where it is not the form's own: 方案 of what is still to come."""
    told = _OTHER_PAPER.search(heading)
    if told is None or any(told[1] in title for title in lexicon(form).title):
        return ""
    return "" if told[1] in _SUMS and form.by_role(Role.DATE) not in form.key else told[1]


def lone_heading(grid: Grid, form: FormMapping, lines: Collection[int]) -> Cell | None:
    """The lone cell at the top of a sheet whose title no mapping knows."""
    first = next(grid.filled(), None)
    if first is None or first[0] in lines or len(list(grid.filled_in(first[0]))) > 1:
        return None
    text = grid.word(first)
    return None if ":" in text or text in lexicon(form).all_labels or len(text) > _LONGEST_HEADING else first
