"""A form that has one entry on a sheet, as it is where its fields head the columns of a list."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from pipeline.forms.words import word, words
from pipeline.mapping.form import Column, FieldOf, FormMapping, Table
from pipeline.mapping.vocabulary import Role, Type

NUMBER: Final = "序号"


def may_be_listed(form: FormMapping) -> bool:
    """One with rows of its own has no row left to be an entry."""
    return form.in_rows and bool(form.key) and all(table.optional for table in form.tables.values())


@lru_cache(maxsize=16)
def as_list(form: FormMapping) -> FormMapping:
    """The form with its fields as the columns of one table that has the form's name."""
    shared = Counter(word(label) for field in form.fields.values() if field.after for label in field.labels)
    columns: dict[str, Column] = {}
    taken: set[str] = set(words(form.fields))
    for name, field in form.fields.items():
        own = tuple(
            label for label in field.labels if word(label) not in taken and not (field.after and shared[word(label)])
        )
        taken |= words(own)
        columns[name] = _column(field, own, is_anchor=name == anchor_of(form))
    if word(NUMBER) not in taken:
        columns[NUMBER] = Column(type=Type.COUNT, optional=True, headers=("编号",))
    return FormMapping(form=form.form, title=form.title, key=(), fields={}, tables={form.form: Table(columns=columns)})


def _column(field: FieldOf, headers: tuple[str, ...], *, is_anchor: bool) -> Column:
    return Column(
        type=field.type, optional=field.optional or field.in_title, role=field.role, headers=headers, anchor=is_anchor
    )


def anchor_of(form: FormMapping) -> str:
    """Whom an entry is about, else its day: what each row has."""
    people = [name for name in form.key if form.fields[name].type is Type.MEMBER]
    day = form.by_role(Role.DATE)
    return people[-1] if people else day if day in form.key and day else form.key[0]
