"""Of a sheet that is no form: which forms it is most like, what of them is there and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from pipeline.forms.grid import Cell, Grid, address
from pipeline.forms.lexicon import lexicon
from pipeline.forms.words import word
from pipeline.mapping.form import FormMapping

_MOST: Final = 3
_NAMED: Final = 4
_LEAST_FOUND: Final = 2
_LIKE: Final = 0.6
_LONGEST_TITLE: Final = 40
_OF_ANY: Final = re.compile(r"登记|记录|情况|汇总|台账|名[册单]|[表册簿单]$|[\d年月度]")
"""What titles of all forms may have in common."""


@dataclass(frozen=True, slots=True)
class NearForm:
    """`found` are its labels and headers on the sheet, `missing` those that it cannot do without."""

    form: FormMapping
    found: Mapping[str, Cell]
    missing: tuple[str, ...]
    title: float
    """How much the heading is like one of the form's, 0 to 1."""

    @property
    def score(self) -> float:
        """What it must have counts, then how much of it there is at all, then its title."""
        must = [name for name in _must(self.form) if name in self.found]
        whole = len(must) + len(self.missing)
        return len(must) / whole + len(self.found) / 100 + self.title if whole else self.title

    def told(self) -> str:
        """谈心谈话记录：有 谈话人（B3）；缺 谈话日期、谈话内容"""
        there = "、".join(f"{name}（{address(cell)}）" for name, cell in [*self.found.items()][:_NAMED])
        parts = [f"有 {there}"] if there else []
        parts += [f"缺 {_some(self.missing)}"] if self.missing else ["只缺标题里的名称"]
        return f"{self.form.form}：{'，'.join(parts)}"


def nearest_forms(grid: Grid, forms: Mapping[str, FormMapping]) -> list[NearForm]:
    """At most three, the nearest first; none where hardly a word is any form's."""
    words = _words(grid)
    titles = [word(grid.text(cell)) for cell in list(grid.filled())[:_MOST]]
    seen = [_seen(form, words, titles) for form in forms.values()]
    near = [each for each in seen if len(each.found) >= _LEAST_FOUND or each.title >= _LIKE]
    best = sorted(near, key=lambda each: -each.score)[:_MOST]
    return [each for each in best if each.score >= best[0].score / 2]


def _seen(form: FormMapping, words: Mapping[str, Cell], titles: list[str]) -> NearForm:
    found: dict[str, Cell] = {}
    for name, known in _entries(form):
        cell = min((words[each] for each in known if each in words), default=None)
        if cell is not None and cell not in found.values():
            found.setdefault(name, cell)
    missing = tuple(name for name in _must(form) if name not in found)
    return NearForm(form, found, missing, max((_likeness(title, form) for title in titles), default=0))


def _entries(form: FormMapping) -> Iterator[tuple[str, frozenset[str]]]:
    """The words of each field and column, those that must be there first."""
    names = lexicon(form)
    must = set(_must(form))
    all_of = list(names.labels.items())
    for name, table in names.tables.items():
        columns = form.tables[name].columns
        all_of += [(column, frozenset(told for told, of in table.known.items() if of == column)) for column in columns]
    yield from sorted(all_of, key=lambda entry: entry[0] not in must)


def _must(form: FormMapping) -> list[str]:
    fields = [name for name, field in form.fields.items() if not field.optional and not field.is_told_elsewhere]
    tables = [table for table in form.tables.values() if not table.optional]
    return fields + [name for table in tables for name, column in table.columns.items() if not column.optional]


def _words(grid: Grid) -> dict[str, Cell]:
    """Each text with its first cell, and what stands before a colon."""
    found = {told: cells[0] for told, cells in grid.places().items()}
    for told, cell in [*found.items()]:
        head, colon, _ = told.partition(":")
        if colon:
            found.setdefault(head, cell)
    return found


def _likeness(title: str, form: FormMapping) -> float:
    if len(title) > _LONGEST_TITLE or any(no in title for no in lexicon(form).not_title):
        return 0
    of = _OF_ANY.sub("", title)
    names = (_OF_ANY.sub("", name) for name in lexicon(form).title) if len(of) > 1 else ()
    best = max((SequenceMatcher(None, of, name, autojunk=False).ratio() for name in names), default=0)
    return best if best >= _LIKE else 0


def _some(names: tuple[str, ...]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
