"""Cases of absence out of one member's marks: which were reached, when, and on what evidence."""

from __future__ import annotations

import datetime as dt

import pytest
from attending import WORDS, day_of
from hypothesis import given
from hypothesis import strategies as st
from judging import shipped_rules
from rule_builders import rules_with

from pipeline.forms.values.marks import read_mark
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import Measure
from pipeline.model.record import Origin, Value
from pipeline.model.values import Attendance
from pipeline.rules.absence_alerts import Stayed, latest, reached
from pipeline.rules.attendance_year import Entry
from pipeline.rules.occasions import Occasion, Told

SCHOOL = shipped_rules("条例", "第一个星期五")
THEME_DAY = ("主题党日",)


def entries(marks: str, kinds: dict[int, str] | None = None) -> list[Entry]:
    """A mark for each month from 2026-01; of a space the sheet does not list the member, at a dot nothing was held."""
    found = []
    for number, sign in enumerate(marks):
        if sign == ".":
            continue
        told = Told(state(sign), Value(sign, sign, Origin("签到.xlsx", "", f"C{number}")), "", False)
        kind = (kinds or {}).get(number, "主题党日")
        occasion = Occasion(dt.date.fromisoformat(day_of(number)), f"第{number + 1}课", (kind,), {})
        found.append(Entry(occasion, None if sign == " " else told))
    return found


def state(sign: str) -> Attendance:
    mark = read_mark(WORDS.get(sign, "√" if sign == " " else sign))
    assert isinstance(mark, Attendance)
    return mark


def months(case: Stayed | None) -> list[int]:
    """Numbers of the months, from 2026-01."""
    days = [entry.occasion.day for entry in case.absences] if case else []
    return [(day.year - 2026) * 12 + day.month for day in days]


def told(measure: Measure, marks: str, rules: BranchRules = SCHOOL) -> list[list[int]]:
    return [months(case) for case in reached(measure, entries(marks), rules)]


@pytest.mark.parametrize(
    ("marks", "cases"),
    [
        ("××", []),
        ("×××××", [[1, 2, 3]]),
        ("×√×网×送", [[1, 3, 5]]),
        ("×假×补代", [[1, 3, 5]]),
        ("××√√√√√√√√√√×", []),
        ("×××√√√√√√√√√√√√×√×√×", [[1, 2, 3], [16, 18, 20]]),
        ("×列×列×", [[1, 3, 5]]),
        ("× × ×", [[1, 3, 5]]),
        ("送送送送", []),
    ],
)
def test_a_case_is_told_when_its_bound_is_reached_and_not_again(marks: str, cases: list[list[int]]) -> None:
    assert told(Measure.ABSENCES, marks) == cases


@pytest.mark.parametrize(
    ("marks", "cases"),
    [
        ("×××××", []),
        ("×××××××", [[1, 2, 3, 4, 5, 6]]),
        ("×××送×××", []),
        ("×××假×××", []),
        ("×××.×××", [[1, 2, 3, 5, 6, 7]]),
        ("××× ×××", [[1, 2, 3, 5, 6, 7]]),
        ("√√√√√√√√√××××××", [[10, 11, 12, 13, 14, 15]]),
    ],
)
def test_six_in_a_row_across_the_turn_of_the_year(marks: str, cases: list[list[int]]) -> None:
    assert told(Measure.ABSENCES_RUNNING, marks) == cases
    assert told(Measure.MONTHS_AWAY, marks) == cases


def test_a_month_with_one_attendance_is_not_spent_away() -> None:
    marks = entries("××××××")
    there = Told(Attendance.PRESENT, Value("√", "√", Origin("签到.xlsx")), "", False)
    once = Entry(Occasion(dt.date(2026, 6, 20), "补会", ("党课",), {}), there)
    assert latest(Measure.MONTHS_AWAY, [*marks, once], SCHOOL.on(once.occasion.day)) is None
    assert months(latest(Measure.ABSENCES_RUNNING, [*marks, once], SCHOOL.on(once.occasion.day))) == [1, 2, 3, 4, 5, 6]


def test_the_rule_says_which_activities_it_counts() -> None:
    marks = entries("×××", {1: "支委会"})
    assert latest(Measure.ABSENCES, marks, SCHOOL.on(dt.date(2026, 12, 31))) is None
    any_kind = rules_with({"thresholds": {"缺席": {"measure": "absences", "at_least": 3}}})
    assert months(latest(Measure.ABSENCES, marks, any_kind.on(dt.date(2026, 12, 31)))) == [1, 2, 3]


def test_without_a_rule_there_is_no_case() -> None:
    assert told(Measure.ABSENCES, "××××××", shipped_rules("条例", "每月20日")) == []


@given(st.text("×假补√列送代 .", max_size=30))
def test_a_case_holds_as_many_absences_as_the_rule_asks_for(marks: str) -> None:
    for months_told in told(Measure.ABSENCES, marks):
        assert len(months_told) == 3
        assert all(marks[month - 1] in "×代" for month in months_told)
        assert months_told[-1] - months_told[0] < 12
    for months_told in told(Measure.ABSENCES_RUNNING, marks):
        assert len(months_told) == 6
        assert set(marks[months_told[0] - 1 : months_told[-1]]) <= set("×代列 .")


@given(st.text("×假√", min_size=1, max_size=30))
def test_every_run_of_six_is_told_once(marks: str) -> None:
    runs = [run for run in marks.replace("假", "√").split("√") if len(run) >= 6]
    assert len(told(Measure.ABSENCES_RUNNING, marks)) == len(runs)
