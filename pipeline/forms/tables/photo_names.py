"""Several photos named in one cell: 1.jpg、2.jpg；3.jpg, or one below the other. Each is a row of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.forms.grid import Cell, Grid
from pipeline.forms.report import Report
from pipeline.forms.words import word
from pipeline.mapping.form import Table
from pipeline.mapping.vocabulary import Role, Type
from pipeline.model.record import Row, Value
from pipeline.model.values import BLANK

_NAME: Final = re.compile(r"(.+?\.(?:jpe?g|png|heic|heif|bmp|gif|webp|tiff?))(?:[、,，;；/\s]+|$)", re.IGNORECASE)
_SHORT: Final = re.compile(r"[0-9A-Za-z_]+")
"""Without an ending only plain names are parted: 学习、讨论 may be one."""


def each_photo(mapping: Table, rows: list[Row]) -> list[Row]:
    """What stands beside the names holds for each of them; lines that are as many belong to one each."""
    column = mapping.by_role(Role.PHOTO)
    if column is None:
        return rows
    parted = [each for row in rows for each in _of_row(row, column)]
    return parted if len(parted) == len(rows) else _numbered(mapping, parted)


def _numbered(mapping: Table, rows: list[Row]) -> list[Row]:
    """One number for several photos is none."""
    counts = [name for name, entry in mapping.columns.items() if entry.type is Type.COUNT]
    return [
        {**row, **{name: Value(number, row[name].written, row[name].origin) for name in counts if name in row}}
        for number, row in enumerate(rows, 1)
    ]


def photos_beside(mapping: Table, grid: Grid) -> list[Cell]:
    """照片 | 1.jpg、2.jpg where the sheet has no list of photos: the label and the cell of the names."""
    column = mapping.by_role(Role.PHOTO)
    for label in (column, *mapping.columns[column].headers) if column else ():
        for cell in grid.places().get(word(label), ()):
            beside = grid.head((cell[0], grid.end(cell)[1] + 1))
            if _NAME.search(grid.text(beside)):
                return [cell, beside]
    return []


def photo_rows(mapping: Table, report: Report) -> list[Row]:
    """A row for each of the photos named beside a label."""
    column, cells = mapping.by_role(Role.PHOTO), photos_beside(mapping, report.grid)
    if column is None or not cells:
        return []
    told, origin = report.grid.text(cells[1]), report.origin(cells[1])
    blank = {name: Value(BLANK, "", report.origin(None)) for name in mapping.columns}
    return [{**blank, column: Value(name, told, origin)} for name in names_in(told)]


def _of_row(row: Row, column: str) -> Iterator[Row]:
    names = names_in(str(row[column].value)) if column in row else ()
    if len(names) < 2:
        yield row
        return
    for index, name in enumerate(names):
        beside = {other: _line(value, index, len(names)) for other, value in row.items()}
        yield {**beside, column: Value(name, row[column].written, row[column].origin)}


def names_in(told: str) -> tuple[str, ...]:
    """From left to right; the whole text where it may be one name."""
    lines = [name for line in told.splitlines() if (name := line.strip(" 　、,，;；"))]
    has_ending = [_NAME.search(line) is not None for line in lines]
    if len(lines) > 1 and has_ending == [*(False for _ in lines[1:]), True]:
        # One long name, broken so that it fits the cell.
        return ("".join(lines),)
    return tuple(name for line in lines for name in _in_line(line))


def _in_line(line: str) -> list[str]:
    found = _NAME.findall(line)
    if "".join(_NAME.sub("", line).split()):
        found = []
    if found:
        return [name.strip() for name in found]
    pieces = re.split(r"\s*[、,，;；]\s*", line)
    return pieces if all(_SHORT.fullmatch(piece) for piece in pieces) else [line]


def _line(value: Value, index: int, several: int) -> Value:
    if not isinstance(value.value, str):
        return value
    lines = [line.strip() for line in value.value.splitlines() if line.strip()]
    return Value(lines[index], value.written, value.origin) if len(lines) == several else value
