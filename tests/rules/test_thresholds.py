"""Alerts with their evidence: absences in a window and in a row (seed 002), months without dues (党章 art. 9)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import shipped_rules
from rule_builders import day, month, rules_with, today_rules

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import Measure
from pipeline.model.values import Attendance
from pipeline.rules.bounds import bound_in_words, breach
from pipeline.rules.thresholds import Alert, absence_alert, month_alert, months_before

SIGNS = {
    "缺": Attendance.ABSENT,
    "代": Attendance.BY_PROXY,
    "假": Attendance.EXCUSED,
    "补": Attendance.MADE_UP,
    "√": Attendance.PRESENT,
    "线": Attendance.ONLINE,
    "列": Attendance.OBSERVING,
}
SCHOOL = today_rules("2026-12-31", "第一个星期五")
OF_ABSENCES = (Measure.ABSENCES, Measure.ABSENCES_RUNNING)


def absence_alerts(states: list[tuple[dt.date, Attendance]], rules: RulesOfDay) -> tuple[Alert, ...]:
    found = (absence_alert(measure, states, rules) for measure in OF_ABSENCES)
    return tuple(alert for alert in found if alert)


def alerts(marks: str, year: int = 2026) -> dict[str, list[int]]:
    """A mark for each month -> id of the alert and the months of its evidence."""
    states = [
        (day(f"{year + number // 12}-{number % 12 + 1:02d}-06"), SIGNS[mark]) for number, mark in enumerate(marks)
    ]
    return {
        alert.rule.id: [(when.year - year) * 12 + when.month for when in alert.evidence]
        for alert in absence_alerts(states, SCHOOL)
    }


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("缺√缺√√", {}),
        ("缺√缺√缺", {"无故缺席": [1, 3, 5]}),
        ("缺假缺补缺", {"无故缺席": [1, 3, 5]}),
        ("缺缺代", {"无故缺席": [1, 2, 3]}),
        ("假假假假假假", {}),
        ("补补补补补补", {}),
        ("缺列缺列缺", {"无故缺席": [1, 3, 5]}),
        ("缺缺√√√√√√√√√缺", {"无故缺席": [1, 2, 12]}),
        ("缺缺√√√√√√√√√√缺", {}),
        ("缺缺缺缺缺", {"无故缺席": [1, 2, 3, 4, 5]}),
        ("缺缺缺缺缺缺", {"无故缺席": [1, 2, 3, 4, 5, 6], "连续无故缺席": [1, 2, 3, 4, 5, 6]}),
        ("缺缺缺列缺缺缺", {"无故缺席": [1, 2, 3, 5, 6, 7], "连续无故缺席": [1, 2, 3, 5, 6, 7]}),
        ("缺缺缺假缺缺缺", {"无故缺席": [1, 2, 3, 5, 6, 7]}),
        ("缺缺缺补缺缺缺", {"无故缺席": [1, 2, 3, 5, 6, 7]}),
        ("缺缺缺线缺缺缺", {"无故缺席": [1, 2, 3, 5, 6, 7]}),
    ],
)
def test_absences(marks: str, expected: dict[str, list[int]]) -> None:
    assert alerts(marks) == expected


def test_the_order_in_which_they_are_told_does_not_matter() -> None:
    states = [(day(f"2026-0{number}-06"), Attendance.ABSENT) for number in (3, 1, 2)]
    (alert,) = absence_alerts(states, SCHOOL)
    assert alert.evidence == (day("2026-01-06"), day("2026-02-06"), day("2026-03-06"))
    assert alert.rule.basis == "学校党支部党员活动日制度【2】 四（三）"


def test_a_unit_chooses_its_window() -> None:
    rules = rules_with({"thresholds": {"甲": {"measure": "absences", "at_least": 2, "window_months": 3}}})
    states = [(day(text), Attendance.ABSENT) for text in ("2026-01-06", "2026-04-06", "2026-07-05")]
    (alert,) = absence_alerts(states, rules.on(day("2026-12-31")))
    assert alert.evidence == (day("2026-04-06"), day("2026-07-05"))


def test_without_a_rule_nobody_is_told_of() -> None:
    states = [(day(f"2026-{number:02d}-06"), Attendance.ABSENT) for number in range(1, 13)]
    assert absence_alerts(states, today_rules("2026-12-31", "条例")) == ()


@given(st.text("缺假补√列", max_size=24))
def test_a_run_never_holds_another_state_and_evidence_is_always_an_absence(marks: str) -> None:
    for months in alerts(marks).values():
        assert all(marks[number - 1] == "缺" for number in months)
    if run := alerts(marks).get("连续无故缺席"):
        assert set(marks[run[0] - 1 : run[-1]]) <= {"缺", "列"}
        assert len(run) >= 6


@pytest.mark.parametrize(
    ("months", "evidence"),
    [
        (["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"], 0),
        (["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"], 6),
        (["2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"], 6),
        (["2026-01", "2026-02", "2026-03", "2026-05", "2026-06", "2026-07"], 0),
        (["2026-01", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"], 0),
    ],
)
@pytest.mark.parametrize("measure", [Measure.MONTHS_UNPAID, Measure.MONTHS_AWAY])
def test_six_months_in_a_row(measure: Measure, months: list[str], evidence: int) -> None:
    alert = month_alert(measure, map(month, months), today_rules("2026-12-31", "条例"))
    assert (alert.count if alert else 0) == evidence
    assert alert is None or alert.rule.article == "第九条"


@pytest.mark.parametrize(
    ("months", "kept", "evidence"),
    [
        (["2025-11", "2025-12", "2026-01", "2026-03", "2026-05", "2026-06"], [], 6),
        (["2025-11", "2025-12", "2026-01", "2026-03", "2026-05", "2026-06"], ["2026-04"], 0),
        (["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"], [], 0),
    ],
)
def test_months_in_which_there_was_nothing_break_no_run(months: list[str], kept: list[str], evidence: int) -> None:
    rules = today_rules("2026-12-31", "条例")
    alert = month_alert(Measure.MONTHS_AWAY, map(month, months), rules, [*map(month, [*months, *kept])])
    assert (alert.count if alert else 0) == evidence


@pytest.mark.parametrize(
    ("measure", "figure", "told"),
    [
        (Measure.HOURS, Fraction(180, 60), False),
        (Measure.HOURS, Fraction(179, 60), True),
        (Measure.OUTING_DAYS, 1, False),
        (Measure.OUTING_DAYS, 2, True),
        (Measure.EXCELLENT, Fraction(7, 21), False),
        (Measure.EXCELLENT, Fraction(8, 21), True),
        (Measure.MONTHS_LATE, 6, False),
        (Measure.MONTHS_LATE, 7, True),
    ],
)
def test_what_does_not_keep_to_a_bound(measure: Measure, figure: int | Fraction, told: bool) -> None:
    assert (breach(measure, figure, shipped_rules().on(day("2026-03-20"))) is not None) is told


def test_a_bound_in_words() -> None:
    thresholds = shipped_rules().on(day("2026-03-20")).thresholds
    assert [
        bound_in_words(thresholds[each]) for each in (Measure.ELECTION_QUORUM, Measure.PASSED, Measure.DUES_A_MONTH)
    ] == [
        "不少于 4/5",
        "超过 1/2",
        "不超过 1000",
    ]


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2024-03-30", 1, "2024-02-29"),
    ],
)
def test_months_before(text: str, count: int, expected: str) -> None:
    assert months_before(day(text), count) == day(expected)
