"""Where cells lie on their sheet: merged areas, and columns and rows in pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.forms.grid import Cell, cell_at
from pipeline.forms.marked.schema import q

Area = tuple[Cell, Cell]
"""First and last cell."""

_COLUMN_PX: Final = 64
_ROW_PX: Final = 20
_MOST_COLUMNS: Final = 256
_GAP_PX: Final = 12
_LAST_COLUMN: Final = 16_383
_LAST_ROW: Final = 1_048_575


def merged_areas(sheet: Any) -> list[Area]:
    ranges = (entry.get("ref", "").partition(":") for entry in sheet.iter(q("mergeCell")))
    return [(cell_at(first), cell_at(last)) for first, _, last in ranges if last]


def area_of(cell: Cell, merged: Sequence[Area]) -> Area:
    """The merged area that the cell lies in, else the cell alone."""
    row, column = cell
    for first, last in merged:
        if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
            return first, last
    return cell, cell


@dataclass(frozen=True, slots=True)
class Lattice:
    """Widths of columns and heights of rows in pixels, both counted from 0."""

    widths: dict[int, int]
    heights: dict[int, int]
    width: int
    height: int

    def anchor(self, cell: Cell, width: int, height: int) -> str:
        """A box beside the cell as VML places it: column, offset, row, offset of its first corner and of its last."""
        row, column = max(0, cell[0] - 1), cell[1] + 1
        right, right_px = _walk(column, _GAP_PX + width, lambda at: self.widths.get(at, self.width), _LAST_COLUMN)
        bottom, bottom_px = _walk(row, height, lambda at: self.heights.get(at, self.height), _LAST_ROW)
        return f"{column}, {_GAP_PX}, {row}, 0, {right}, {right_px}, {bottom}, {bottom_px}"


def lattice_of(sheet: Any) -> Lattice:
    default = sheet.find(q("sheetFormatPr"))
    given = {} if default is None else default.attrib
    widths: dict[int, int] = {}
    for entry in sheet.iter(q("col")):
        width = 0 if entry.get("hidden") in {"1", "true"} else _column_px(entry.get("width"))
        # One entry may stand for all columns to the last.
        first, last = int(entry.get("min", "")), int(entry.get("max", ""))
        for column in range(first, min(last, first + _MOST_COLUMNS) + 1):
            widths[column - 1] = width
    heights = {
        int(row.get("r")) - 1: 0 if row.get("hidden") in {"1", "true"} else _row_px(row.get("ht"))
        for row in sheet.iter(q("row"))
        if row.get("r") and (row.get("ht") or row.get("hidden"))
    }
    return Lattice(widths, heights, _column_px(given.get("defaultColWidth")), _row_px(given.get("defaultRowHeight")))


def _column_px(width: str | None) -> int:
    return round(float(width) * 7 + 5) if width else _COLUMN_PX


def _row_px(height: str | None) -> int:
    return round(float(height) * 4 / 3) if height else _ROW_PX


def _walk(start: int, distance: int, size: Callable[[int], int], most: int) -> tuple[int, int]:
    """From the beginning of `start`, so many pixels on: the line reached and the pixels into it."""
    at = start
    while at < most and distance > size(at):
        distance -= size(at)
        at += 1
    return at, min(distance, size(at))
