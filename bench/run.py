"""make bench: every measurement once, as a table and as bench/results.json."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import drop_to_packet
import startup

MEASUREMENTS: tuple[Callable[[], dict[str, float]], ...] = (startup.measure, drop_to_packet.measure)


def main() -> int:
    results: dict[str, float] = {}
    for measure in MEASUREMENTS:
        for name, value in measure().items():
            results[name] = value
            print(f"{name:32} {value:>10}")
    Path(__file__).with_name("results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
