"""What stands where on a printed page, in millimetres from its left and upper edge.

Measured are origins and advances of characters, not their ink: the free fonts that stand in draw other shapes into the
same square, which reaches from 0.88 em above the base line to 0.12 em below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber

MM = 25.4 / 72
RED = (1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Line:
    """`base` is that of its characters; `left` and `right` are where the first begins and the last ends."""

    text: str
    base: float
    left: float
    right: float
    size_pt: float
    font: str
    color: tuple[float, ...]

    @property
    def top(self) -> float:
        return self.base - 0.88 * self.size_pt * MM

    @property
    def bottom(self) -> float:
        return self.base + 0.12 * self.size_pt * MM

    @property
    def dash(self) -> float:
        """Where a dash of the line is: in the middle of the square."""
        return self.base - 0.38 * self.size_pt * MM


@dataclass(frozen=True)
class Rule:
    """A level line; `top` is its upper edge."""

    top: float
    left: float
    right: float
    width: float
    color: tuple[float, ...]


@dataclass(frozen=True)
class Paper:
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    @property
    def number(self) -> Line:
        """The lowest line."""
        return self.lines[-1]


def papers_of(pdf: Path) -> list[Paper]:
    with pdfplumber.open(pdf) as opened:
        return [
            Paper(float(page.width) * MM, float(page.height) * MM, tuple(_lines(page)), tuple(_rules(page)))
            for page in opened.pages
        ]


def _lines(page: Any) -> Iterator[Line]:
    def base(char: dict[str, Any]) -> float:
        return round(float(page.height) - char["matrix"][5], 1)

    chars = sorted(page.chars, key=lambda char: (base(char), char["matrix"][4]))
    for at, group in groupby(chars, key=base):
        if seen := [char for char in group if char["text"].strip()]:
            first, last = seen[0], seen[-1]
            text = "".join(char["text"] for char in seen)
            color = tuple(first["non_stroking_color"])
            yield Line(text, at * MM, first["matrix"][4] * MM, last["x1"] * MM, first["size"], first["fontname"], color)


def _rules(page: Any) -> Iterator[Rule]:
    for line in sorted(page.lines, key=lambda line: line["top"]):
        if line["top"] == line["bottom"]:
            width = float(line["linewidth"])
            top, color = (line["top"] - width / 2) * MM, tuple(line["stroking_color"])
            yield Rule(top, line["x0"] * MM, line["x1"] * MM, width * MM, color)
