"""政治生日: what an event's sheet, the roster and the talks say of each other; 入党日期 and 转正日期."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import shipped_mappings, talk
from celebrating import celebration, dated_roster
from judging import problems_of_form, read, roster_from, told

from pipeline.model.record import Record
from pipeline.rules.birthday_checks import check_celebration, check_year
from pipeline.rules.birthdays import birthdays_of
from pipeline.rules.celebrations import Celebration, Talk, celebration_of, prepares, talk_of
from pipeline.rules.roster import Roster

DAY = dt.date(2026, 3, 20)
FINE = ("姜淑芬", "2010-03-05", "2026-03-12", "2026-03-10", "√")
HEADS = ("入党日期", "谈话日期", "重温入党志愿书日期", "领誓")


def event(folder: Path, rows: Sequence[Sequence[Any]], **fields: Any) -> Celebration:
    found = celebration_of(*_with_form(read(folder, celebration(rows, *HEADS, **fields))))
    assert found
    return found


def talked(folder: Path, member: str = "姜淑芬", date: str = "2026-03-12") -> Talk:
    found = talk_of(*_with_form(read(folder, talk(member=member, date=date), "谈话.xlsx")))
    assert found
    return found


def _with_form(record: Record) -> tuple[Record, Any]:
    return record, shipped_mappings().forms[record.form]


def members(folder: Path, confirmed: Any = "2011-03-05", admitted: Any = "2010-03-05") -> Roster:
    return roster_from(folder, dated_roster({"姜淑芬": admitted}, "转正日期", rows={"姜淑芬": [confirmed]}))


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (FINE, "", ""),
        (("姜淑芬", "2011-03-05", *FINE[2:]), "birthday-probation", "C5"),
        (("姜淑芬", "2011.03", *FINE[2:]), "birthday-probation", "C5"),
        (("姜淑芬", "2009-03-01", *FINE[2:]), "birthday-probation", "C5"),
        (("姜淑芬", "2010.03", *FINE[2:]), "", ""),
        (("姜淑芬", "2010-03-15", *FINE[2:]), "birthday-date-differs", "C5"),
        (("姜淑芬", None, "2026-03-21", *FINE[3:]), "talk-after-event", "D5"),
        (("姜淑芬", None, "2026-03-11", *FINE[3:]), "birthday-talk-differs", "D5"),
        (("姜淑芬", None, None, "2026-03-21", None), "birthday-reread-late", "E5"),
    ],
)
def test_a_row_of_an_event(tmp_path: Path, row: Sequence[Any], code: str, cell: str) -> None:
    problems = list(check_celebration(event(tmp_path, [row]), members(tmp_path), [talked(tmp_path)], [DAY]))
    assert told(problems) == ([(code, cell)] if code else [])
    assert all(problem.other for problem in problems)


@pytest.mark.parametrize(
    ("admitted", "fits"), [("2010-01-31", True), ("2010.02", True), ("2010-04-01", False), ("2010-12-20", False)]
)
def test_in_the_quarter_of_the_anniversary(tmp_path: Path, admitted: str, fits: bool) -> None:
    problems = check_celebration(
        event(tmp_path, [("姜淑芬",)]), members(tmp_path, None, admitted), [talked(tmp_path)], [DAY]
    )
    assert told(list(problems)) == ([] if fits else [("birthday-out-of-season", "B5")])


@pytest.mark.parametrize(
    ("dates", "missing"),
    [(["2026-03-20"], False), (["2025-03-20"], False), (["2025-03-01"], True), (["2026-03-21"], True), ([], True)],
)
def test_a_talk_in_the_year_before(tmp_path: Path, dates: list[str], missing: bool) -> None:
    talks = [talked(tmp_path, date=date) for date in dates]
    problems = list(check_celebration(event(tmp_path, [("姜淑芬",)]), None, talks, [DAY]))
    assert told(problems) == ([("birthday-talk-missing", "B5")] if missing else [])


@pytest.mark.parametrize(
    ("leader", "tick", "wrong"),
    [
        ("姜淑芬", None, False),
        ("姜淑芬", "√", False),
        (None, "√", False),
        ("冯伟", None, True),
        ("冯伟、姜淑芬", "√", True),
    ],
)
def test_the_oath_is_led_by_one_of_them(tmp_path: Path, leader: str | None, tick: str | None, wrong: bool) -> None:
    fields = {"领誓人": leader} if leader else {}
    rows = [("姜淑芬", None, None, None, tick)]
    problems = list(check_celebration(event(tmp_path, rows, **fields), None, [talked(tmp_path)], [DAY]))
    assert told(problems) == ([("birthday-oath-leader", "B4")] if wrong else [])


def test_an_event_is_part_of_an_activity(tmp_path: Path) -> None:
    problems = list(check_celebration(event(tmp_path, [FINE]), None, [talked(tmp_path)], [dt.date(2026, 3, 27)]))
    assert told(problems) == [("birthday-activity-missing", "B3")]


def test_nobody_is_left_out_once_the_quarter_is_over(tmp_path: Path) -> None:
    people = {"冯伟": "1996-02-10", "姜淑芬": "2010-03-05", "沈一鸣": "2001-04-30", "蒋欣怡": None}
    known = roster_from(tmp_path, dated_roster(people))
    march = event(tmp_path, [("姜淑芬",)])
    april = event(tmp_path, [("周国庆",)], day="2026-04-20")
    assert told(list(check_year(known, 2026, [march]))) == [("birthday-undated", "B7")]
    assert told(list(check_year(known, 2026, [march, april]))) == [
        ("birthday-undated", "B7"),
        ("birthday-uncovered", "C4"),
    ]


@pytest.mark.parametrize(
    ("admitted", "confirmed", "wrong"),
    [
        ("2010-11-01", "2011-11-01", False),
        ("2010-11-01", "2010-11-01", True),
        ("2011-11-01", "2010-11-01", True),
        ("2010.11", "2011.11", False),
        ("2010.11", "2010.11", True),
        ("1972-05-01", "1972-05-01", False),
        ("2010-11-01", None, False),
        (None, "2010-11-01", False),
    ],
)
def test_a_probation_lies_between(tmp_path: Path, admitted: Any, confirmed: Any, wrong: bool) -> None:
    grid = dated_roster({"姜淑芬": admitted}, "转正日期", rows={"姜淑芬": [confirmed]})
    assert told(problems_of_form(read(tmp_path, grid))) == ([("birthday-probation", "C4")] if wrong else [])


@pytest.mark.parametrize(
    ("admitted", "confirmed", "year", "told_of_it"),
    [
        ("2000-02-29", "2001-02-28", 2026, (26, 25, False)),
        ("2000-02-29", "2001-03-01", 2028, (28, 26, True)),
        ("2001.03", "2002.03", 2026, (25, 24, True)),
        ("2025-05-01", None, 2026, (1, None, True)),
        ("2026-05-01", None, 2026, (0, None, True)),
    ],
)
def test_years_standing_and_the_day(
    tmp_path: Path, admitted: str, confirmed: str | None, year: int, told_of_it: tuple[int, int | None, bool]
) -> None:
    (birthday,) = birthdays_of(members(tmp_path, confirmed, admitted), year)
    assert (birthday.years, birthday.standing, birthday.has_its_day) == told_of_it


def test_a_talk_prepares_for_a_year() -> None:
    assert [prepares(dt.date(2025, *day), DAY) for day in ((3, 18), (3, 20), (12, 31))] == [False, True, True]
