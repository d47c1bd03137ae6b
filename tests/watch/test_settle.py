"""Is a file quiet? A table, no waiting."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.watch.settle import Seen, settled

A, B = Path("a"), Path("b")


@pytest.mark.parametrize(
    ("seen", "there", "now", "ready"),
    [
        ({}, {A: (9, 1)}, 0.0, []),
        ({A: Seen((9, 1), 0.0)}, {A: (9, 1)}, 1.9, []),
        ({A: Seen((9, 1), 0.0)}, {A: (9, 1)}, 2.0, [A]),
        ({A: Seen((9, 1), 0.0)}, {A: (10, 1)}, 5.0, []),
        ({A: Seen((9, 1), 0.0)}, {A: (9, 2)}, 5.0, []),
        ({A: Seen((9, 1), 0.0)}, {}, 5.0, []),
        ({A: Seen((9, 1), 0.0)}, {A: (9, 1), B: (1, 1)}, 5.0, [A]),
        ({A: Seen((9, 1), 0.0), B: Seen((1, 1), 4.0)}, {A: (9, 1), B: (1, 1)}, 5.0, [A]),
    ],
    ids=["new", "almost", "quiet", "grown", "touched", "gone", "another comes", "another is younger"],
)
def test_settled(seen: dict[Path, Seen], there: dict[Path, tuple[int, int]], now: float, ready: list[Path]) -> None:
    remembered, found = settled(seen, there, now, quiet=2)
    assert found == ready
    assert set(remembered) == set(there)


def test_a_file_that_never_stops_growing_is_never_ready() -> None:
    seen: dict[Path, Seen] = {}
    for step in range(100):
        seen, ready = settled(seen, {A: (step, step)}, float(step), quiet=2)
        assert ready == []
    for now in (100.0, 101.0, 102.0):
        seen, ready = settled(seen, {A: (99, 99)}, now, quiet=2)
    assert ready == [A]
