"""A branch's activities of one year, gathered anew from its records."""

from __future__ import annotations

from pipeline.flow.assembly.branch import branch_of
from pipeline.flow.desk import Desk
from pipeline.packet.activity import Activity
from pipeline.packet.gather.gather import gather


def year_activities(branch: str, year: int, desk: Desk) -> list[Activity]:
    """All that took place, by time."""
    work, forms, packets = branch_of(branch, desk), desk.mappings.forms, desk.mappings.packets.values()
    gathered = gather(forms, packets, work.held, work.measure.rules, work.papers.papers)
    held = [one for one in gathered.activities if one.packet.kinds and not one.planned and one.day.year == year]
    return sorted(held, key=lambda one: (one.day, one.key))
