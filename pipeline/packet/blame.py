"""Which cell of which form gave the value that a template could not print?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from pipeline.mapping.packet import Join
from pipeline.model.record import Origin, Row, Value
from pipeline.packet.drafts import Draft
from pipeline.render.fault import FaultyTemplate, faulty

_IN_ROW: Final = re.compile(r"(?P<table>[^\[\].]+)\[(?P<number>\d+)\]\.(?P<column>[^\[\].]+)")


def with_cells(error: FaultyTemplate, draft: Draft) -> FaultyTemplate:
    """The same faults, each told with the cell that its value came from where that is known."""
    if not error.faults:
        return error
    cells = [_in_words(cell_of(fault.path, draft)) for fault in error.faults]
    return faulty(draft.document.template, error.faults, cells)


def cell_of(path: str, draft: Draft) -> Origin | None:
    """`path` as a TemplateFault has it, rows from 1: 活动主题, 党费[3].姓名. None for what no cell holds as it is."""
    if place := _IN_ROW.fullmatch(path):
        rows = draft.context[place["table"]]
        shown = rows[int(place["number"]) - 1]
        given: Iterator[Value | None] = (row.get(place["column"]) for row in _rows(shown, draft))
        printed = shown[place["column"]]
    else:
        given, printed = _fields(path, draft), draft.context.get(path)
    return next((each.origin for each in given if each and each.origin.cell and _is_same(each, printed)), None)


def _rows(shown: Any, draft: Draft) -> Iterator[Row]:
    """The forms' rows that the context's row may stand for: a list of some of them holds the very rows of the table."""
    for name, rows in draft.context.items():
        number = next((n for n, row in enumerate(rows) if row is shown), -1) if isinstance(rows, list) else -1
        if number < 0:
            continue
        for source, held in draft.material.sources.items():
            given: Sequence[Row] = held.record.rows(_old_name(name, source, draft))
            if len(given) == len(rows):
                yield given[number]


def _fields(name: str, draft: Draft) -> Iterator[Value | None]:
    for source, held in draft.material.sources.items():
        old = _old_name(name, source, draft)
        if draft.material.packet.sources[source].join is Join.PLAN:
            yield (draft.material.activity.plan_row or {}).get(old)
        else:
            yield held.record.fields.get(old)


def _old_name(name: str, source: str, draft: Draft) -> str:
    """As the form calls it; nothing where the source does not give it."""
    names = draft.material.packet.sources[source].names
    return names.get(name, "") if names else name


def _is_same(held: Value, printed: Any) -> bool:
    """Not where a computation has put something else in its place."""
    return any(given == printed for given in (held.value, held.written))


def _in_words(cell: Origin | None) -> str:
    return f"（表单 {cell.file} 工作表“{cell.sheet}” 单元格 {cell.cell}）" if cell else ""
