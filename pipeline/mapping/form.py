"""A form mapping: how one kind of sheet is recognised and read. Frozen, as read from mappings/forms/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pipeline.mapping.vocabulary import Every, Role, Sessions, Type
from pipeline.model.values import Attendance


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    def __hash__(self) -> int:
        """By identity: what is made once for a mapping is found by it, without going through its contents."""
        return id(self)


class Entry(_Part):
    """One value of a form: a field beside its label, or a column under its header."""

    type: Type = Type.TEXT
    optional: bool = False
    role: Role | None = None
    choices: tuple[str, ...] = ()
    synonyms: dict[str, str] = {}
    """Of a choice: another word -> the choice it means."""
    legend: dict[str, Attendance] = {}
    """Of a mark: a sign without a fixed meaning -> what this office means by it."""
    example: str = ""
    """Shown beside the blank form's cell."""


class FieldOf(Entry):
    """A field: found beside (or below) one of its labels; its own name is always a label."""

    labels: tuple[str, ...] = ()
    after: str = ""
    """The label counts only as the next one after this field, as the two 职务 of a talk record do."""
    in_title: bool = False
    """Where no label gives it, the title or the sheet's name may."""
    times: Annotated[tuple[str, ...], Field(max_length=2)] = ()
    """The fields that take start and end when they stand in the same cell as the date."""
    default: str | None = None
    instead: tuple[str, ...] = ()
    """Fields of which the first that is filled in stands for this one where it is not."""
    cell: str = ""
    """A fixed address, for a form that is protected and never changes; wins over the labels."""
    wide: bool = False
    """Takes the whole width of the blank form."""
    lines: Annotated[int, Field(ge=1, le=40)] | None = None
    """Of a long text: how many lines the blank form gives it; without it as many as the page has to spare."""
    printed: bool = True
    """On the blank form; what is not is read all the same where a sheet has it."""

    @property
    def is_told_elsewhere(self) -> bool:
        """A sheet that has no label for it may have it: in its title, by its folder, by what holds for all."""
        return self.in_title or self.type is Type.BRANCH or self.default is not None

    @property
    def is_long(self) -> bool:
        """A text of several paragraphs, in which the words of labels may occur."""
        return self.wide and self.type is Type.TEXT and self.role is None


class Column(Entry):
    """A column: found by its header; its own name is always a header."""

    headers: tuple[str, ...] = ()
    anchor: bool = False
    """The column that makes a row a row: without it a line is no entry of the table."""
    total: bool = False
    """Its total stands in the 合计 row."""
    ticks: dict[str, Attendance] = {}
    """Of a mark that is spread over columns: the header of each, and what a tick under it means."""
    sessions: tuple[str, ...] = ()
    """Of a mark that is given several times on one sheet: the header of each time."""
    of_sessions: Sessions | None = None
    """Which of the marks counts where they differ; without it that is a problem."""
    width: float = 12
    """Of the blank form, in characters."""


class Table(_Part):
    """Rows under headers. `section` is the heading above it on the blank form."""

    columns: dict[str, Column]
    section: str = ""
    optional: bool = False
    each_month: str = ""
    """The column that a sheet for the whole year has for each month: 1月 … 12月. Each month is a record of its own."""
    blank_rows: int = 10

    @cached_property
    def anchor(self) -> str:
        return next(name for name, column in self.columns.items() if column.anchor)

    @cached_property
    def roles(self) -> dict[Role, str]:
        return _roles(self.columns)

    @cached_property
    def member(self) -> str:
        """The column that says whom a row is about."""
        return self.by_role(Role.MEMBER) or self.anchor

    def by_role(self, role: Role) -> str | None:
        return self.roles.get(role)


class FormMapping(_Part):
    """How to read one kind of sheet."""

    form: str
    about: str = ""
    title: tuple[str, ...]
    """Words by which the heading names the form."""
    not_title: tuple[str, ...] = ()
    """Words that rule it out although a word of `title` is there."""
    key: tuple[str, ...]
    """With the branch: a later sheet with the same key replaces the earlier one."""
    every: Every = Every.CHANGE
    """The workbook of blank forms for a month holds those of the month; that of January those of the year too, and that
    of March, June, September and December those of the coming quarter."""
    signed: tuple[str, ...] = ()
    """Who signs the printed form by hand, at its foot."""
    office: bool = False
    """Sent by an office over branches (党总支, 党委), which has no roster of its own."""
    only_titled: bool = False
    """Its words are those of other papers too: without its title a sheet is not it."""
    in_rows: bool = False
    """A sheet may hold several, one in each row; of a form with rows, a column may tell what day each is of."""
    fields: dict[str, FieldOf]
    tables: dict[str, Table] = {}

    @cached_property
    def roles(self) -> dict[Role, str]:
        return _roles(self.fields)

    @cached_property
    def long_fields(self) -> frozenset[str]:
        return frozenset(name for name, field in self.fields.items() if field.is_long)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The fields that name one person each."""
        return tuple(name for name, field in self.fields.items() if field.type is Type.MEMBER)

    @cached_property
    def own_names(self) -> dict[str, str]:
        """What templates call its fields and tables where a packet gives no other names."""
        return {name: name for name in (*self.fields, *self.tables)}

    @cached_property
    def places(self) -> dict[Role, tuple[str, str]]:
        """Role -> the first table that has a column with it, and the column's name."""
        found: dict[Role, tuple[str, str]] = {}
        for name, table in self.tables.items():
            for role, column in table.roles.items():
                found.setdefault(role, (name, column))
        return found

    @cached_property
    def is_roster(self) -> bool:
        """Members without marks or dues, and one for a branch: the branch's own list."""
        lists = self.table_with(Role.MEMBER) is not None and not self.key
        return lists and not self.table_with(Role.MARK) and not self.table_with(Role.DUE)

    @property
    def is_profile(self) -> bool:
        """What the branch itself is: since when, by whom it is led."""
        return self.by_role(Role.FOUNDED) is not None

    def by_role(self, role: Role) -> str | None:
        """The name of the field with that role."""
        return self.roles.get(role)

    def table_with(self, role: Role) -> tuple[str, str] | None:
        """The first table that has a column with that role, and the column's name."""
        return self.places.get(role)


def _roles(entries: Mapping[str, Entry]) -> dict[Role, str]:
    """Role -> the first entry that has it."""
    found: dict[Role, str] = {}
    for name, entry in entries.items():
        if entry.role is not None:
            found.setdefault(entry.role, name)
    return found
