from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.months import read_month, read_year
from pipeline.forms.values.reading import Misread, Raw
from pipeline.forms.values.titles import find_dates, find_month, find_year
from pipeline.model.values import Month

MARCH = Month(2026, 3)


@pytest.mark.parametrize(
    "raw",
    [
        "2026年3月",
        "2026年3月份",
        "2026 年 03 月",
        "2026-03",
        "2026-3月",
        "2026.3",
        "2026/3",
        "202603",
        202603,
        202603.0,
        2026.3,
        2026.03,
        "二〇二六年三月",
        "２０２６年３月",
        dt.date(2026, 3, 20),
        dt.datetime(2026, 3, 1),
        46101.0,
        "2026年3月20日",
        "2026-03-20",
        20260320.0,
    ],
)
def test_every_way_to_write_a_month(raw: Raw) -> None:
    assert read_month(raw) == MARCH


@pytest.mark.parametrize("raw", ["3月", "三月", "3月份", "三月份", "3", 3.0, 3, "3月20日", "2026年3月"])
def test_a_month_takes_the_year_of_the_form(raw: Raw) -> None:
    assert read_month(raw, year=2026) == MARCH


def test_a_written_year_is_stronger() -> None:
    assert read_month("2025年3月", year=2026) == Month(2025, 3)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "month-missing"),
        ("/", "month-missing"),
        ("3月", "month-year-missing"),
        ("三月", "month-year-missing"),
        (3.0, "month-year-missing"),
        (2026.1, "month-ambiguous"),
        ("26年3月", "month-ambiguous"),
        ("2026年13月", "month-impossible"),
        ("13月", "month-impossible"),
        ("1-6月", "month-several"),
        ("2026年1-6月", "month-several"),
        ("2026年1月至6月", "month-several"),
        ("3、4月", "month-several"),
        ("2026年第一季度", "month-several"),
        ("上月", "month-unreadable"),
        ("2026年", "month-unreadable"),
        (dt.date(1905, 7, 18), "month-out-of-range"),
        (True, "month-unreadable"),
        ("2026年2月30日", "date-impossible"),
    ],
)
def test_a_month_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_month(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@given(st.integers(1910, 2099), st.integers(1, 12))
def test_a_month_reads_back_in_every_style(year: int, month: int) -> None:
    expected = Month(year, month)
    styles = (str(expected), f"{expected}份", expected.iso(), f"{year}.{month}", f"{year}/{month:02d}")
    for raw in (*styles, f"{year}{month:02d}", float(f"{year}{month:02d}"), dt.date(year, month, 1)):
        assert read_month(raw) == expected


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        (2026, 2026),
        (2026.0, 2026),
        ("2026", 2026),
        ("2026年", 2026),
        ("2026年度", 2026),
        ("2026 年 度", 2026),
        ("二〇二六年度", 2026),
        ("２０２６", 2026),
        ("2026年3月", 2026),
        (dt.date(2026, 1, 1), 2026),
    ],
)
def test_year(raw: Raw, year: int) -> None:
    assert read_year(raw) == year


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "year-missing"),
        ("今年", "year-unreadable"),
        ("26年", "year-ambiguous"),
        (26.0, "year-unreadable"),
        (46101.0, "year-unreadable"),
        ("2025-2026学年", "year-unreadable"),
        (dt.date(1905, 7, 18), "year-out-of-range"),
        (True, "year-unreadable"),
    ],
)
def test_a_year_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_year(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("2026年3月份党费收缴登记表", MARCH),
        ("第一党支部 2026 年 3 月主题党日签到表", MARCH),
        ("二〇二六年三月主题党日", MARCH),
        ("2026年3月20日签到表", MARCH),
        ("2026年度党费收缴表（3月）", MARCH),
        ("202603", MARCH),
        ("党费2026-03", MARCH),
        ("签到表-2026-03-20(1).xlsx", MARCH),
        ("2026.3 党费.xlsx", MARCH),
        ("2026年3月学习2025年报告", MARCH),
        ("2026年1-6月党费", None),
        ("2026年3月—4月", None),
        ("2026年第一季度", None),
        ("2025年12月和2026年1月", None),
        ("2026年2、3月", None),
        ("3月份党费", None),
        ("党费收缴登记表", None),
        ("2026年13月", None),
        ("连续3个月", None),
        ("Sheet1", None),
        ("", None),
    ],
)
def test_the_month_in_a_title(title: str, month: Month | None) -> None:
    assert find_month(title) == month


@pytest.mark.parametrize("sheet", ["3月", "三月", "3月份党费", "202603"])
def test_the_month_of_a_sheet_name(sheet: str) -> None:
    assert find_month(sheet, year=2026) == MARCH


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2026年度活动安排表", 2026),
        ("二〇二六年活动安排", 2026),
        ("2026年3月", 2026),
        ("签到表 2026-03-20", 2026),
        ("2026", 2026),
        ("2025年至2026年", None),
        ("花名册", None),
        ("3月党费", None),
        ("电话 20261234", None),
        ("建党100周年", None),
    ],
)
def test_the_year_in_a_title(title: str, year: int | None) -> None:
    assert find_year(title) == year


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("2026年3月20日签到表", (dt.date(2026, 3, 20),)),
        ("2026-03-20 至 2026-03-22", (dt.date(2026, 3, 20), dt.date(2026, 3, 22))),
        ("20260320主题党日", (dt.date(2026, 3, 20),)),
        ("2026.3.20、2026年3月20日", (dt.date(2026, 3, 20),)),
        ("二〇二六年三月二十日", (dt.date(2026, 3, 20),)),
        ("2026年3月3名预备党员转正", ()),
        ("3月20日", ()),
        ("2026年2月30日", ()),
        ("2026年3月", ()),
    ],
)
def test_the_days_in_a_title(title: str, days: tuple[dt.date, ...]) -> None:
    assert find_dates(title) == days
