"""The month's theme day: seed 001 (the 20th) and seed 002 (the first Friday), with holidays and make-up workdays."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import shipped_rules
from rule_builders import day, month, rules_with, theme_day_rule

from pipeline.mapping.rules.holidays import HolidayYear
from pipeline.model.values import Month
from pipeline.rules.days import PlannedDay, Settled, planned_day, theme_day
from pipeline.rules.workdays import Workdays

TWENTIETH = shipped_rules("每月20日")
FIRST_FRIDAY = shipped_rules("第一个星期五")
KNOWN = Workdays()
NEW_YEAR_2027 = HolidayYear.model_validate(
    {"holidays": 2027, "source": "通知", "off": ["2027-01-01", "2027-02-05 至 2027-02-11"], "work": ["2027-01-09"]}
)


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
    planned = planned_day(month(of), TWENTIETH)
    assert planned.day == day(expected)
    assert planned.wanted == day(f"{of}-20")
    assert planned.settled is (Settled.AS_RULED if planned.day == planned.wanted else Settled.MOVED)


def test_a_make_up_workday_on_a_sunday_needs_no_shift() -> None:
    assert day("2026-09-20").isoweekday() == 7
    planned = planned_day(month("2026-09"), TWENTIETH)
    assert planned == PlannedDay(day("2026-09-20"), day("2026-09-20"), Settled.AS_RULED)


@pytest.mark.parametrize(
    ("of", "wanted", "expected"),
    [
        ("2026-03", "2026-03-06", "2026-03-06"),
        ("2025-04", "2025-04-04", "2025-04-03"),
        ("2025-05", "2025-05-02", "2025-05-06"),
        ("2025-10", "2025-10-03", "2025-10-09"),
        ("2026-01", "2026-01-02", "2026-01-04"),
        ("2026-05", "2026-05-01", "2026-05-06"),
        ("2026-10", "2026-10-02", "2026-10-08"),
    ],
)
def test_the_first_friday_stays_within_the_first_ten_days(of: str, wanted: str, expected: str) -> None:
    planned = planned_day(month(of), FIRST_FRIDAY)
    assert (planned.wanted, planned.day) == (day(wanted), day(expected))
    assert planned.day.day <= 10


def test_july_may_be_one_with_the_day_of_the_constitution() -> None:
    assert "党章学习日" in planned_day(month("2026-07"), FIRST_FRIDAY).remark
    assert planned_day(month("2026-08"), FIRST_FRIDAY).remark == ""


@given(
    st.integers(2005, 2026), st.integers(1, 12), st.sampled_from([{"day": 20}, {"nth": 1}, {"nth": 3, "weekday": 1}])
)
def test_a_workday_of_the_month_within_the_limits(year: int, number: int, told: dict[str, int]) -> None:
    rule = theme_day_rule(**told, within_days=7, last_day=27)
    planned = theme_day(Month(year, number), rule, KNOWN)
    assert Month.of(planned.day) == Month(year, number)
    assert abs((planned.day - planned.wanted).days) <= 7
    assert KNOWN.is_workday(planned.day) or planned.settled is Settled.NO_WORKDAY


@pytest.mark.parametrize(("rules", "expected"), [(TWENTIETH, "2027-06-20"), (FIRST_FRIDAY, "2027-06-04")])
def test_a_year_whose_calendar_was_not_issued_is_never_guessed(rules: object, expected: str) -> None:
    assert KNOWN.is_workday(day("2027-03-19")) is None
    planned = planned_day(month("2027-06"), rules)  # type: ignore[arg-type]
    assert planned.day == day(expected)
    assert planned.settled is Settled.NOT_ISSUED
    assert "2027" in planned.message


def test_without_leave_to_shift_the_day_stays_and_is_told() -> None:
    planned = theme_day(month("2025-04"), theme_day_rule(day=20, within_days=0), KNOWN)
    assert planned.day == day("2025-04-20")
    assert planned.settled is Settled.NO_WORKDAY
    assert planned.message


def test_no_workday_up_to_the_last_day_that_is_allowed() -> None:
    """The first to the eighth of October are off."""
    planned = theme_day(month("2025-10"), theme_day_rule(day=2, last_day=8), KNOWN)
    assert (planned.day, planned.settled) == (day("2025-10-02"), Settled.NO_WORKDAY)


def test_a_fixed_date_holds_on_a_day_off_too() -> None:
    rule = theme_day_rule(day=20, dates=["2025-05-01", "2025-07-30"])
    assert theme_day(month("2025-05"), rule, KNOWN).day == day("2025-05-01")
    assert theme_day(month("2025-06"), rule, KNOWN).day == day("2025-06-20")


def test_before_any_rule_holds_it_is_the_first_of_the_month() -> None:
    planned = planned_day(month("2018-05"), TWENTIETH)
    assert (planned.day, planned.settled) == (day("2018-05-01"), Settled.NO_RULE)
    assert planned.message


def test_the_rule_of_the_day_in_question() -> None:
    rules = rules_with(
        {"theme_day": {"主题党日": {"day": 20}}},
        {"theme_day": {"主题党日": {"nth": 1, "weekday": 5, "valid_from": "2026-04-01"}}},
    )
    assert [planned_day(month(of), rules).wanted.day for of in ("2026-03", "2026-04")] == [20, 3]


# --- holidays that the office writes down


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2027-01-01", False),
        ("2027-01-04", True),
        ("2027-01-09", True),
        ("2027-01-10", False),
        ("2027-02-05", False),
        ("2027-02-11", False),
        ("2027-02-12", True),
    ],
)
def test_a_year_that_is_written_down(text: str, works: bool) -> None:
    assert Workdays({2027: NEW_YEAR_2027}).is_workday(day(text)) is works


def test_a_year_that_is_written_down_takes_the_place_of_a_known_one() -> None:
    corrected = HolidayYear.model_validate({"holidays": 2026, "source": "更正", "off": ["2026-03-20"]})
    workdays = Workdays({2026: corrected})
    assert workdays.is_workday(day("2026-03-20")) is False
    assert workdays.is_workday(day("2026-10-01")) is True


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-03-20", 5, "2026-03-27"),
        ("2026-06-20", 5, "2026-06-26"),
        ("2026-09-20", 5, "2026-09-28"),
        ("2026-12-20", 5, "2026-12-25"),
        ("2026-03-20", 0, "2026-03-20"),
        ("2026-12-30", 5, None),
    ],
)
def test_so_many_workdays_after(start: str, count: int, end: str | None) -> None:
    assert KNOWN.after(day(start), count) == (day(end) if end else None)


@given(st.dates(dt.date(2005, 1, 1), dt.date(2026, 11, 1)), st.integers(1, 20))
def test_workdays_after_are_counted_one_by_one(start: dt.date, count: int) -> None:
    end = KNOWN.after(start, count)
    assert end is not None
    between = [start + dt.timedelta(number) for number in range(1, (end - start).days + 1)]
    assert sum(bool(KNOWN.is_workday(each)) for each in between) == count
    assert KNOWN.is_workday(end)
