"""Which form is a sheet? Its title, labels and headers say so; file name, sheet name and addresses do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.lexicon import CommonWords, common_words, lexicon
from pipeline.forms.tables.headers import Header, find_headers
from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role

_LABEL = re.compile(r"([^\s:：]{1,12}(?:[ \u3000][^\s:：]{1,3})?)\s*[:：]")
_LONGEST = 200
_LONGEST_TITLE = 60
_TITLE_ROWS = 6
_ENOUGH_WITH_TITLE = 0.3
_ENOUGH_WITHOUT = 0.7
_TIE = 0.05
_SEVERAL = 3
_OTHER_PAPER = re.compile(
    "(计划|规划|方案|安排|预告|简报|总结|小结|通知|公告|通报|要点|提纲|报告|制度|规定|办法|汇总|统计)[表单书稿]?$"
)
_SUMS = {"汇总", "统计"}
"""Of what happened on many days. Lists of people and sums bear the word as well."""


_Top = list[tuple[Cell, str]]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form, the cell of its title where it has one, and the header rows of its tables.

    `score` is compared among titled ones, or among untitled ones: a title goes before everything else.
    """

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


class _Headings(NamedTuple):
    """Those that have a line to themselves, and those of them that stand above everything else."""

    alone: _Top
    above: _Top


def recognise(grid: Grid, forms: Mapping[str, FormMapping]) -> list[Recognised]:
    """The forms that the sheet may be, likeliest first; more than one entry means that they tie."""
    present = frozenset(grid.places()) | words(_heads(grid))
    common = common_words(tuple(forms.values()))
    top = _top(grid, common)
    spoken_of = common.spoken_of("\n".join(text for _, text in top))
    titles = {form: title for form in forms.values() if form in spoken_of and (title := _title(top, form))}
    named = [hit for form, title in titles.items() if (hit := _look(grid, form, title, present))]
    if named:
        return _likeliest(_headed(named, grid))
    headings = _headings(grid, top)
    untitled = (form for form in forms.values() if form not in titles and not form.only_titled)
    rest = (form for form in untitled if not _denied(headings, form))
    return _likeliest([hit for form in rest if (hit := _look(grid, form, None, present))])


def titled(grid: Grid, forms: Mapping[str, FormMapping]) -> FormMapping | None:
    """The form that the sheet's title names, whatever else is on it."""
    top = _top(grid, common_words(tuple(forms.values())))
    return next((form for form in forms.values() if (title := _title(top, form)) and title.is_name), None)


def denied(grid: Grid, forms: Mapping[str, FormMapping]) -> tuple[FormMapping, Cell, str] | None:
    """A form that the sheet would be but for a word in its heading; that heading, and the word: 汇总, 方案."""
    headings = _headings(grid, _top(grid, common_words(tuple(forms.values()))))
    present = frozenset(grid.places()) | words(_heads(grid))
    for form in forms.values():
        if (no := _denied(headings, form)) and _look(grid, form, None, present):
            return form, *no
    return None


def _headed(named: list[Recognised], grid: Grid) -> list[Recognised]:
    """Those whose title is the first line that stands by itself: others may only speak of what a title names, or head
    a part of the sheet."""
    alone = [hit for hit in named if hit.title and len(grid.filled_in(hit.title[0])) == 1]
    first = min((hit.title[0] for hit in alone if hit.title), default=0)
    return [hit for hit in alone if hit.title and hit.title[0] == first] or named


def _headings(grid: Grid, top: _Top) -> _Headings:
    alone = [(cell, text) for cell, text in top if len(grid.filled_in(cell[0])) == 1]
    first = next((row for row in range(grid.height) if len(grid.filled_in(row)) > 1), grid.height)
    return _Headings(alone, [(cell, text) for cell, text in alone if cell[0] < first and ":" not in text])


def _denied(headings: _Headings, form: FormMapping) -> tuple[Cell, str] | None:
    told = ((cell, no) for cell, text in headings.alone for no in lexicon(form).not_title if no in text)
    other = ((cell, no) for cell, text in headings.above if (no := _other_paper(text, form)))
    return next(chain(told, other), None)


def _other_paper(heading: str, form: FormMapping) -> str:
    """The kind of paper that the heading ends with, where it is not the form's own: 方案 of what is still to come."""
    told = _OTHER_PAPER.search(heading)
    if told is None or any(told[1] in title for title in lexicon(form).title):
        return ""
    return "" if told[1] in _SUMS and form.by_role(Role.DATE) not in form.key else told[1]


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
    """A title that is the form's very name is enough where a header or some labels are: it is told what is not."""
    headers = find_headers(grid, form)
    share = _share(form, headers, present)
    if share < (_ENOUGH_WITH_TITLE if title else _ENOUGH_WITHOUT):
        known = (head for table in lexicon(form).tables.values() for head in table.known)
        labels = sum(not each.isdisjoint(present) for each in lexicon(form).labels.values())
        if not (title and title.is_name and (labels >= _SEVERAL or any(head in present for head in known))):
            return None
    if title is None:
        return Recognised(form, None, _told(form, headers, present), headers)
    return Recognised(form, title.cell, share + title.length / 100, headers)


def _top(grid: Grid, common: CommonWords) -> _Top:
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


def _title(top: _Top, form: FormMapping) -> _Title | None:
    """The first cell near the top that names the form."""
    names = lexicon(form)
    for cell, text in top:
        hits = [len(name) for name in names.title if name in text]
        if hits and not any(no in text for no in names.not_title):
            return _Title(cell, max(hits), text.endswith(names.title))
    return None


def _told(form: FormMapping, headers: Mapping[str, Header], present: frozenset[str]) -> int:
    """How much of the sheet the form reads: its entries that are there, those under their own names twice.

    Of two forms that have all they must, the sheet is the one that leaves less of it unread: the registration of an
    activity has all that a notice must have.
    """
    fields = sum(not labels.isdisjoint(present) for labels in lexicon(form).labels.values())
    columns = set().union(*(header.names() for header in headers.values()))
    return fields + len(columns) + len(present.intersection(map(word, {*form.fields, *columns})))


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
        weight = 0.4 if table.optional else 2.0
        wanted += weight
        if name in headers:
            matched = headers[name].names()
            must = names.tables[name].wanted
            there += weight * (0.5 * len(matched & must) / len(must) + 0.5 * len(matched) / len(table.columns))
    return there / wanted if wanted else 0.0
