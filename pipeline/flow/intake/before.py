"""What held before a file came. Each form of a branch is asked for once, however many records the file brings."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.ledger.entries import Held
from pipeline.ledger.ledger import Ledger


class Before:
    """Of one file: whoever judges the next one asks anew."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[str, str], dict[str, Held]] = {}

    def of(self, branch: str, form: str) -> Mapping[str, Held]:
        """The current records by key, in the ledger's order."""
        if (branch, form) not in self._known:
            self._known[branch, form] = {held.key: held for held in self._ledger.held_of(branch, form)}
        return self._known[branch, form]
