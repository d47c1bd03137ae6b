"""By when plans are due and notices are up: seed 002, with the workdays of the year."""

from __future__ import annotations

import pytest
from judging import shipped_rules
from rule_builders import day, rules_with

from pipeline.model.periods import Length, Period
from pipeline.rules.deadlines import Due, due_before, due_in
from pipeline.rules.standing import Standing

SCHOOL = shipped_rules("第一个星期五")


def told(dues: tuple[Due, ...]) -> list[tuple[str, str | None, str]]:
    """Id, day and period of each."""
    return [
        (due.rule.id, due.day.isoformat() if due.day else None, due.period.iso() if due.period else "-") for due in dues
    ]


def test_plans_are_for_what_comes_next_and_are_summed_up_within_five_workdays() -> None:
    assert told(due_in(2026, SCHOOL)) == [
        ("季度计划报备", "2026-03-20", "2026-Q2"),
        ("季度计划汇总", "2026-03-27", "2026-Q2"),
        ("季度计划报备", "2026-06-20", "2026-Q3"),
        ("季度计划汇总", "2026-06-26", "2026-Q3"),
        ("季度计划报备", "2026-09-20", "2026-Q4"),
        ("季度计划汇总", "2026-09-28", "2026-Q4"),
        ("季度计划报备", "2026-12-20", "2027-Q1"),
        ("季度计划汇总", "2026-12-25", "2027-Q1"),
        ("年度计划报备", "2026-12-30", "2027"),
    ]


def test_a_calendar_that_is_not_issued_leaves_only_the_counted_days_open() -> None:
    dues = due_in(2027, SCHOOL)
    assert {due.rule.id: due.day is None for due in dues} == {
        "季度计划报备": False,
        "季度计划汇总": True,
        "年度计划报备": False,
    }
    assert all("2027" in due.message for due in dues if due.day is None)
    assert all(due.standing(None, day("2030-01-01")) is Standing.NOT_YET for due in dues if due.day is None)


def test_what_runs_into_the_next_year_is_due_there() -> None:
    rules = rules_with({"deadlines": {"甲": {"by": ["12-30"]}, "乙": {"after": "甲", "workdays": 3}}})
    assert told(due_in(2025, rules)) == [("乙", "2025-01-03", "2024"), ("甲", "2025-12-30", "2025")]
    assert told(due_in(2026, rules)) == [
        ("乙", "2026-01-05", "2025"),
        ("乙", None, "2026"),
        ("甲", "2026-12-30", "2026"),
    ]


def test_deadlines_counted_from_each_other_in_a_ring_end() -> None:
    ring = {"甲": {"after": "乙", "workdays": 1}, "乙": {"after": "甲", "workdays": 1}}
    assert due_in(2026, rules_with({"deadlines": ring})) == ()
    assert (
        len(due_in(2026, rules_with({"deadlines": {"丙": {"by": ["03-20"]}, "丁": {"after": "丙", "workdays": 1}}})))
        == 2
    )


def test_a_deadline_that_changes_within_the_year() -> None:
    by = ["03-20", "06-20", "09-20", "12-20"]
    rules = rules_with(
        {"deadlines": {"甲": {"every": "quarter", "by": by}}},
        {
            "deadlines": {
                "甲": {"every": "quarter", "by": ["03-10", "06-10", "09-10", "12-10"], "valid_from": "2026-07-01"}
            }
        },
    )
    assert [due.day for due in due_in(2026, rules)] == [
        day(text) for text in ("2026-03-20", "2026-06-20", "2026-09-10", "2026-12-10")
    ]
    assert due_in(2026, rules)[0].period == Period(2026, 1, Length.QUARTER)


def test_a_deadline_that_holds_only_within_the_year() -> None:
    once = {"by": ["05-20"], "valid_from": "2026-03-01", "valid_to": "2026-06-30"}
    rules = rules_with({"deadlines": {"甲": once}})
    assert [told(due_in(year, rules)) for year in (2025, 2026, 2027)] == [[], [("甲", "2026-05-20", "2026")], []]


@pytest.mark.parametrize(
    ("kinds", "expected"), [(["主题党日"], [("活动公告", "2026-03-19", "-")]), (["主题党日", "党课"], 1), (["党课"], 0)]
)
def test_a_notice_is_up_the_day_before_the_event(kinds: list[str], expected: object) -> None:
    dues = told(due_before(day("2026-03-20"), kinds, SCHOOL))
    assert (dues if isinstance(expected, list) else len(dues)) == expected


@pytest.mark.parametrize(
    ("done", "today", "standing"),
    [
        ("2026-12-30", "2027-03-01", Standing.MET),
        ("2026-12-31", "2027-03-01", Standing.LATE),
        (None, "2026-12-30", Standing.NOT_YET),
        (None, "2026-12-31", Standing.MISSING),
    ],
)
def test_the_last_day_is_still_in_time(done: str | None, today: str, standing: Standing) -> None:
    plan = next(due for due in due_in(2026, SCHOOL) if due.rule.id == "年度计划报备")
    assert plan.standing(day(done) if done else None, day(today)) is standing
