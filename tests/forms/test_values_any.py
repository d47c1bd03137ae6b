"""Whatever a cell holds, a reader answers with a value or a Misread, and never raises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.forms.values.choice import read_choice, read_choices, read_yes_no
from pipeline.forms.values.dates import read_date, read_partial_date
from pipeline.forms.values.marks import excuse_in, read_mark
from pipeline.forms.values.money import read_money, read_rate
from pipeline.forms.values.months import read_month, read_year
from pipeline.forms.values.names import Name, nearest, read_name, read_names
from pipeline.forms.values.reading import Misread, Raw, written
from pipeline.forms.values.text import is_blank_mark, is_ditto, read_text
from pipeline.forms.values.times import read_time, read_time_range
from pipeline.forms.values.titles import find_dates, find_month, find_year
from pipeline.forms.values.when import When, read_when
from pipeline.model.values import Attendance, Blank, Month, PartialDate, Rate

READERS: dict[Callable[[Raw], object], type | tuple[type, ...]] = {
    read_text: (str, Blank),
    read_date: dt.date,
    lambda raw: read_date(raw, 2026): dt.date,
    read_partial_date: (dt.date, PartialDate),
    read_month: Month,
    lambda raw: read_month(raw, 2026): Month,
    read_year: int,
    read_time: dt.time,
    read_time_range: tuple,
    read_when: When,
    read_money: Decimal,
    read_rate: Rate,
    read_name: Name,
    read_names: tuple,
    read_yes_no: bool,
    lambda raw: read_choice(raw, ["党课", "无"]): str,
    lambda raw: read_choices(raw, ["党课", "无"]): tuple,
    lambda raw: read_mark(raw, {"○": Attendance.PRESENT}, "张三"): Attendance,
}

LIKE_A_FORM = st.text(
    "0123456789０９年月日号.。、,，/-—:：()（） \u3000\u200b\n一二十百万廿零〇○拾元整角分¥%点时半"
    "上下午至张三李·同上无√×假请"
)
RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10_000_000, 99_999_999),
    st.floats(),
    st.floats(0, 70_000),
    st.text(),
    LIKE_A_FORM,
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(dt.UTC)),
    st.times(),
    st.timedeltas(),
)

MONSTERS: list[Raw] = [
    10**5000,
    -(10**400),
    1e308,
    -1e308,
    5e-324,
    float("inf"),
    float("-inf"),
    float("nan"),
    dt.datetime.max,
    dt.datetime.min,
    dt.date.max,
    dt.time.max,
    dt.timedelta.max,
    dt.timedelta.min,
    *(character * 10_000 for character in "19,. 一十请假(、·年-:/√零张"),
    "2026年3月20日" * 1000,
    "张三、" * 3000,
    "1," * 5000,
    "((((" * 2500,
    "٣月٢٠日",
    "²⁰²⁶",
    "\x00",
    "\ud800",
]


@given(st.one_of(st.floats(-1e15, 1e15), st.decimals(-(10**9), 10**9, places=4).map(float)))
def test_a_number_shows_the_15_digits_of_a_spreadsheet(raw: float) -> None:
    assert Decimal(written(raw)) == Decimal(f"{raw:.15g}")


def check(raw: Raw) -> None:
    assert isinstance(written(raw), str)
    for reader, expected in READERS.items():
        read = reader(raw)
        assert isinstance(read, expected) or (isinstance(read, Misread) and read.code and read.message)
    is_blank_mark(raw)
    is_ditto(raw)
    text = written(raw)
    find_dates(text)
    find_month(text, 2026)
    find_year(text)
    excuse_in(text)
    nearest(text, ["张三", text])


@settings(deadline=None)
@given(RAW)
def test_never_raises(raw: Raw) -> None:
    check(raw)


@pytest.mark.parametrize("raw", MONSTERS, ids=lambda raw: f"{type(raw).__name__}")
def test_never_raises_at_monsters(raw: Raw) -> None:
    check(raw)


@settings(deadline=None)
@given(RAW)
def test_a_message_is_short_whatever_it_quotes(raw: Raw) -> None:
    for reader in READERS:
        read = reader(raw)
        if isinstance(read, Misread):
            assert len(read.message) < 100
            assert "\n" not in read.message
