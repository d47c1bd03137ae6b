"""What a theme day is: what was announced, done and said, and who was away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

HALL: Final = "三楼党员活动室"


@dataclass(frozen=True, slots=True)
class Away:
    """One who was not there: `kind` of leave, or empty for an absence, which was then looked into (`cause`)."""

    name: str
    kind: str
    reason: str
    approver: str = "冯伟"
    made_up: dt.date | None = None
    how: str = ""
    by: str = ""
    called: dt.date | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class ThemeDay:
    """`agenda` as (item, content, speaker), `decisions` as (matter, who, by when), `photos` as captions."""

    day: dt.date
    noticed: dt.date
    theme: str
    genre: str
    tags: str
    form: str
    place: str
    office: str
    host: str
    recorder: str
    study: str
    content: str
    agenda: tuple[tuple[str, str, str], ...]
    minutes: tuple[str, ...]
    summary: str
    review: str
    decisions: tuple[tuple[str, str, dt.date], ...] = ()
    photos: tuple[str, ...] = ()
    away: tuple[Away, ...] = ()
    observers: str = ""
