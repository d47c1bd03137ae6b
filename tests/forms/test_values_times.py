from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.forms.values.reading import Misread, Raw
from pipeline.forms.values.times import read_time, read_time_range
from pipeline.forms.values.when import When, read_when

HALF_PAST_TWO = dt.time(14, 30)
HALF_PAST_FIVE = dt.time(17, 30)
DAY = dt.date(2026, 3, 20)
AFTERNOON = When(DAY, HALF_PAST_TWO, HALF_PAST_FIVE)


@pytest.mark.parametrize(
    "raw",
    [
        "14:30",
        "14：30",
        "14:30:00",
        "１４：３０",
        "14 : 30",
        "14.30",
        "下午2点半",
        "下午两点半",
        "下午2:30",
        "下午 2：30",
        "下午14:30",
        "14时30分",
        "14点30",
        "十四时三十分",
        "2:30 PM",
        0.604166,
        dt.time(14, 30),
        dt.time(14, 29, 59, 942000),
        dt.datetime(1899, 12, 31, 14, 30),
        dt.timedelta(hours=14, minutes=30),
    ],
)
def test_every_way_to_write_a_time(raw: Raw) -> None:
    assert read_time(raw) == HALF_PAST_TWO


@pytest.mark.parametrize(
    ("raw", "time"),
    [
        ("9点", dt.time(9)),
        ("上午9点整", dt.time(9)),
        ("9点一刻", dt.time(9, 15)),
        ("02:30", dt.time(2, 30)),
        ("凌晨12点", dt.time(0)),
        ("中午12:30", dt.time(12, 30)),
        ("中午1点", dt.time(13)),
        ("晚上7点", dt.time(19)),
        ("晚7:30", dt.time(19, 30)),
        (0.5, dt.time(12)),
        (dt.time(0, 0), dt.time(0, 0)),
    ],
)
def test_periods_of_the_day(raw: Raw, time: dt.time) -> None:
    assert read_time(raw) == time


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "time-missing"),
        ("—", "time-missing"),
        ("下午", "time-unreadable"),
        ("待定", "time-unreadable"),
        (14.3, "time-unreadable"),
        (14.0, "time-unreadable"),
        (0.0, "time-unreadable"),
        (True, "time-unreadable"),
        ("14", "time-unreadable"),
        (dt.date(2026, 3, 20), "time-unreadable"),
        (dt.datetime(2026, 3, 20), "time-unreadable"),
        (dt.timedelta(hours=26), "time-unreadable"),
        ("2:30", "time-ambiguous"),
        ("2点半", "time-ambiguous"),
        ("晚上12点", "time-ambiguous"),
        ("上午12点", "time-ambiguous"),
        ("25:00", "time-impossible"),
        ("14:70", "time-impossible"),
        ("24:00", "time-impossible"),
        ("上午14:30", "time-impossible"),
    ],
)
def test_a_time_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_time(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    ("raw", "times"),
    [
        ("14:30—17:30", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("14：30 - 17：30", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("14:30——17:30", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("14:30～17:30", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("14时30分至17时30分", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("下午2:30-5:30", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("下午2点半到5点半", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("下午2:30至下午5:30", (HALF_PAST_TWO, HALF_PAST_FIVE)),
        ("上午9:00-下午5:30", (dt.time(9), HALF_PAST_FIVE)),
        ("上午9:00-12:00", (dt.time(9), dt.time(12))),
        ("下午2-5点", (dt.time(14), dt.time(17))),
        ("晚上7至9点半", (dt.time(19), dt.time(21, 30))),
        ("9:00-11:30", (dt.time(9), dt.time(11, 30))),
        ("14:30", (HALF_PAST_TWO, None)),
        (dt.time(14, 30), (HALF_PAST_TWO, None)),
    ],
)
def test_ranges(raw: Raw, times: tuple[dt.time, dt.time | None]) -> None:
    assert read_time_range(raw) == times


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "time-missing"),
        ("17:30-14:30", "time-range-backwards"),
        ("14:30-14:30", "time-range-backwards"),
        ("2:30-5:30", "time-ambiguous"),
        ("14:30-5:30", "time-ambiguous"),
        ("14:30-", "time-unreadable"),
        ("14:30-15:30-16:30", "time-unreadable"),
    ],
)
def test_a_range_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_time_range(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@pytest.mark.parametrize(
    "raw",
    [
        "2026年3月20日 14:30—17:30",
        "2026年3月20日14:30-17:30",
        "2026.3.20 下午2:30-5:30",
        "2026年3月20日14时30分至17时30分",
        "2026-03-20 14:30-17:30",
        "2026年3月20日（星期五）14:30—17:30",
        "2026年3月20日（14:30—17:30）",
        "2026年3月20日，下午2点半至5点半",
        "2026年3月20日14:30至2026年3月20日17:30",
        "2026年3月20日14:30至3月20日17:30",
        "二〇二六年三月二十日下午两点半至五点半",
    ],
)
def test_day_and_hours(raw: Raw) -> None:
    assert read_when(raw) == AFTERNOON


@pytest.mark.parametrize(
    ("raw", "when"),
    [
        ("2026年3月20日", When(DAY)),
        (dt.date(2026, 3, 20), When(DAY)),
        (dt.datetime(2026, 3, 20), When(DAY)),
        (46101.0, When(DAY)),
        ("2026-03-20 00:00:00", When(DAY)),
        (dt.datetime(2026, 3, 20, 14, 30), When(DAY, HALF_PAST_TWO)),
        (46101.604166, When(DAY, HALF_PAST_TWO)),
        ("2026-03-20 14:30:00", When(DAY, HALF_PAST_TWO)),
        ("2026年3月20日下午2点半", When(DAY, HALF_PAST_TWO)),
    ],
)
def test_day_with_less(raw: Raw, when: When) -> None:
    assert read_when(raw) == when


def test_when_takes_the_year_of_the_form() -> None:
    assert read_when("3月20日14:30-17:30", year=2026) == AFTERNOON


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "date-missing"),
        ("14:30", "date-unreadable"),
        (dt.time(14, 30), "date-unreadable"),
        ("3月20日14:30", "date-year-missing"),
        ("2026年2月30日 14:30", "date-impossible"),
        ("2026年3月20日下午开会", "time-unreadable"),
        ("2026年3月20日 2:30-5:30", "time-ambiguous"),
        ("2026年3月20日 17:30-14:30", "time-range-backwards"),
        ("2026年3月20日 9:00至3月22日17:00", "date-several"),
        ("2026年3月20日至22日", "date-several"),
        ("2026年3月20日、27日", "date-several"),
        ("2026.3.20-2026.3.22", "date-several"),
    ],
)
def test_a_day_and_hours_that_cannot_be_read(raw: Raw, code: str) -> None:
    read = read_when(raw)
    assert isinstance(read, Misread)
    assert read.code == code


@given(st.times().map(lambda time: time.replace(microsecond=0)))
def test_a_time_reads_back(time: dt.time) -> None:
    assert read_time(time) == time
    assert read_time(f"{time:%H:%M:%S}") == time
    minute = time.replace(second=0)
    assert read_time(f"{time:%H时%M分}") == minute
    seconds = time.hour * 3600 + time.minute * 60 + time.second
    assert seconds == 0 or read_time(seconds / 86400) == time


@given(st.times(dt.time(13), dt.time(22)), st.integers(1, 59))
def test_afternoons_read_back(start: dt.time, minutes: int) -> None:
    begins = start.replace(second=0, microsecond=0)
    ends = (dt.datetime.combine(DAY, begins) + dt.timedelta(minutes=minutes)).time()
    raw = f"2026年3月20日下午{begins.hour - 12}:{begins:%M}—{ends.hour - 12}:{ends:%M}"
    assert read_when(raw) == When(DAY, begins, ends)
