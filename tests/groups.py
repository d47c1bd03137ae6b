"""Whether anything is left of a process group."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path


def _alive(group: int) -> list[int]:
    """Processes of the group that run; a zombie that nobody has reaped yet does not."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, process_group = status.read_text().rpartition(")")[2].split()[:3]
            if int(process_group) == group and state != "Z":
                found.append(int(status.parent.name))
    return found


def gone(group: int, within_s: float = 5.0) -> bool:
    end = time.monotonic() + within_s
    while _alive(group):
        if time.monotonic() > end:
            return False
        os.sched_yield()
    return True
