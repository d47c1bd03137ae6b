"""Figures as a table on the terminal and in results.json: `key: value`, and under `details` what belongs to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kit.figure import Figure, LeftOut
from kit.machine import facts

DIGITS = 4


_ROW = "{:40} {:>9}  {:20} {:>3}  {:8} {:6} {}"
_VERDICT = {True: "met", False: "MISSED", None: ""}


def head() -> str:
    return _ROW.format("key", "median", "range", "n", "bound", "", "unit")


def line(figure: Figure | LeftOut) -> str:
    if isinstance(figure, LeftOut):
        return _ROW.format(figure.key, "-", "", 0, "", "", figure.why)
    median, low, high = (f"{_rounded(each):g}" for each in (figure.value, min(figure.rounds), max(figure.rounds)))
    number, bound = len(figure.rounds), str(figure.bound or "")
    return _ROW.format(figure.key, median, f"{low} … {high}", number, bound, _VERDICT[figure.met], figure.unit)


def merge(path: Path, figures: Sequence[Figure | LeftOut]) -> dict[str, Any]:
    """Adds to what is there: a run of one module leaves the figures of the others. What was left out goes."""
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    details: dict[str, Any] = held.pop("details", {})
    machine = facts()
    for figure in figures:
        held.pop(figure.key, None)
        details.pop(figure.key, None)
        if isinstance(figure, Figure):
            held[figure.key] = _rounded(figure.value)
            details[figure.key] = _details(figure) | {"measured": machine["date"]}
    held.pop("machine", None)
    whole = {**dict(sorted(held.items())), "details": dict(sorted(details.items())), "machine": machine}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return whole


def _details(figure: Figure) -> dict[str, Any]:
    return {
        "unit": figure.unit,
        "low": _rounded(min(figure.rounds)),
        "high": _rounded(max(figure.rounds)),
        "rounds": len(figure.rounds),
        "bound": str(figure.bound) if figure.bound else None,
        "met": figure.met,
    }


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
