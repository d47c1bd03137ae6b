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
    """`code` is stable and is what tests and programs look at; `message` and `hint` are for the clerk."""

    at: Origin
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.STOPS

    @property
    def stops(self) -> bool:
        return self.severity is Severity.STOPS
