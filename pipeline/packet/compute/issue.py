"""The bulletin's number: counted by date through the year, from 1."""

from __future__ import annotations

from typing import Final

from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material


def issue(material: Material, context: Context) -> Context:
    return {"期号": material.activity.number}


ISSUE: Final = Computed(issue, names=("期号",))
