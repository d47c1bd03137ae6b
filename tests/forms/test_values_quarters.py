"""Quarters as people write them, in a cell and in a title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.quarters import find_quarter, read_quarter
from pipeline.forms.values.reading import Misread
from pipeline.model.values import Quarter


@pytest.mark.parametrize(
    ("written", "quarter"),
    [
        ("2026年第一季度", Quarter(2026, 1)),
        ("2026年度 第 三 季 度", Quarter(2026, 3)),
        ("二〇二六年第二季度", Quarter(2026, 2)),
        ("一季度", Quarter(2025, 1)),
        ("Q4", Quarter(2025, 4)),
        ("2026Q1", Quarter(2026, 1)),
        ("2026.1-3月", Quarter(2026, 1)),
        ("7月至9月", Quarter(2025, 3)),
        ("第四季度（10—12月）", Quarter(2025, 4)),
        ("四季度（2026年）", Quarter(2026, 4)),
        (2.0, Quarter(2025, 2)),
    ],
)
def test_read(written: str | float, quarter: Quarter) -> None:
    assert read_quarter(written, 2025) == quarter


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "quarter-missing"),
        ("上半年", "quarter-unreadable"),
        ("1-6月", "quarter-unreadable"),
        ("2026-03-20", "quarter-unreadable"),
        (5.0, "quarter-unreadable"),
        ("一、二季度", "quarter-several"),
        ("第一季度（4-6月）", "quarter-several"),
        ("第一季度", "quarter-year-missing"),
        ("26年一季度", "quarter-ambiguous"),
        ("1026年一季度", "quarter-out-of-range"),
    ],
)
def test_misread(written: str | float, code: str) -> None:
    read = read_quarter(written)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("title", "quarter"),
    [
        ("机关第一党支部2026年第二季度主题党日活动计划", Quarter(2026, 2)),
        ("2026年7—9月党日安排", Quarter(2026, 3)),
        ("2026年度季度活动计划", None),
        ("2026年第一、二季度活动计划", None),
        ("第一季度活动计划", None),
    ],
)
def test_in_a_title(title: str, quarter: Quarter | None) -> None:
    assert find_quarter(title) == quarter


@given(st.integers(1950, 2099), st.integers(1, 4))
def test_what_is_printed_is_read_again(year: int, number: int) -> None:
    quarter = Quarter(year, number)
    assert read_quarter(str(quarter)) == quarter


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read_quarter(text, 2026), Quarter | Misread)
