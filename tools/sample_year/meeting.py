"""What a meeting is, with what was said and settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sample_year.theme_day import HALL, Away


@dataclass(frozen=True, slots=True)
class Meeting:
    """`agenda` as (item, content, speaker); `more` are further fields of the form, 表决 among them."""

    day: dt.date
    theme: str
    host: str
    recorder: str
    agenda: tuple[tuple[str, str, str], ...]
    minutes: tuple[str, ...]
    closing: str
    decisions: tuple[tuple[str, str, dt.date], ...] = ()
    away: tuple[Away, ...] = ()
    place: str = HALL
    more: Mapping[str, Any] = field(default_factory=dict)
