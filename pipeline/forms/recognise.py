"""Which form is a sheet? Its title, labels and headers say so; file name, sheet name and addresses do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.headers import Header, find_headers
from pipeline.forms.lexicon import lexicon
from pipeline.forms.words import words
from pipeline.mapping.form import FormMapping

_LABEL = re.compile(r"([^\s:：]{1,12}(?:[ \u3000][^\s:：]{1,3})?)\s*[:：]")
_LONGEST = 200
_LONGEST_TITLE = 60
_TITLE_ROWS = 6
_ENOUGH_WITH_TITLE = 0.3
_ENOUGH_WITHOUT = 0.7
_MOST_WITHOUT_TITLE = 1.0
"""No form scores more whose title is not there; where one does, the others need no look at their headers."""
_TIE = 0.05


_Top = list[tuple[Cell, str]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form, the cell of its title where it has one, and the header rows of its tables."""

    form: FormMapping
    title: Cell | None
    score: float
    headers: Mapping[str, Header]


@dataclass(frozen=True, slots=True)
class _Title:
    """`length` is that of the longest word that names the form; `is_name`: the title ends with one."""

    cell: Cell
    length: int
    is_name: bool


def recognise(grid: Grid, forms: Mapping[str, FormMapping]) -> list[Recognised]:
    """The forms that the sheet may be, likeliest first; more than one entry means that they tie."""
    present = frozenset(grid.places()) | words(_heads(grid))
    top = _top(grid)
    titles = {name: _title(top, form) for name, form in forms.items()}
    named = [hit for name, form in forms.items() if titles[name] and (hit := _look(grid, form, titles[name], present))]
    if any(hit.score > _MOST_WITHOUT_TITLE + _TIE for hit in named):
        return _likeliest(named)
    return _likeliest([hit for name, form in forms.items() if (hit := _look(grid, form, titles[name], present))])


def titled(grid: Grid, forms: Mapping[str, FormMapping]) -> FormMapping | None:
    """The form that the sheet's title names, whatever else is on it."""
    top = _top(grid)
    return next((form for form in forms.values() if (title := _title(top, form)) and title.is_name), None)


def _likeliest(seen: list[Recognised]) -> list[Recognised]:
    best = max((hit.score for hit in seen), default=0.0)
    return [hit for hit in seen if hit.score > best - _TIE]


def _heads(grid: Grid) -> Iterator[str]:
    """What stands before a colon."""
    for told in grid.places():
        if ":" in told:
            for cell in grid.places()[told]:
                yield from _LABEL.findall(grid.text(cell)[:_LONGEST])


def _look(grid: Grid, form: FormMapping, title: _Title | None, present: frozenset[str]) -> Recognised | None:
    """A title that is the form's very name is enough where one header is there: then it is told what is missing."""
    headers = find_headers(grid, form)
    share = _share(form, headers, present)
    if share < (_ENOUGH_WITH_TITLE if title else _ENOUGH_WITHOUT):
        known = (head for table in lexicon(form).tables.values() for head in table.known)
        if not (title and title.is_name and any(head in present for head in known)):
            return None
    score = share + (1 + title.length / 100 if title else 0)
    return Recognised(form, title.cell if title else None, score, headers)


def _top(grid: Grid) -> _Top:
    """The cells near the top that are short enough for a title, with their words."""
    lines = islice(filter(None, map(grid.filled_in, range(grid.height))), _TITLE_ROWS)
    return [(cell, text) for line in lines for cell in line if len(text := grid.word(cell)) <= _LONGEST_TITLE]


def _title(top: _Top, form: FormMapping) -> _Title | None:
    """The first cell near the top that names the form."""
    names = lexicon(form)
    for cell, text in top:
        hits = [len(name) for name in names.title if name in text]
        if hits and not any(no in text for no in names.not_title):
            return _Title(cell, max(hits), text.endswith(names.title))
    return None


def _share(form: FormMapping, headers: Mapping[str, Header], present: frozenset[str]) -> float:
    """How much of what the form must have is there: labels of its fields, headers of its tables; 0 to 1.

    An optional field of the key speaks for the form where it is, and not against it where it is not.
    """
    names = lexicon(form)
    wanted, there = 0.0, 0.0
    for name, field in form.fields.items():
        may_be_missing = field.optional or field.in_title
        if may_be_missing and not (field.optional and name in form.key):
            continue
        is_there = not names.labels[name].isdisjoint(present)
        wanted += is_there or not may_be_missing
        there += is_there
    for name, table in form.tables.items():
        weight = 0.5 if table.optional else 2.0
        wanted += weight
        if name in headers:
            matched = headers[name].names()
            must = names.tables[name].wanted
            there += weight * (0.5 * len(matched & must) / len(must) + 0.5 * len(matched) / len(table.columns))
    return there / wanted if wanted else 0.0
