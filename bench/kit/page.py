"""docs/performance.md: its table of figures is written out of results.json, so that the two never disagree."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- figures of bench/results.json: written by bench/run.py -->", "<!-- end of figures -->"


def write_page(path: Path, results: Mapping[str, Any]) -> None:
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n\n{table(results)}\n\n{END}{after}", encoding="utf-8")


def table(results: Mapping[str, Any]) -> str:
    machine = results["machine"]
    libraries = ", ".join(f"{name} {number}" for name, number in machine["libraries"].items())
    rows = [_row(key, results[key], detail) for key, detail in results["details"].items()]
    return "\n".join(
        (
            f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, Python {machine['python']}, "
            f"load {machine['load']}; {libraries}.",
            "",
            "| figure | median | range | rounds | bound | kept |",
            "|---|---|---|---|---|---|",
            *rows,
        )
    )


def _row(key: str, value: float, detail: Mapping[str, Any]) -> str:
    kept = {True: "yes", False: "**no**", None: ""}[detail["met"]]
    spread = f"{detail['low']:g} … {detail['high']:g}"
    return (
        f"| `{key}` | {value:g} {detail['unit']} | {spread} | {detail['rounds']} | {detail['bound'] or ''} | {kept} |"
    )
