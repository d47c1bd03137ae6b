"""What stands in a document's properties."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Properties:
    """`day` is the activity's, never today's."""

    title: str
    author: str
    day: dt.date

    def names(self) -> dict[str, str]:
        """As a compiled template asks for them (see `compile`)."""
        return {"__title": self.title[:255], "__author": self.author[:255], "__moment": f"{self.day}T00:00:00Z"}
