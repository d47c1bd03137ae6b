"""What is another in a form that was sent again: its fields and rows, as the person finds them in the sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from pipeline.model.record import Record, Row, Value

_SEVERAL: Final = 6
"""More places than these are counted, not told."""
_NUMBER: Final = "序号"
"""Counts on by itself: a row that moved down is no other row."""


def changed_places(before: Record, now: Record) -> str:
    """`第12行 改了`; `活动地点（B5）改了`; `第9行 新增、原第14行 删去`; `各行换了次序`.

    Where only the layout is another, `改了`.
    """
    several = len({*before.tables, *now.tables}) > 1
    places = list(_fields(before.fields, now.fields))
    for table in dict.fromkeys((*before.tables, *now.tables)):
        name = f"{table} " if several else ""
        places += (f"{name}{place}" for place in _rows(before.rows(table), now.rows(table)))
    if any(_differ(before.totals.get(name, {}), now.totals.get(name, {})) for name in {*before.totals, *now.totals}):
        places.append("合计 改了")
    if not places:
        return "改了"
    told = "、".join(places[:_SEVERAL])
    return f"{told} 等 {len(places)} 处" if len(places) > _SEVERAL else told


def row_number(row: Row) -> str:
    """The number of the line of the sheet that it stands in; empty where no cell holds it."""
    for value in row.values():
        if found := re.search(r"\d+$", value.origin.cell):
            return found[0]
    return ""


def _fields(before: Mapping[str, Value], now: Mapping[str, Value]) -> Iterator[str]:
    for name in dict.fromkeys((*now, *before)):
        old, new = before.get(name), now.get(name)
        if _told(old) != _told(new):
            cell = "".join(value.origin.cell for value in (new or old,) if value)
            yield f"{name}（{cell}）改了" if cell else f"{name} 改了"


def _rows(before: tuple[Row, ...], now: tuple[Row, ...]) -> Iterator[str]:
    old, new = ([_told_row(row) for row in rows] for rows in (before, now))
    if old != new and Counter(old) == Counter(new):
        yield "各行换了次序"
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        same = min(i2 - i1, j2 - j1)
        yield from (f"第{row_number(row)}行 改了" for row in now[j1 : j1 + same])
        yield from (f"第{row_number(row)}行 新增" for row in now[j1 + same : j2])
        yield from (f"原第{row_number(row)}行 删去" for row in before[i1 + same : i2])


def _differ(before: Mapping[str, Value], now: Mapping[str, Value]) -> bool:
    return any(_told(before.get(name)) != _told(now.get(name)) for name in {*before, *now})


def _told_row(row: Row) -> tuple[tuple[str, Any], ...]:
    return tuple((name, _told(value)) for name, value in sorted(row.items()) if name != _NUMBER)


def _told(value: Value | None) -> Any:
    """Without its cell: what has moved says the same."""
    return None if value is None else (repr(value.value), value.written)
