"""The rows of a sheet of dues: what each member owes and paid that month, each value with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.roster import Roster

_REDUCED: Final = re.compile("减免|免交|免缴|减交|减缴|少交|少缴|困难|缓交|缓缴")
_OTHER_MONTHS: Final = re.compile(r"[补预][交缴]|补\s*(?:[\d一二三四五六七八九十]|[上去前]|年)")
_TOLD: Final = (Role.BASE, Role.RATE, Role.CATEGORY, Role.PAID_ON, Role.REMARK)


class Line(NamedTuple):
    """One member's row; None where the form left the cell empty or has no such column.

    `paid` may be BLANK: the empty cell is what is told of.
    """

    name: Value
    due: Value
    base: Value | None
    rate: Value | None
    category: Value | None
    paid: Value | None
    paid_on: Value | None
    remark: str

    @property
    def reduced(self) -> bool:
        return bool(self.remark and _REDUCED.search(self.remark))

    @property
    def of_other_months(self) -> bool:
        return is_of_other_months(self.remark)

    @property
    def is_collected(self) -> bool:
        """Whether anything is said of what was paid; nothing paid is said with a 0."""
        return self.paid is not None and self.paid.value is not BLANK


def is_of_other_months(remark: str) -> bool:
    """Whether a row tells what is made up for or paid beforehand: it stands beside the member's row of the month."""
    return bool(remark and _OTHER_MONTHS.search(remark))


def lines_of(record: Record, form: FormMapping, roster: Roster | None = None) -> Iterator[Line]:
    """`roster` gives the class of a member where the form has none."""
    place = form.table_with(Role.DUE)
    if place is None:
        return
    table, due = place
    columns = form.tables[table]

    asked = [columns.by_role(role) or "" for role in _TOLD]
    member, paid = columns.member, columns.by_role(Role.PAID) or ""
    for row in record.rows(table):
        owed, name = row[due], row[member]
        if not isinstance(owed.value, Decimal):
            continue
        told = [None if (cell := row.get(column)) is None or cell.value is BLANK else cell for column in asked]
        base, rate, category, paid_on, remark = told
        if category is None and roster and (listed := roster.by_name.get(str(name.value))):
            category = listed.category
        words = str(remark.value) if remark else ""
        yield Line(name, owed, base, rate, category, row.get(paid), paid_on, words)
