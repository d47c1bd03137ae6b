"""下月计划: what the plans of the quarter and of the year have for the month after the packet's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK, Month
from pipeline.packet.branch.plans import PlanRow, plan_rows
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.plans import planned_time

_TEXTS: Final = {
    "活动主题": ("活动主题",),
    "活动内容": ("活动内容",),
    "活动形式": ("活动形式",),
    "活动地点": ("活动地点",),
    "负责人": ("负责人", "组织科室"),
}
"""Name in the templates -> the plans' columns, of which the first that says something holds."""
_COLUMNS: Final = ("序号", "计划日期", "日期说明", *_TEXTS, "依据")


def next_month(material: Material, context: Context) -> Context:
    """The plan of the quarter is the nearer one: where it has the month, that of the year is not asked."""
    period = material.activity.period
    month = Month.of((period.last if period else material.activity.day) + dt.timedelta(1))
    found: list[Context] = []
    for role in (Role.QUARTER, Role.YEAR):
        found = found or [_row(row, form, material) for row, form in _planned(material, role) if row.month == month]
    return {"下月": month, "下月计划": [{"序号": number, **row} for number, row in enumerate(found, 1)]}


def _planned(material: Material, role: Role) -> Iterable[tuple[PlanRow, str]]:
    """The rows of the plans that are of a quarter, or of a year."""
    for several in material.several.values():
        for held in several:
            form = material.forms[held.form]
            own = Role.QUARTER if form.by_role(Role.QUARTER) else Role.YEAR
            for row in plan_rows(held, form) if own is role else ():
                yield row, held.form


def _row(row: PlanRow, form: str, material: Material) -> Context:
    time = planned_time(row.month, row.told, material.measure.rules)
    texts = {name: row.text(*columns) for name, columns in _TEXTS.items()}
    return {"计划日期": time.day, "日期说明": time.remark or BLANK, **texts, "依据": form}


NEXT_MONTH: Final = Computed(
    next_month,
    names=("下月",),
    tables={"下月计划": dict.fromkeys(_COLUMNS)},
    reads=("活动内容", "活动形式", "活动地点", "负责人", "组织科室"),
)
