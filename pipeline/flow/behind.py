"""Is there anything to publish, without a new file having come?"""

from __future__ import annotations

from pipeline.flow.assemble import made_with
from pipeline.flow.desk import Desk


def is_behind(desk: Desk) -> bool:
    """What could not be made before, what is made with other templates now, or a version that a person has chosen.

    Cheap enough for every look at the inbox: of the documents, only those with a version beside them are looked at.
    """
    unsettled = desk.ledger.unsettled()
    return bool(desk.ledger.pending(made_with(desk))) or not all(map(desk.outbox.lies_there, unsettled))
