"""A form's day against the names of its file and sheet, and against today."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import dues, plan, registration, roster, sign_in, talk
from hypothesis import given
from hypothesis import strategies as st
from judging import problems_of_form, read, told

from pipeline.model.values import Month
from pipeline.rules.named_days import days_named

DAY = dt.date(2026, 3, 20)


def dated_roster(day: str) -> list[list[object]]:
    return [*roster()[:2], ["填报日期", day], *roster()[2:]]


@pytest.mark.parametrize(
    "file",
    [
        "3.20签到", "签到20260320", "2026-03-20签到", "2026年3月20日", "3月签到", "2026.03签到", "20日签到", "签到(2)",
        "签到 v1.2", "签到最终版2.1", "一季度签到", "1-12月签到", "1月至6月", "4.2修改版 3月签到",
        "2026年度主题党日(3月)", "IMG_20260320", "签到 3.20 (4)",
    ],
)  # fmt: skip
def test_names_that_go_with_the_day(tmp_path: Path, file: str) -> None:
    assert problems_of_form(read(tmp_path, sign_in(date="2026-03-20"), f"{file}.xlsx")) == []


@pytest.mark.parametrize(
    "file",
    [
        "3.21签到",
        "6月签到",
        "2025-03-20签到",
        "签到20250320",
        "2025年3月签到",
        "2025年度主题党日(3月)",
        "３月２１日签到",
    ],
)
def test_names_that_contradict_the_day(tmp_path: Path, file: str) -> None:
    (problem,) = problems_of_form(read(tmp_path, sign_in(date="2026-03-20"), f"{file}.xlsx"))
    assert (problem.code, problem.at.cell, problem.stops) == ("name-date-differs", "B3", False)
    assert problem.other is not None
    assert problem.other.file == f"{file}.xlsx"


def test_the_day_in_the_sheets_name(tmp_path: Path) -> None:
    record = read(tmp_path, sign_in(date="2026-03-20"), sheet="3.21")
    (problem,) = problems_of_form(record)
    assert problem.code == "name-date-differs"
    assert problem.other is not None
    assert problem.other.sheet == "3.21"


@pytest.mark.parametrize(
    ("file", "count"), [("2026年3月党费", 0), ("20260401党费", 0), ("2026年4月党费", 1), ("2025年党费", 1)]
)
def test_a_months_form(tmp_path: Path, file: str, count: int) -> None:
    assert len(problems_of_form(read(tmp_path, dues(), f"{file}.xlsx"))) == count


@pytest.mark.parametrize(("file", "count"), [("2026年安排", 0), ("2025年安排", 1), ("2025年12月20日报 安排", 0)])
def test_a_years_form(tmp_path: Path, file: str, count: int) -> None:
    assert len(problems_of_form(read(tmp_path, plan(), f"{file}.xlsx"))) == count


@pytest.mark.parametrize(
    ("grid", "found"),
    [
        (sign_in(date="1921-07-01"), [("date-far-past", "B3")]),
        (dues(month="1948年3月"), [("date-far-past", "A1")]),
        (sign_in(date="2015-12-31"), [("date-long-past", "B3")]),
        (sign_in(date="2016-01-01"), []),
        (plan(year=1926), [("date-far-past", "A1")]),
        (dated_roster("2026-03-31"), []),
        (dated_roster("2026-10-03"), [("date-ahead", "B3")]),
        (dated_roster("2062-10-03"), [("date-far-ahead", "B3")]),
    ],
)
def test_a_day_against_today(tmp_path: Path, grid: list[list[object]], found: list[tuple[str, str]]) -> None:
    problems = problems_of_form(read(tmp_path, grid), today=dt.date(2026, 4, 1))
    assert [(problem.code, problem.at.cell) for problem in problems] == found


@pytest.mark.parametrize(
    "grid",
    [sign_in(date="2026-05-20"), talk(date="2026-04-02"), registration(date="2026-04-02"), dues(month="2026年5月")],
)
def test_a_day_to_come(tmp_path: Path, grid: list[list[object]]) -> None:
    problems = problems_of_form(read(tmp_path, grid), today=dt.date(2026, 4, 1))
    assert [problem.code for problem in problems] == ["date-ahead"]
    assert problems_of_form(read(tmp_path, grid)) == []


@pytest.mark.parametrize("grid", [sign_in(date="2026-04-01"), dues(month="2026年4月")])
def test_today_and_this_month_are_not_to_come(tmp_path: Path, grid: list[list[object]]) -> None:
    assert told(problems_of_form(read(tmp_path, grid), today=dt.date(2026, 4, 1))) == []


SPELLINGS = (
    "{y}年{m}月{d}日",
    "{y}-{m:02}-{d:02}",
    "{y}.{m}.{d}",
    "{y}{m:02}{d:02}",
    "{m}月{d}日",
    "{m}.{d}",
    "{y}年{m}月",
    "{m}月",
)


@given(
    st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(SPELLINGS),
    st.sampled_from(["", "签到", "主题党日 "]),
)
def test_every_way_to_write_a_day_is_understood(day: dt.date, spelling: str, before: str) -> None:
    named = days_named(before + spelling.format(y=day.year, m=day.month, d=day.day) + "签到")
    assert named
    assert all(found.fits(day) for found in named)
    other = day + dt.timedelta(days=400)
    assert other.month == day.month or not any(found.fits(other) for found in named)


@given(st.text(max_size=40))
def test_any_name_is_looked_at_without_a_fault(words: str) -> None:
    for day in days_named(words):
        assert isinstance(day.fits(DAY), bool)
        assert isinstance(day.fits(Month.of(DAY)), bool)
        assert str(day)
