"""What of a workbook was taken although it goes back, as its person is told: the sheets, or the rows of one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model.record import Record


def sheets_taken(taken: Iterable[Record]) -> list[str]:
    """签到, 谈话登记（第 4、6 行）: the rows where a sheet has several records in them."""
    rows: dict[str, set[int]] = {}
    for record in taken:
        rows.setdefault(record.origin.sheet, set()).update(_rows_of(record) if record.origin.cell else ())
    return [_told(sheet, sorted(held)) for sheet, held in rows.items()]


def _told(sheet: str, rows: list[int]) -> str:
    return f"{sheet}（第 {'、'.join(map(str, rows))} 行）" if rows else sheet


def _rows_of(record: Record) -> set[int]:
    """A cell merged down from the row above stands higher than its own row."""
    of_tables = {
        max((_row(value.origin.cell) for value in row.values()), default=0)
        for rows in record.tables.values()
        for row in rows
    }
    return of_tables - {0} or {_row(record.origin.cell)}


def _row(cell: str) -> int:
    return int(re.sub(r"\D", "", cell) or 0)
