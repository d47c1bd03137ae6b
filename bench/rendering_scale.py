"""Two processes against one, and the memory of one process over ten thousand documents."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kit.child import Child
from kit.figure import Figure, LeftOut, at_least, at_most
from kit.minutes import TEMPLATE, write_template

KEYS = ("render_scaling_2", "render_rss_growth_mb")
ROUNDS = 12
BATCH = 500
HERE = Path(__file__).resolve().parent


def measure() -> Iterator[Figure | LeftOut]:
    with tempfile.TemporaryDirectory(prefix="dangan-bench-") as scratch:
        folder = Path(scratch)
        write_template(folder / TEMPLATE)
        yield Figure("render_scaling_2", "times the documents a second", _scaling(folder), at_least(1.7))
        yield _growth(folder)


def _scaling(folder: Path) -> tuple[float, ...]:
    command = [sys.executable, HERE / "kit" / "worker.py", folder]
    with Child(command) as first, Child(command) as second:
        for child in (first, second):
            child(BATCH)
        return tuple(2 * first(BATCH) / _both(first, second) for _ in range(ROUNDS))


def _both(first: Child, second: Child) -> float:
    """Seconds until both have rendered a batch, begun at the same time."""
    for child in (first, second):
        child.start(BATCH)
    return max(first.seconds(), second.seconds())


def _growth(folder: Path) -> Figure | LeftOut:
    if not Path("/proc/self/statm").exists():
        return LeftOut("render_rss_growth_mb", "only Linux tells a process's memory this way")
    told = subprocess.run(
        [sys.executable, HERE / "kit" / "memory.py", folder], stdout=subprocess.PIPE, check=True, text=True
    )
    first, *later = (float(line) for line in told.stdout.split())
    return Figure("render_rss_growth_mb", "MB", (max(later) - first,), at_most(20))
