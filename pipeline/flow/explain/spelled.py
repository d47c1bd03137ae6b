"""A text as it stands on the paper: where a template's own words go on in a value, and what a filter made of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.flow.explain.names import path_of, value_at
from pipeline.packet.context import Context
from pipeline.render.review.pieces import Line, Loop, lines_of, said

Rows = Mapping[str, str]
"""Variable of a loop -> the name of the row that it stands for: 党费.3."""


def spelled(asked: str, template: bytes, context: Context) -> list[str] | None:
    """The names of the values that print it, of a text of the template's own none; None where it does not stand."""
    text = _close(asked)
    found = [_printing(text, line, rows, context) for line in lines_of(template) for rows in _rows(line.loops, context)]
    there = [names for names in found if names is not None]
    return list(dict.fromkeys(name for names in there for name in names)) if text and there else None


def _printing(text: str, line: Line, rows: Rows, context: Context) -> list[str] | None:
    values = {**context, **{variable: value_at(context, row) for variable, row in rows.items()}}
    told = [_close(said(piece, values)) for piece in line.pieces]
    start = "".join(told).find(text)
    if start < 0:
        return None
    names, at = [], 0
    for piece, words in zip(line.pieces, told, strict=True):
        if at < start + len(text) and start < at + len(words):
            names += [_named(path, rows) for path in piece.paths]
        at += len(words)
    return names


def _rows(loops: Sequence[Loop], context: Context, rows: Rows | None = None) -> Iterator[Rows]:
    """The rows of every pass through the loops around."""
    rows = rows or {}
    if not loops:
        yield rows
        return
    (variable, path), *inner = loops
    table = _named(path, rows)
    passes = value_at(context, table)
    for number in range(1, len(passes) + 1) if isinstance(passes, list) else ():
        yield from _rows(inner, context, {**rows, variable: f"{table}.{number}"})


def _named(path: str, rows: Rows) -> str:
    """考勤.3.出勤率 of 考勤.出勤率, where the third row is at hand."""
    for row in reversed([*rows.values()]):
        table = path_of(row)
        if path == table or path.startswith(f"{table}."):
            return row + path.removeprefix(table)
    return path


def _close(text: str) -> str:
    return re.sub(r"\s", "", text)
