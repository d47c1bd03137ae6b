"""The roster that was in force, and who of it was a member then."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import members, roster_from

from pipeline.model.values import Month
from pipeline.rules.roster import in_force
from pipeline.rules.spans import Span


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


JANUARY, JUNE = day("2026-01-05"), day("2026-06-01")


@pytest.mark.parametrize(
    ("rosters", "on", "holds"),
    [
        ([(JANUARY, "甲"), (JUNE, "乙")], "2026-03-20", "甲"),
        ([(JANUARY, "甲"), (JUNE, "乙")], "2026-06-01", "乙"),
        ([(JANUARY, "甲"), (JUNE, "乙")], "2025-12-20", "甲"),
        ([(JUNE, "乙"), (JANUARY, "甲")], "2026-07-20", "乙"),
        ([(JANUARY, "错"), (JANUARY, "正")], "2026-03-20", "正"),
        ([(JUNE, "错"), (JUNE, "正")], "2026-03-20", "正"),
        ([(None, "旧"), (JUNE, "乙")], "2026-03-20", "乙"),
        ([(JANUARY, "甲"), (None, "新")], "2026-03-20", "新"),
        ([(None, "旧"), (None, "新")], "2026-03-20", "新"),
        ([], "2026-03-20", None),
    ],
)
def test_the_roster_in_force(rosters: list[tuple[dt.date | None, str]], on: str, holds: str | None) -> None:
    assert in_force(rosters, day(on)) == holds


@given(st.lists(st.tuples(st.none() | st.dates(), st.integers()), min_size=1), st.dates())
def test_one_of_them_always_holds(rosters: list[tuple[dt.date | None, int]], on: dt.date) -> None:
    assert in_force(rosters, on) in [kept for _, kept in rosters]


@pytest.mark.parametrize(
    ("head", "value", "on", "belonged"),
    [
        ("入党日期", "2025-09-12", "2026-03-20", True),
        ("入党日期", "2026-03-21", "2026-03-20", False),
        ("入党日期", "2026-03-20", "2026-03-20", None),
        ("入党日期", "2026.03", "2026-03-20", None),
        ("入党日期", "2026.04", "2026-03-20", False),
        ("转入日期", "2026-05-01", "2026-03-20", False),
        ("转入日期", "2026-02-01", "2026-03-20", True),
        ("转出日期", "2026-02-01", "2026-03-20", False),
        ("转出日期", "2026-05-01", "2026-03-20", True),
        ("转出日期", "2026.03", "2026-03-20", None),
        ("备注", "5月转出", "2026-03-20", None),
        ("备注", "长期患病", "2026-03-20", None),
        ("备注", "老党员", "2026-03-20", True),
    ],
)
def test_who_was_a_member(tmp_path: Path, head: str, value: str, on: str, belonged: bool | None) -> None:
    (member,) = roster_from(tmp_path, members([("冯伟", value)], head)).members
    assert member.belonged(Span(day(on), day(on))) is belonged


def test_of_a_month_all_its_days_count(tmp_path: Path) -> None:
    (member,) = roster_from(tmp_path, members([("冯伟", "2026-03-12")], "转入日期")).members
    months = [Span.of(Month(2026, number)) for number in (2, 3, 4)]
    assert [member.belonged(month) for month in months if month] == [False, None, True]
