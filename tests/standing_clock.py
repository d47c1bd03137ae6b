"""A clock that stands still, and that another process can have as well."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class StandingClock:
    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now
