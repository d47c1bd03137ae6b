"""The year's bulletins: number, title and day of each, as they stand on the bulletins themselves."""

from __future__ import annotations

from typing import Final

from pipeline.mapping.packet import Computation
from pipeline.packet.activity import Activity
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material

_COLUMNS: Final = ("期号", "题目", "日期", "活动类型")


def bulletins(material: Material, context: Context) -> Context:
    issued = [activity for activity in material.activity.within if _has_bulletin(activity)]
    lines = (
        (activity.number, activity.theme, activity.day, "、".join(activity.kinds))
        for activity in sorted(issued, key=lambda activity: (activity.day, activity.number))
    )
    return {"简报": [dict(zip(_COLUMNS, line, strict=True)) for line in lines]}


def _has_bulletin(activity: Activity) -> bool:
    """Its packet makes one, and all that this needs has come."""
    return any(
        Computation.ISSUE in document.computes
        and all(any(name in activity.sources for name in need.split("|")) for need in document.needs)
        for document in activity.packet.documents
    )


BULLETINS: Final = Computed(bulletins, tables={"简报": dict.fromkeys(_COLUMNS)})
