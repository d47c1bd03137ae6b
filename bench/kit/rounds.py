"""Sides measured in turn: ours, theirs, ours, theirs … so that a machine that slows down slows down both."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

ROUNDS = 12
SLICE_S = 0.3
"""How long one side is measured in one round."""

Side = Callable[[int], float]
"""Does the work so many times; the seconds that it took."""


def timed(work: Callable[[], object]) -> Side:
    def side(times: int) -> float:
        started = time.perf_counter()
        for _ in range(times):
            work()
        return time.perf_counter() - started

    return side


def in_turn(sides: Mapping[str, Side], rounds: int = ROUNDS, slice_s: float = SLICE_S) -> dict[str, tuple[float, ...]]:
    """Seconds for one piece of work, by side, one value a round."""
    times = {name: _times(side, slice_s) for name, side in sides.items()}
    measured: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            measured[name].append(side(times[name]) / times[name])
    return {name: tuple(values) for name, values in measured.items()}


def _times(side: Side, slice_s: float) -> int:
    """How often the work fits into the slice, by a first run that also warms up."""
    side(1)
    times = 1
    while (seconds := side(times)) < slice_s / 4:
        times *= 2
    return max(1, round(times * slice_s / seconds))


def ratios(over: tuple[float, ...], under: tuple[float, ...]) -> tuple[float, ...]:
    """Round by round: a drift of the machine is in both."""
    return tuple(a / b for a, b in zip(over, under, strict=True))
