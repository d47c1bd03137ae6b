"""Something wrong at a place: data with a stable code, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline.model.record import Origin


class Severity(Enum):
    STOPS = "stops"
    """The form goes back to the person."""
    WARNS = "warns"
    """The form is taken; the status page and the packet's contents list ask for a second look."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable and is what tests and programs look at; `message` and `hint` are for the clerk.

    `other` is the second place, where what stands `at` the first is contradicted.
    """

    at: Origin
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.STOPS
    other: Origin | None = None

    @property
    def places(self) -> str:
        """Where it is, and what it was compared with; of that only what is not the same."""
        if self.other is None or self.other == self.at:
            return str(self.at)
        own, other = (self.at.file, self.at.sheet), (self.other.file, self.other.sheet)
        return f"{self.at}（对照 {self.other.cell if own == other and self.other.cell else self.other}）"

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOPS
