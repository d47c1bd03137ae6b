"""The month's theme day: seed 001 (the 20th) and seed 002 (the first Friday), with holidays and make-up workdays."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model.values import Month
from pipeline.rules.days import PlannedDay, is_workday, theme_day
from pipeline.settings.schema import ThemeDay

TWENTIETH = ThemeDay()
FIRST_FRIDAY = ThemeDay(nth=1, weekday=5)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def month(text: str) -> Month:
    return Month(int(text[:4]), int(text[5:]))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("2026-03", "2026-03-20"),
        ("2025-04", "2025-04-21"),
        ("2025-07", "2025-07-21"),
        ("2025-09", "2025-09-19"),
        ("2025-12", "2025-12-19"),
        ("2026-02", "2026-02-24"),
        ("2026-06", "2026-06-18"),
        ("2026-12", "2026-12-21"),
    ],
)
def test_the_twentieth_or_the_nearest_workday(of: str, expected: str) -> None:
    assert theme_day(month(of), TWENTIETH) == PlannedDay(day(expected), checked=True)


def test_a_make_up_workday_on_a_sunday_needs_no_shift() -> None:
    assert day("2026-09-20").isoweekday() == 7
    assert theme_day(month("2026-09"), TWENTIETH) == PlannedDay(day("2026-09-20"), checked=True)


@pytest.mark.parametrize(
    ("of", "expected"),
    [("2026-03", "2026-03-06"), ("2025-04", "2025-04-03"), ("2026-05", "2026-05-06"), ("2026-10", "2026-10-08")],
)
def test_the_first_friday(of: str, expected: str) -> None:
    planned = theme_day(month(of), FIRST_FRIDAY)
    assert planned == PlannedDay(day(expected), checked=True)
    assert planned.day.day <= 10


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("rule", [TWENTIETH, FIRST_FRIDAY])
def test_always_a_workday_of_the_month_within_a_week(year: int, number: int, rule: ThemeDay) -> None:
    planned = theme_day(Month(year, number), rule)
    assert planned.checked
    assert is_workday(planned.day)
    assert Month.of(planned.day) == Month(year, number)


@pytest.mark.parametrize("rule", [TWENTIETH, FIRST_FRIDAY])
def test_a_year_whose_calendar_was_not_issued_is_never_guessed(rule: ThemeDay) -> None:
    assert is_workday(day("2027-03-19")) is None
    planned = theme_day(month("2027-06"), rule)
    assert planned == PlannedDay(day("2027-06-20" if rule is TWENTIETH else "2027-06-04"), checked=False)


def test_without_leave_to_shift_the_day_stays() -> None:
    assert theme_day(month("2025-04"), ThemeDay(within_days=0)) == PlannedDay(day("2025-04-20"), checked=True)
