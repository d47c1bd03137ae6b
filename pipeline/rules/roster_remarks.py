"""What a roster says of coming and leaving in its remarks alone: no date is taken from there, so it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.finding import finding

_TOLD: Final = {
    Role.LEFT: re.compile("转出|转走|调出|调离|去世|病故|逝世|已故|退党|除名|出国|出境"),
    Role.JOINED: re.compile("转入|调入"),
}


def check_roster_remarks(record: Record, form: FormMapping) -> Iterator[Problem]:
    place = form.table_with(Role.MEMBER)
    if place is None or not form.is_roster:
        return
    table, name = place
    columns = form.tables[table].roles
    remark = columns.get(Role.REMARK, "")
    for row in record.rows(table):
        told = row.get(remark)
        for role, words in _TOLD.items() if told and told.value is not BLANK else ():
            column = columns.get(role)
            if column and told and words.search(str(told.value)) and _is_blank(row.get(column)):
                message = f"{row[name].value}的{remark}写“{told.value}”，{column}一栏没有填：程序不按{remark}计算"
                yield finding(told, "roster-remark-only", message, f"请把日期写进“{column}”一栏，没有这一栏的加一栏")


def _is_blank(held: Value | None) -> bool:
    return held is None or held.value is BLANK
