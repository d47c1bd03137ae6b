"""The ledger: what was dropped, what was read from it, what was published. Each write is one transaction."""

from __future__ import annotations

from pipeline.ledger.inspected import Inspected
from pipeline.ledger.laid import Laid
from pipeline.ledger.lease import Lease
from pipeline.ledger.published import Published
from pipeline.ledger.received import Received
from pipeline.ledger.records import Records


class Ledger(Received, Records, Published, Laid, Inspected, Lease):
    """One SQLite file: what came in, what was made of it, and who watches."""
