"""dangan --help against the bare interpreter: whole processes in turn, the ratio of the medians."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

PAIRS = 20


def measure() -> dict[str, float]:
    """How many times as long as `python -c pass` the help takes."""
    script = Path(sys.executable).with_name("dangan")
    bare, ours = [], []
    for number in range(PAIRS + 1):
        pair = (_seconds([sys.executable, "-c", "pass"]), _seconds([str(script), "--help"]))
        if number:  # the first pair only warms up
            bare.append(pair[0])
            ours.append(pair[1])
    return {"help_vs_python": round(statistics.median(ours) / statistics.median(bare), 2)}


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started
