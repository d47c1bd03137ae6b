"""The 合计 row against the rows above it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model.problem import Problem
from pipeline.model.record import Record
from pipeline.rules.finding import finding


def check_totals(record: Record) -> Iterator[Problem]:
    """`other` is the first cell of the column."""
    for table, totals in record.totals.items():
        for column, told in totals.items():
            held = [row[column] for row in record.rows(table) if column in row]
            counted = sum((value.value for value in held if isinstance(value.value, Decimal)), Decimal("0.00"))
            if told.value != counted:
                yield finding(
                    told,
                    "total-differs",
                    f"合计行的{column}写 {told.value} 元，逐行相加为 {counted} 元",
                    "请核对；常见原因是个别格子里的数字带了“元”或“¥”，求和时没有算进去",
                    held[0] if held else None,
                )
