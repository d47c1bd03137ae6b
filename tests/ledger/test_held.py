"""A record as it stands in the ledger: of which day it is, and its values alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.ledger.body import to_text
from pipeline.ledger.entries import Held
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Scalar


def held(
    happened: str = "", fields: dict[str, Scalar] | None = None, rows: list[dict[str, Scalar]] | None = None
) -> Held:
    at = Origin("表.xlsx", "Sheet1")

    def values(told: dict[str, Scalar]) -> dict[str, Value]:
        return {name: Value(value, str(value), at, "A1") for name, value in told.items()}

    body = to_text(Record("表", at, values(fields or {}), {"名单": tuple(map(values, rows or []))}, {}))
    return Held(1, "表", "支部", "键", happened, "Sheet1", "d", "m", "表.xlsx", "f", "支部", 1, body)


@pytest.mark.parametrize(
    ("happened", "day"), [("2026-03-20", dt.date(2026, 3, 20)), ("2026-03", dt.date(2026, 3, 1)), ("", None)]
)
def test_day(happened: str, day: dt.date | None) -> None:
    assert held(happened).day == day


def test_a_month_stands_at_its_first_day() -> None:
    several = ["2026-03-20", "2026-04", "2026-03", "2026", "2026-03-01"]
    ordered = [one.happened for one in sorted(map(held, several), key=lambda one: one.order)]
    assert ordered == ["2026", "2026-03", "2026-03-01", "2026-03-20", "2026-04"]


def test_values_alone() -> None:
    rows: list[dict[str, Scalar]] = [{"序号": BLANK, "姓名": "冯伟"}, {"序号": 7, "姓名": BLANK}, {"姓名": "沈洁"}]
    told: Any = held(fields={"主题": "学党章", "序号": BLANK}, rows=rows).values
    assert told["主题"] == "学党章"
    assert told["序号"] is BLANK
    assert told["名单"] == [{"序号": 1, "姓名": "冯伟"}, {"序号": 7, "姓名": BLANK}, {"姓名": "沈洁"}]
