from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.chinese_numerals import digits, number
from pipeline.forms.values.dates import read_date, read_partial_date
from pipeline.forms.values.reading import Misread, Raw
from pipeline.model.values import PartialDate

DAY = dt.date(2022, 3, 25)
DAYS = st.dates(dt.date(1910, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    "raw",
    [
        "2022年3月25日",
        "2022年03月25日",
        "2022 年 3 月 25 日",
        "2 0 2 2 年 3 月 2 5 日",
        "2022年3月25号",
        "2022年3月25",
        "2022.3.25",
        "2022. 3. 25",
        "2022．3．25",
        "2022。3。25",
        "2022.3.25.",
        "2022、3、25",
        "20220325",
        20220325,
        20220325.0,
        "2022/3/25",
        "2022／03／25",
        "2022-3-25",
        "2022-03-25",
        "2022—3—25",
        "２０２２年３月２５日",
        "２０２２－０３－２５",
        44645,
        44645.0,
        44645.604166,
        "二〇二二年三月二十五日",
        "二○二二年三月廿五日",
        "二零二二年三月二十五日",
        "2022年三月二十五日",
        "贰零贰贰年叁月贰拾伍日",
        dt.date(2022, 3, 25),
        dt.datetime(2022, 3, 25),
        dt.datetime(2022, 3, 25, 14, 29, 59, 942000),
        dt.datetime(2022, 3, 24, 23, 59, 59, 999999),
        "2022-03-25 00:00:00",
        "2022-03-25T00:00:00",
        "2022年3月25日（星期五）",
        "2022年3月25日 周五",
        "\u3000 2022年3月25日\n",
        "\u200b2022-03-25\u200e",
    ],
)
def test_every_way_to_write_a_day(raw: Raw) -> None:
    assert read_date(raw) == DAY


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("3月20日", dt.date(2026, 3, 20)),
        ("三月二十日", dt.date(2026, 3, 20)),
        ("元月5日", dt.date(2026, 1, 5)),
        ("3.20", dt.date(2026, 3, 20)),
        ("3.2", dt.date(2026, 3, 2)),
        ("3/20", dt.date(2026, 3, 20)),
        ("3-20", dt.date(2026, 3, 20)),
        (3.25, dt.date(2026, 3, 25)),
        (3.4, dt.date(2026, 3, 4)),
        (2.3, dt.date(2026, 2, 3)),
        ("2022年3月25日", DAY),
    ],
)
def test_month_and_day_take_the_year_of_the_form(raw: Raw, day: dt.date) -> None:
    assert read_date(raw, year=2026) == day


@pytest.mark.parametrize(
    ("raw", "year", "code"),
    [
        ("", None, "date-missing"),
        (None, None, "date-missing"),
        ("—", None, "date-missing"),
        ("无", None, "date-missing"),
        ("待定", None, "date-unreadable"),
        ("44645", None, "date-unreadable"),
        (19999, None, "date-unreadable"),
        (60001.0, None, "date-unreadable"),
        ("20220325123", None, "date-unreadable"),
        (True, None, "date-unreadable"),
        (dt.time(14, 30), None, "date-unreadable"),
        (dt.timedelta(hours=3), None, "date-unreadable"),
        ("2022.3-25", None, "date-unreadable"),
        ("3/4/2026", None, "date-unreadable"),
        ("2022.3.2.5", None, "date-unreadable"),
        (20220325.5, None, "date-unreadable"),
        ("2022年3月25日前后", None, "date-unreadable"),
        ("22.3.25", None, "date-ambiguous"),
        ("22.3.25", 2022, "date-ambiguous"),
        ("22年3月25日", None, "date-ambiguous"),
        ("220325", None, "date-ambiguous"),
        (220325.0, None, "date-ambiguous"),
        (3.2, 2026, "date-ambiguous"),
        (3.2, None, "date-year-missing"),
        ("3月20日", None, "date-year-missing"),
        ("3.20", None, "date-year-missing"),
        ("2022.03", None, "date-day-missing"),
        (2022.03, None, "date-day-missing"),
        ("2022年3月", None, "date-day-missing"),
        ("二〇二二年三月", None, "date-day-missing"),
        (202203.0, None, "date-day-missing"),
        ("2022年", None, "date-month-missing"),
        (2022.0, None, "date-month-missing"),
        ("2022年2月30日", None, "date-impossible"),
        ("2月30日", 2026, "date-impossible"),
        ("2022-13-01", None, "date-impossible"),
        ("20220230", None, "date-impossible"),
        ("22.13.45", None, "date-impossible"),
        ("2206-03-20", None, "date-out-of-range"),
        (dt.date(1905, 7, 18), None, "date-out-of-range"),
        (dt.datetime.max, None, "date-out-of-range"),
        ("2026年3月20日至22日", None, "date-several"),
        ("2026.3.20-3.22", None, "date-several"),
        ("2026年3月20日、27日", None, "date-several"),
        ("2026年3月20日 14:30", None, "date-with-time"),
        ("2026-03-20 14:30", None, "date-with-time"),
        ("2026年3月20日下午3点", None, "date-with-time"),
        ("2026年3月20日 星期一", None, "date-weekday-contradicts"),
        (float("nan"), None, "date-unreadable"),
    ],
)
def test_a_day_that_cannot_be_read(raw: Raw, year: int | None, code: str) -> None:
    read = read_date(raw, year)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("raw", "choices"),
    [
        ("22.3.25", ["2022-03-25", "1922-03-25", "2025-03-22"]),
        ("85年2月3日", ["1985-02-03", "2085-02-03"]),
    ],
)
def test_the_hint_offers_the_choices(raw: Raw, choices: list[str]) -> None:
    read = read_date(raw)
    assert isinstance(read, Misread)
    assert all(choice in read.hint for choice in choices)


@pytest.mark.parametrize(
    ("raw", "born"),
    [
        ("1972.12", PartialDate(1972, 12)),
        ("1985.02", PartialDate(1985, 2)),
        (2022.03, PartialDate(2022, 3)),
        (1972.12, PartialDate(1972, 12)),
        (1985.2, PartialDate(1985, 2)),
        ("1998.1", PartialDate(1998, 1)),
        ("1972年12月", PartialDate(1972, 12)),
        ("1972-12", PartialDate(1972, 12)),
        ("一九七二年十二月", PartialDate(1972, 12)),
        (197212.0, PartialDate(1972, 12)),
        ("197212", PartialDate(1972, 12)),
        ("1972.12.5", dt.date(1972, 12, 5)),
        (dt.datetime(1972, 12, 5), dt.date(1972, 12, 5)),
        (26638.0, dt.date(1972, 12, 5)),
    ],
)
def test_year_and_month(raw: Raw, born: dt.date | PartialDate) -> None:
    assert read_partial_date(raw) == born


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (1998.1, "date-ambiguous"),
        ("72.12", "date-ambiguous"),
        ("72年12月", "date-ambiguous"),
        (1972.0, "date-month-missing"),
        ("3月20日", "date-year-missing"),
        ("1972.13", "date-impossible"),
        (1972.13, "date-impossible"),
        ("1272.12", "date-out-of-range"),
        ("", "date-missing"),
        ("不详", "date-unreadable"),
    ],
)
def test_year_and_month_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_partial_date(raw)
    assert isinstance(read, Misread)
    assert read.code == code


def test_a_number_that_lost_its_zero_shows_both_months() -> None:
    read = read_partial_date(1998.1)
    assert isinstance(read, Misread)
    assert "1998年1月" in read.hint
    assert "1998年10月" in read.hint


def chinese(value: int) -> str:
    """The everyday numeral of a number below a hundred."""
    tens, units = divmod(value, 10)
    ten = ("" if tens < 2 else "〇一二三四五六七八九"[tens]) + "十" if tens else ""
    return ten + ("〇一二三四五六七八九"[units] if units or not tens else "")


STYLES = {
    "units": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "spaced": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "chinese dots": lambda day: f"{day.year}。{day.month}。{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}",
    "iso": dt.date.isoformat,
    "compact": lambda day: f"{day:%Y%m%d}",
    "number": lambda day: float(f"{day:%Y%m%d}"),
    "chinese": lambda day: (
        "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
        + f"年{chinese(day.month)}月{chinese(day.day)}日"
    ),
    "cell": lambda day: dt.datetime(day.year, day.month, day.day),
    "weekday": lambda day: f"{day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}",
}


@pytest.mark.parametrize("style", STYLES)
@given(day=DAYS)
def test_a_day_reads_back_in_every_style(style: str, day: dt.date) -> None:
    raw = STYLES[style](day)
    assert read_date(raw) == day
    assert read_partial_date(raw) == day


@given(st.dates(dt.date(1954, 10, 3), dt.date(2064, 4, 8)))
def test_a_serial_reads_back(day: dt.date) -> None:
    assert read_date(float((day - dt.date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿五", 25),
        ("卅一", 31),
        ("一百零五", 105),
        ("一百五十", 150),
        ("壹拾伍", 15),
        ("拾伍", 15),
        ("两千零一", 2001),
        ("壹仟零伍拾", 1050),
        ("一万两千", 12000),
        ("一万零五", 10005),
        ("一百五", None),
        ("一万五", None),
        ("一千二百五", None),
        ("十十", None),
        ("百", None),
        ("", None),
        ("一五", None),
        ("一百零", None),
        ("万", None),
    ],
)
def test_numerals(spelled: str, value: int | None) -> None:
    assert number(spelled) == value


@given(st.integers(1, 99))
def test_numerals_read_back(value: int) -> None:
    assert number(chinese(value)) == value


def test_numerals_digit_by_digit() -> None:
    assert digits("二〇二二") == "2022"
    assert digits("二十") is None
