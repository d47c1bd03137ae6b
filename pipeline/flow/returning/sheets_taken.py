"""What of a workbook was taken although it goes back, as its person is told: the sheets, or rows or columns of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from pipeline.model.record import Record


def sheets_taken(taken: Iterable[Record], wrong: Collection[str]) -> list[str]:
    """签到, 谈话登记（第 4、6 行）: the rows where a sheet has several records in them.

    Of a sheet that is among the `wrong` ones, and has a record in each of its columns, all but those that are marked.
    """
    rows: dict[str, set[int]] = {}
    for record in taken:
        rows.setdefault(record.origin.sheet, set()).update(_rows_of(record) if record.origin.cell else ())
    return [_told(sheet, sorted(held), is_wrong=sheet in wrong) for sheet, held in rows.items()]


def _told(sheet: str, rows: list[int], *, is_wrong: bool) -> str:
    if rows:
        return f"{sheet}（第 {'、'.join(map(str, rows))} 行）"
    return f"{sheet}（标红的几列以外）" if is_wrong else sheet


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
