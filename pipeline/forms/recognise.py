"""Which form is a sheet? Its title, labels and headers say so; file name, sheet name and addresses do not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.tables import find_tables
from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping

_LABEL = re.compile(r"([^\s:：]{1,12}(?:[ \u3000][^\s:：]{1,3})?)\s*[:：]")
_LONGEST = 200
_TITLE_ROWS = 6
_ENOUGH_WITH_TITLE = 0.3
_ENOUGH_WITHOUT = 0.7


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form, and the cell of its title where it has one."""

    form: FormMapping
    title: Cell | None
    score: float


def recognise(grid: Grid, forms: Mapping[str, FormMapping]) -> list[Recognised]:
    """The forms that the sheet may be, likeliest first; more than one entry means that they tie."""
    seen = [hit for form in forms.values() if (hit := _look(grid, form))]
    if not seen:
        return []
    best = max(hit.score for hit in seen)
    return [hit for hit in seen if hit.score > best - 0.05]


def _look(grid: Grid, form: FormMapping) -> Recognised | None:
    title = _title(grid, form)
    share = _share(grid, form)
    if share < (_ENOUGH_WITH_TITLE if title else _ENOUGH_WITHOUT):
        return None
    return Recognised(form, title[0] if title else None, share + (1 + title[1] / 100 if title else 0))


def _title(grid: Grid, form: FormMapping) -> tuple[Cell, int] | None:
    """The first cell near the top that names the form, and the length of the longest word that did."""
    rows = 0
    for row in range(grid.height):
        cells = list(grid.filled_in(row))
        rows += bool(cells)
        if rows > _TITLE_ROWS:
            break
        for cell in cells:
            text = grid.word(cell)
            if any(word(no) in text for no in form.not_title):
                continue
            hits = [len(word(name)) for name in form.title if word(name) in text]
            if hits and len(text) <= 60:
                return cell, max(hits)
    return None


def _share(grid: Grid, form: FormMapping) -> float:
    """How much of what the form must have is there: labels of its fields, headers of its tables; 0 to 1.

    An optional field of the key speaks for the form where it is, and not against it where it is not.
    """
    texts = {grid.word(cell) for cell in grid.filled()}
    present = texts | words(head for cell in grid.filled() for head in _LABEL.findall(grid.text(cell)[:_LONGEST]))
    tables = find_tables(grid, form)
    wanted, there = 0.0, 0.0
    for name, field in form.fields.items():
        may_be_missing = field.optional or field.in_title
        if may_be_missing and not (field.optional and name in form.key):
            continue
        is_there = bool(words((name, *field.labels)) & present)
        wanted += is_there or not may_be_missing
        there += is_there
    for name, table in form.tables.items():
        weight = 0.5 if table.optional else 2.0
        wanted += weight
        if name in tables:
            matched: set[str] = set().union(*tables[name].blocks)
            must = {column for column, entry in table.columns.items() if not entry.optional}
            there += weight * (0.5 * len(matched & must) / len(must) + 0.5 * len(matched) / len(table.columns))
    return there / wanted if wanted else 0.0
