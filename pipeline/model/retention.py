"""How long a piece is kept (DA/T 22-2015)."""

from __future__ import annotations

from enum import Enum


class Retention(Enum):
    """`value` as people write it."""

    EVER = "永久"
    THIRTY = "30年"
    TEN = "10年"

    @property
    def code(self) -> str:
        """As a 档号 has it."""
        return _CODES[self]


_CODES = {Retention.EVER: "Y", Retention.THIRTY: "D30", Retention.TEN: "D10"}
