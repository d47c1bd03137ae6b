"""A record's plain values, without where they stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.model.record import Record, Row
from pipeline.model.values import BLANK


def values_of(record: Record) -> Mapping[str, Any]:
    """By name; of a table its rows, 序号 counted where the form left it empty."""
    rows = {name: _numbered(table) for name, table in record.tables.items()}
    return {**{name: told.value for name, told in record.fields.items()}, **rows}


def _numbered(table: Iterable[Row]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{name: told.value for name, told in row.items()} for row in table]
    for number, row in enumerate(rows, 1):
        if row.get("序号") is BLANK:
            row["序号"] = number
    return rows
