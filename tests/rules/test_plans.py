"""The day of a row of a plan, what became of the row, and what a plan says against its own time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import registration, shipped_mappings
from judging import both, problems_of_form, read, shipped_rules, told
from plans import quarter_plan, schedule, study_plan
from rule_builders import day, month

from pipeline.model.values import BLANK, Scalar
from pipeline.rules.facts import BranchFacts
from pipeline.rules.plan_checks import check_filed, check_plan_months
from pipeline.rules.plans import Outcome, is_month_alone, months_named, planned_time, without_activity
from pipeline.rules.theme_day_checks import check_theme_day

FRIDAYS = ("条例", "第一个星期五")


@pytest.mark.parametrize(
    ("text", "months", "alone"),
    [
        ("4月", (4,), True),
        ("2026年十二月份", (12,), True),
        ("4月中旬", (4,), False),
        ("4月、6月", (4, 6), False),
        ("10—12月", (10, 11, 12), False),
        ("每月20日", (), False),
        ("第三周", (), False),
    ],
)
def test_months_of_a_planned_time(text: str, months: tuple[int, ...], alone: bool) -> None:
    assert (months_named(text), is_month_alone(text)) == (months, alone)


@pytest.mark.parametrize(
    ("of", "said", "sets", "date", "remarked"),
    [
        ("2026-03", BLANK, (), day("2026-03-20"), False),
        ("2026-06", BLANK, (), day("2026-06-18"), True),
        ("2026-09", BLANK, (), day("2026-09-20"), False),
        ("2026-10", BLANK, FRIDAYS, day("2026-10-08"), True),
        ("2026-07", BLANK, FRIDAYS, day("2026-07-03"), True),
        ("2027-03", BLANK, (), day("2027-03-20"), True),
        ("2026-03", BLANK, ("条例",), month("2026-03"), True),
        ("2026-03", day("2026-03-25"), (), day("2026-03-25"), False),
        ("2026-10", day("2026-10-01"), (), day("2026-10-01"), True),
        ("2026-04", "4月中旬", (), "4月中旬", False),
    ],
)
def test_the_form_s_own_day_else_the_rule_s(
    of: str, said: Scalar, sets: tuple[str, ...], date: Any, remarked: bool
) -> None:
    time = planned_time(month(of), said, shipped_rules(*sets))
    assert (time.day, bool(time.remark)) == (date, remarked)


def test_a_month_has_passed_when_something_later_is_registered() -> None:
    registered = [dt.date(2026, 4, 20)]
    assert without_activity(month("2026-03"), registered) is Outcome.NONE
    assert without_activity(month("2026-04"), registered) is Outcome.OPEN
    assert without_activity(month("2026-03"), []) is Outcome.OPEN


@pytest.mark.parametrize(
    ("grid", "sets", "cells"),
    [
        (schedule([("1月", "", "开局", "")], filed="2025-12-30"), FRIDAYS, []),
        (schedule([("1月", "", "开局", "")], filed="2025-12-31"), FRIDAYS, [("plan-late", "D2")]),
        (schedule([("1月", "", "开局", "")], filed="2026-01-05"), (), []),
        (schedule([("1月", "", "开局", "")]), FRIDAYS, []),
        (quarter_plan([("4月", "学党章")], filed="2026-03-20"), FRIDAYS, []),
        (quarter_plan([("4月", "学党章")], filed="2026-03-21"), FRIDAYS, [("plan-late", "D2")]),
        (
            quarter_plan([("2月", "学党章")], title="2026年一季度计划", filed="2025-12-22"),
            FRIDAYS,
            [("plan-late", "D2")],
        ),
    ],
)
def test_filed_late(grid: Any, sets: tuple[str, ...], cells: list[tuple[str, str]], tmp_path: Path) -> None:
    record = read(tmp_path, grid)
    form = shipped_mappings().forms[record.form]
    assert told(list(check_filed(record, form, shipped_rules(*sets)))) == cells


def test_months_left_out(tmp_path: Path) -> None:
    months = [(f"{number}月", "党章", "冯伟") for number in range(1, 13)]
    record = read(tmp_path, study_plan(months))
    form = shipped_mappings().forms[record.form]
    assert list(check_plan_months(record, form, BranchFacts())) == []
    (problem,) = check_plan_months(read(tmp_path, study_plan(months[:10])), form, BranchFacts())
    assert (problem.code, problem.at.cell) == ("plan-months-missing", "A13")
    assert problem.message.endswith("11月、12月")


@pytest.mark.parametrize(
    ("since", "until", "missing"),
    [
        (dt.date(2026, 3, 20), None, "4月"),
        (dt.date(2026, 3, 10), None, "3月、4月"),
        (None, dt.date(2026, 3, 31), "1月、2月、3月"),
        (dt.date(2026, 5, 1), None, ""),
    ],
)
def test_no_month_is_missed_in_which_the_branch_was_not_there(
    since: dt.date | None, until: dt.date | None, missing: str, tmp_path: Path
) -> None:
    record = read(tmp_path, study_plan([(f"{number}月", "党章", "冯伟") for number in range(5, 13)]))
    form = shipped_mappings().forms[record.form]
    problems = check_plan_months(record, form, BranchFacts(since, until))
    assert [problem.message.rpartition("：")[2] for problem in problems] == ([missing] if missing else [])


def test_rows_outside_of_the_plan_s_time(tmp_path: Path) -> None:
    rows = [("4月20日", "一"), ("2026.5.20", "二"), ("7月", "三"), ("3—4月", "四"), ("待定", "五")]
    assert both(problems_of_form(read(tmp_path, quarter_plan(rows)))) == [
        ("plan-outside", "A6", "A1"),
        ("plan-outside", "A7", "A1"),
    ]
    year = read(tmp_path, schedule([("3月", "2026-04-01", "学党章", ""), ("4月", "4月3日", "学党史", "")]))
    assert both(problems_of_form(year)) == [("plan-outside", "B4", "A4")]


@pytest.mark.parametrize(
    ("held", "sets", "codes"),
    [
        ("2026-03-13", (), []),
        ("2026-03-27", (), []),
        ("2026-03-12", (), ["theme-day-off"]),
        ("2026-03-28", (), ["theme-day-off"]),
        ("2026-03-10", FRIDAYS, []),
        ("2026-03-11", FRIDAYS, ["theme-day-off"]),
        ("2026-03-02", ("条例",), []),
    ],
)
def test_a_theme_day_far_from_its_day(held: str, sets: tuple[str, ...], codes: list[str], tmp_path: Path) -> None:
    record = read(tmp_path, registration(date=held))
    found = check_theme_day(record, shipped_mappings().forms[record.form], shipped_rules(*sets))
    assert [problem.code for problem in found] == codes
