"""计划落实: each row of the year's plan, what was done of it, and what was done beside the plan."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK, Month
from pipeline.packet.branch.plans import Followed, followed, plan_rows
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.plans import Outcome, planned_time

_COLUMNS: Final = ("序号", "月份", "计划日期", "计划主题", "组织", "活动日期", "活动主题", "落实情况")
_COUNTS: Final = {
    "按计划项数": (Outcome.DONE,),
    "变动项数": (Outcome.CHANGED, Outcome.MOVED),
    "未登记项数": (Outcome.NONE,),
    "未到项数": (Outcome.OPEN,),
    "计划外项数": (Outcome.UNPLANNED,),
}


def fulfilment(material: Material, context: Context) -> Context:
    sheet = material.table_with(Role.PLANNED_ON)
    if sheet is None:
        return {**dict.fromkeys((*_COUNTS, "计划项数"), BLANK), "落实": []}
    planned = plan_rows(sheet.held, sheet.form)
    told = followed(planned, sheet.held.form, material.activity.within)
    counted = Counter(each.outcome for each in told)
    counts = {name: sum(counted[outcome] for outcome in outcomes) for name, outcomes in _COUNTS.items()}
    rows = [{"序号": number, **_row(each, material)} for number, each in enumerate(told, 1)]
    return {**counts, "计划项数": len(planned), "落实": rows}


def _row(each: Followed, material: Material) -> Context:
    plan, done = each.planned, each.activity
    time = planned_time(plan.month, plan.told, material.measure.rules).day if plan else BLANK
    month: Any = plan.month if plan else Month.of(done.day) if done else None
    return {
        "月份": f"{month.month}月" if month else BLANK,
        "计划日期": time,
        "计划主题": plan.theme if plan else BLANK,
        "组织": plan.text("组织科室", "负责人") if plan else BLANK,
        "活动日期": done.day if done else BLANK,
        "活动主题": done.theme or BLANK if done else BLANK,
        "落实情况": str(each.outcome) or BLANK,
    }


FULFILMENT: Final = Computed(
    fulfilment, names=(*_COUNTS, "计划项数"), tables={"落实": dict.fromkeys(_COLUMNS)}, reads=("组织科室", "负责人")
)
