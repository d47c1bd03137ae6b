"""The words of a form as they are compared with a sheet's, made once for each mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.forms.words import word, words
from pipeline.mapping.form import FormMapping, Table
from pipeline.mapping.vocabulary import Type


@dataclass(frozen=True, slots=True)
class TableWords:
    """`known`: a header -> its column; the columns' own names win over synonyms. `wanted` are columns that must be.

    `parts` are headers of a mark that is spread over several columns.
    """

    known: Mapping[str, str]
    parts: frozenset[str]
    wanted: frozenset[str]
    anchor: str


@dataclass(frozen=True, slots=True)
class FormWords:
    """`labels` are all labels of a field; `wide` and `asked` those of wide fields and of questions."""

    title: tuple[str, ...]
    not_title: tuple[str, ...]
    labels: Mapping[str, frozenset[str]]
    all_labels: frozenset[str]
    wide: frozenset[str]
    asked: frozenset[str]
    sections: frozenset[str]
    tables: Mapping[str, TableWords]


@lru_cache(maxsize=64)
def lexicon(form: FormMapping) -> FormWords:
    labels = {name: words((name, *entry.labels)) for name, entry in form.fields.items()}
    return FormWords(
        tuple(map(word, form.title)),
        tuple(map(word, form.not_title)),
        labels,
        frozenset().union(*labels.values()),
        frozenset().union(*(labels[name] for name, entry in form.fields.items() if entry.wide)),
        frozenset().union(*(labels[name] for name, entry in form.fields.items() if entry.type is Type.YES_NO)),
        words(part for name, table in form.tables.items() for part in (name, table.section) if part),
        {name: _table_words(table) for name, table in form.tables.items()},
    )


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Of all forms: every label, and by its first character every title with its form."""

    labels: frozenset[str]
    titles: Mapping[str, list[tuple[str, FormMapping]]]

    def spoken_of(self, text: str) -> set[FormMapping]:
        """The forms that a text names."""
        return {form for first in self.titles.keys() & {*text} for title, form in self.titles[first] if title in text}


@lru_cache(maxsize=4)
def common_words(forms: tuple[FormMapping, ...]) -> CommonWords:
    titles: dict[str, list[tuple[str, FormMapping]]] = {}
    for form in forms:
        for title in lexicon(form).title:
            titles.setdefault(title[:1], []).append((title, form))
    return CommonWords(frozenset().union(*(lexicon(form).all_labels for form in forms)), titles)


def _table_words(table: Table) -> TableWords:
    known = {word(header): name for name, column in table.columns.items() for header in column.headers}
    known |= {word(name): name for name in table.columns}
    parts = {word(part): name for name, column in table.columns.items() for part in (*column.ticks, *column.sessions)}
    parts = {part: name for part, name in parts.items() if part not in known}
    return TableWords(
        known | parts,
        frozenset(parts),
        frozenset(name for name, entry in table.columns.items() if not entry.optional),
        table.anchor,
    )
