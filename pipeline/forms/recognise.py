"""Which form is a sheet? Its title, labels and headers say so; file name, sheet name and addresses do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.headings import Title, denied_by, headings_of, title_of, top_of
from pipeline.forms.lexicon import common_words, lexicon
from pipeline.forms.tables.headers import Header, find_headers
from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping

_LABEL = re.compile(r"([^\s:：]{1,12}(?:[ \u3000][^\s:：]{1,3})?)\s*[:：]")
_LONGEST = 200
_ENOUGH_WITH_TITLE = 0.3
_ENOUGH_WITHOUT = 0.7
_TIE = 0.05
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form, the cell of its title where it has one, and the header rows of its tables.

    `score` is compared among titled ones, or among untitled ones: a title goes before everything else.
    """

    form: FormMapping
    title: Cell | None
    score: float
    headers: Mapping[str, Header]


def recognise(grid: Grid, forms: Mapping[str, FormMapping]) -> list[Recognised]:
    """The forms that the sheet may be, likeliest first; more than one entry means that they tie."""
    present = frozenset(grid.places()) | words(_heads(grid))
    common = common_words(tuple(forms.values()))
    top = top_of(grid, common)
    spoken_of = common.spoken_of("\n".join(text for _, text in top))
    titles = {form: title for form in forms.values() if form in spoken_of and (title := title_of(top, form))}
    named = [hit for form, title in titles.items() if (hit := _look(grid, form, title, present))]
    if named:
        return _likeliest(_headed(named, grid))
    headings = headings_of(grid, top)
    untitled = (form for form in forms.values() if form not in titles and not form.only_titled)
    rest = (form for form in untitled if not denied_by(headings, form))
    return _likeliest([hit for form in rest if (hit := _look(grid, form, None, present))])


def titled(grid: Grid, forms: Mapping[str, FormMapping]) -> FormMapping | None:
    """The form that the sheet's title names, whatever else is on it."""
    top = top_of(grid, common_words(tuple(forms.values())))
    return next((form for form in forms.values() if (title := title_of(top, form)) and title.is_name), None)


def denied(grid: Grid, forms: Mapping[str, FormMapping]) -> tuple[FormMapping, Cell, str] | None:
    """A form that the sheet would be but for a word in its heading; that heading, and the word: 汇总, 方案."""
    headings = headings_of(grid, top_of(grid, common_words(tuple(forms.values()))))
    present = frozenset(grid.places()) | words(_heads(grid))
    for form in forms.values():
        if (no := denied_by(headings, form)) and _look(grid, form, None, present):
            return form, *no
    return None


def _headed(named: list[Recognised], grid: Grid) -> list[Recognised]:
    """Those whose title is the first line that stands by itself: others may only speak of what a title names, or head
    a part of the sheet."""
    alone = [hit for hit in named if hit.title and len(grid.filled_in(hit.title[0])) == 1]
    first = min((hit.title[0] for hit in alone if hit.title), default=0)
    return [hit for hit in alone if hit.title and hit.title[0] == first] or named


def _likeliest(seen: list[Recognised]) -> list[Recognised]:
    best = max((hit.score for hit in seen), default=0.0)
    return [hit for hit in seen if hit.score > best - _TIE]


def _heads(grid: Grid) -> Iterator[str]:
    """What stands before a colon."""
    for told in grid.places():
        if ":" in told:
            for cell in grid.places()[told]:
                yield from _LABEL.findall(grid.text(cell)[:_LONGEST])


def _look(grid: Grid, form: FormMapping, title: Title | None, present: frozenset[str]) -> Recognised | None:
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
