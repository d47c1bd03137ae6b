"""dangan --help against the bare interpreter: whole processes in turn."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kit.figure import Figure
from kit.rounds import in_turn, ratios, timed

KEYS = ("help_vs_python",)
PAIRS = 20


def measure() -> Iterator[Figure]:
    script = Path(sys.executable).with_name("dangan")
    sides = {"bare": _whole([sys.executable, "-c", "pass"]), "ours": _whole([str(script), "--help"])}
    seconds = in_turn({name: timed(work) for name, work in sides.items()}, rounds=PAIRS, slice_s=0)
    yield Figure("help_vs_python", "times as long", ratios(seconds["ours"], seconds["bare"]))


def _whole(command: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
