from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.money import read_money, read_rate
from pipeline.forms.values.reading import Misread, Raw
from pipeline.model.values import Rate


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        ("¥15.00", "15.00"),
        ("￥15", "15.00"),
        ("15元", "15.00"),
        ("15元整", "15.00"),
        ("人民币15元", "15.00"),
        ("15.0 0", "15.00"),
        ("15。00", "15.00"),
        ("1,015.50", "1015.50"),
        ("1，015.50", "1015.50"),
        ("1,234,567", "1234567.00"),
        ("１５．００", "15.00"),
        ("253.0元", "253.00"),
        ("0.2", "0.20"),
        ("0", "0.00"),
        ("壹拾伍元整", "15.00"),
        ("拾伍元整", "15.00"),
        ("壹拾伍圆正", "15.00"),
        ("一百五十元", "150.00"),
        ("壹佰零伍元叁角伍分", "105.35"),
        ("伍角", "0.50"),
        ("二十元零五角", "20.50"),
        ("拾元零伍分", "10.05"),
        ("15元5角", "15.50"),
        (15, "15.00"),
        (15.0, "15.00"),
        (0.2, "0.20"),
        (108.231, "108.23"),
        (5415 * 0.015, "81.23"),
        (2.675, "2.68"),
        (-0.0, "0.00"),
        (-1e-12, "0.00"),
    ],
)
def test_money(raw: Raw, yuan: str) -> None:
    read = read_money(raw)
    assert str(read) == yuan


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "money-missing"),
        ("—", "money-missing"),
        ("无", "money-missing"),
        ("-15", "money-negative"),
        ("－15元", "money-negative"),
        ("¥-15", "money-negative"),
        (-15.0, "money-negative"),
        ("免", "money-exempt"),
        ("免交", "money-exempt"),
        ("已交", "money-not-a-number"),
        ("1-6月90", "money-several-months"),
        ("1-6月90元", "money-several-months"),
        ("1、2月30", "money-several-months"),
        ("一季度45", "money-several-months"),
        ("15.005", "money-decimals"),
        ("15.000", "money-decimals"),
        ("15 20", "money-unreadable"),
        ("15 200", "money-unreadable"),
        ("15,5", "money-unreadable"),
        ("1,01", "money-unreadable"),
        ("约15元", "money-unreadable"),
        ("3月15", "money-unreadable"),
        ("15+5", "money-unreadable"),
        ("155分", "money-unreadable"),
        ("一百五元", "money-not-a-number"),
        (1e300, "money-out-of-range"),
        (float("inf"), "money-unreadable"),
        (True, "money-unreadable"),
        (dt.date(2026, 3, 20), "money-unreadable"),
        (dt.time(1), "money-unreadable"),
    ],
)
def test_money_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_money(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@given(st.decimals(0, 999_999, places=2))
def test_money_reads_back_in_every_style(amount: Decimal) -> None:
    full = str(amount).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    for raw in (f"{amount}", f"¥{amount}", f"￥ {amount}", f"{amount}元", f"{amount:,}", full, float(amount)):
        assert read_money(raw) == amount


@pytest.mark.parametrize(
    ("raw", "fraction"),
    [
        (0.015, "0.015"),
        ("0.015", "0.015"),
        ("1.5%", "0.015"),
        ("1.5％", "0.015"),
        ("1.50 %", "0.015"),
        ("0.5%", "0.005"),
        (1.5, "0.015"),
        ("1.5", "0.015"),
        (0.5, "0.005"),
        (1, "0.01"),
        (2.0, "0.02"),
        (0.02, "0.02"),
        (0.05, "0.05"),
        (5.0, "0.05"),
        ("5‰", "0.005"),
        (0.0, "0"),
    ],
)
def test_rate(raw: Raw, fraction: str) -> None:
    assert read_rate(raw) == Rate(Decimal(fraction))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "rate-missing"),
        (15.0, "rate-out-of-range"),
        ("6%", "rate-out-of-range"),
        (-0.01, "rate-out-of-range"),
        ("百分之一", "rate-unreadable"),
        (True, "rate-unreadable"),
        (dt.date(2026, 3, 20), "rate-unreadable"),
        (float("nan"), "rate-unreadable"),
    ],
)
def test_a_rate_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_rate(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@given(st.one_of(st.floats(1e-6, 999_999_998), st.integers(1, 10**10).map(lambda tenths: tenths / 1000)))
def test_a_number_is_rounded_as_a_spreadsheet_shows_it(raw: float) -> None:
    read = read_money(raw)
    assert read == Decimal(f"{raw:.15g}").quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert str(read).partition(".")[2].isdigit()
    assert len(str(read).partition(".")[2]) == 2


@given(st.integers(1, 500))
def test_rates_read_back(hundredths_of_percent: int) -> None:
    percent = Decimal(hundredths_of_percent) / 100
    rate = Rate(percent / 100)
    assert read_rate(str(rate)) == rate
    assert read_rate(f"{percent}％") == rate
    assert read_rate(float(rate.fraction)) == rate
