"""文件材料: what the branch handed in of the period's papers, and what lies with the period's activities."""

from __future__ import annotations

from typing import Final

from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.papers.paper import Paper

_COLUMNS: Final = ("序号", "种类", "文件名", "姓名", "日期", "说明")


def papers(material: Material, context: Context) -> Context:
    """By kind, then by day and name. Of an activity its own."""
    activity, period = material.activity, material.activity.period
    lying = ((paper, one) for one in activity.within for paper in one.papers)
    days = {paper: one.day.isoformat() for paper, one in lying}
    told = [paper for paper in activity.on_file if paper in days or (period and paper.told.within(period))]
    rows = sorted(told, key=lambda paper: (paper.kind, days.get(paper, str(paper.told)), paper.file, paper.folder))
    listed = enumerate(rows, 1)
    return {"文件材料": [_row(number, paper, days.get(paper, str(paper.told))) for number, paper in listed]}


def _row(number: int, paper: Paper, day: str) -> Context:
    """`day` is that of its activity, else what the paper tells."""
    return dict(zip(_COLUMNS, (number, paper.kind, paper.file, paper.person, day, paper.note), strict=True))


PAPERS: Final = Computed(papers, tables={"文件材料": dict.fromkeys(_COLUMNS)})
