"""The ledger: what was dropped, what was read from it, what was published. Each write is one transaction."""

from __future__ import annotations

from pipeline.ledger.published import Published
from pipeline.ledger.received import Received


class Ledger(Received, Published):
    """One SQLite file: what came in, and what was made of it."""
