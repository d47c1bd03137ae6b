"""A process with all that it has started: how much memory they take together."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

STEP_S = 0.2


def peak_mb(process: subprocess.Popen[bytes], meanwhile: Callable[[], object] = lambda: None) -> float:
    """Waits for its end. What several share counts once: the sum of the shares (Pss) that the system gives them."""
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_share_mb, _with_children(process.pid))))
        meanwhile()
        time.sleep(STEP_S)
    return peak


def peak_mb_alone(process: subprocess.Popen[bytes]) -> float:
    """Waits for its end. The most that it had resident, without those that it has started."""
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _most_mb(process.pid))
        time.sleep(STEP_S / 4)
    return peak


def _with_children(pid: int) -> list[int]:
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for parent in found:
        found += [child for child, own in parents.items() if own == parent]
    return found


def _share_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _most_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
