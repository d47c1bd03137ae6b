"""支部, 年度, 月份, 活动日期 and 活动主题 as the packet has them, whichever form gave them."""

from __future__ import annotations

from typing import Final

from pipeline.model.values import BLANK, Month
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material


def dates(material: Material, context: Context) -> Context:
    activity = material.activity
    period = str(activity.period) if activity.period else BLANK
    given: Context = {"支部": activity.branch, "年度": activity.day.year, "期间": period}
    if activity.packet.kinds:
        given |= {
            "月份": Month.of(activity.day),
            "活动日期": activity.day,
            "活动主题": activity.theme,
            "活动类型": "、".join(activity.kinds),
        }
    return given


DATES: Final = Computed(
    dates, names=("支部", "年度", "期间"), of_activities=("月份", "活动日期", "活动主题", "活动类型")
)
