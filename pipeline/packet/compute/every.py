"""Every computation by the word that a packet mapping asks for it with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.mapping.packet import Computation, DocumentMapping
from pipeline.packet.compute.attendance import ATTENDANCE
from pipeline.packet.compute.computation import Computed
from pipeline.packet.compute.dates import DATES
from pipeline.packet.compute.dues import DUES
from pipeline.packet.compute.issue import ISSUE
from pipeline.packet.compute.photos import PHOTOS
from pipeline.packet.compute.plan import PLAN
from pipeline.packet.context import Context, Material

COMPUTATIONS: Final[Mapping[Computation, Computed]] = {
    Computation.DATES: DATES,
    Computation.ATTENDANCE: ATTENDANCE,
    Computation.DUES: DUES,
    Computation.PHOTOS: PHOTOS,
    Computation.PLAN: PLAN,
    Computation.ISSUE: ISSUE,
}


def computed(material: Material, context: Context, document: DocumentMapping) -> Context:
    """The context with everything that the packet's `computes` and the document's add."""
    result = dict(context)
    for name in dict.fromkeys((*material.packet.computes, *document.computes)):
        result |= COMPUTATIONS[name].run(material, result)
    return result
