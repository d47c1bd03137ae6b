"""A plan's rows with their days: those that the form names, else those of the branch's day rule; by when it is due."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.branch.plans import plan_rows
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.plan_checks import deadline_of
from pipeline.rules.plans import planned_time

_NAMES: Final = ("活动日规定", "报送期限", "报送对象")


def schedule(material: Material, context: Context) -> Context:
    sheet = material.table_with(Role.PLANNED_ON)
    if sheet is None:
        return dict.fromkeys(_NAMES, BLANK)
    rules = material.measure.rules
    times = [planned_time(row.month, row.told, rules) for row in plan_rows(sheet.held, sheet.form)]
    due = deadline_of(sheet.held.record, sheet.form, rules)
    return {
        "活动日规定": _day_rule(material),
        "报送期限": due.day if due and due.day else BLANK,
        "报送对象": due.rule.to if due and due.rule.to else BLANK,
        sheet.name: [
            {**row, "计划日期": time.day, "日期说明": time.remark or BLANK}
            for row, time in zip(context[sheet.name], times, strict=True)
        ],
    }


def _day_rule(material: Material) -> Any:
    """The rule of the plan's first day, with its source; BLANK where the branch has chosen none."""
    period = material.activity.period
    rule = material.measure.rules.on(period.last if period else dt.date.max).theme_day
    return f"{rule.about}（{rule.basis}）" if rule else BLANK


SCHEDULE: Final = Computed(
    schedule, names=_NAMES, table=Role.PLANNED_ON, columns=("计划日期", "日期说明"), reads=("计划日期",)
)
