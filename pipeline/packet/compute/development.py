"""发展党员: 阶段, the last step taken, and 缺少材料, the papers that this step should have left."""

from __future__ import annotations

from typing import Final

from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.papers.person_papers import row_with_papers
from pipeline.rules.development import PAPERS, STEPS, TABLE, lacking, stage_of


def development(material: Material, context: Context) -> Context:
    papers = material.activity.on_file
    rows = [row_with_papers(row, str(row["姓名"]), papers) for row in context.get(TABLE, [])]
    return {TABLE: [{**row, "阶段": stage_of(row), "缺少材料": "、".join(lacking(row))} for row in rows]}


DEVELOPMENT: Final = Computed(development, table=TABLE, columns=("阶段", "缺少材料"), reads=(*STEPS, *PAPERS))
