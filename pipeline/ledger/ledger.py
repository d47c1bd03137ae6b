"""The ledger: what was dropped, what was read from it, what was published. Each write is one transaction."""

from __future__ import annotations

from pipeline.ledger.inspected import Inspected
from pipeline.ledger.laid import Laid
from pipeline.ledger.lease import Lease
from pipeline.ledger.published import Published
from pipeline.ledger.shown import Shown
from pipeline.ledger.withdrawing import Withdrawing


class Ledger(Withdrawing, Published, Laid, Shown, Inspected, Lease):
    """One SQLite file: what came in, what was made of it, and who watches."""
