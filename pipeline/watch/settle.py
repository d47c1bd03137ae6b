"""Is a file quiet? The decision alone, without waiting: time comes in as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Stamp = tuple[int, int]
"""Size in bytes and time of last change in nanoseconds: a file that keeps both is not being written."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was last looked at; `since` is when it was first seen so, in seconds of any steady clock."""

    stamp: Stamp
    since: float


def settled(
    seen: Mapping[Path, Seen], now_there: Mapping[Path, Stamp], now: float, quiet: float
) -> tuple[dict[Path, Seen], list[Path]]:
    """What to remember, and which files have kept their stamp for `quiet` seconds; a gone file is forgotten."""
    remembered = {
        path: seen[path] if path in seen and seen[path].stamp == stamp else Seen(stamp, now)
        for path, stamp in now_there.items()
    }
    ready = [path for path, sight in remembered.items() if now - sight.since >= quiet]
    return remembered, ready
