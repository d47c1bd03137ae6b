"""Whether the year's plan and the activity form have come; the agenda with its 公文 numbering."""

from __future__ import annotations

from typing import Final

from pipeline.mapping.packet import Join
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material

_LEVELS: Final = "一二三四五六七八九十"


def plan(material: Material, context: Context) -> Context:
    rows = [
        {**row, "层次": f"（{_LEVELS[index]}）" if index < 10 else f"（{index + 1}）"}
        for index, row in enumerate(context.get("议程", []))
    ]
    joins = {material.packet.sources[name].join for name in material.sources}
    return {"有安排": Join.PLAN in joins, "有登记": Join.SUBJECT in joins, "议程": rows}


PLAN: Final = Computed(plan, names=("有安排", "有登记"), table="议程", columns=("层次",))
