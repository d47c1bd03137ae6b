"""What the forms of one activity say of each other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import dues, read_form, record_of, registration, roster, shipped_mappings, sign_in

from pipeline.model.record import Origin, Value
from pipeline.rules.cross_checks import check_activity, check_photo


def found(folder: Path, *grids: list[list[object]], members: list[list[object]] | None = None) -> list[tuple[str, str]]:
    records = [record_of(read_form(folder, grid)) for grid in grids]
    known = record_of(read_form(folder, members)) if members else None
    problems = check_activity({record.form: record for record in records}, shipped_mappings().forms, known)
    assert not any(problem.stops for problem in problems)
    return [(problem.code, problem.at.cell) for problem in problems]


def test_all_agree(tmp_path: Path) -> None:
    assert found(tmp_path, registration(), sign_in(), members=roster()) == []


def test_spaces_and_line_breaks_make_no_other_theme(tmp_path: Path) -> None:
    assert found(tmp_path, registration(theme="学党章 明初心"), sign_in(theme="学党章\n明初心")) == []


def test_another_theme(tmp_path: Path) -> None:
    assert found(tmp_path, registration(), sign_in(theme="志愿服务")) == [("theme-differs", "B4")]


def test_a_name_that_the_roster_does_not_hold(tmp_path: Path) -> None:
    grid = sign_in([("冯伟", "√"), ("姜淑芬", "√"), ("姜淑芳", "√")])
    assert found(tmp_path, grid, members=roster()) == [("not-on-roster", "B8")]


def test_who_sits_in_need_not_be_on_the_roster(tmp_path: Path) -> None:
    grid = sign_in([("冯伟", "√"), ("姜淑芬", "√"), ("林小满", "列席")])
    assert found(tmp_path, grid, members=roster()) == []


def test_a_member_who_is_not_on_the_sheet(tmp_path: Path) -> None:
    assert found(tmp_path, sign_in([("冯伟", "√")]), members=roster()) == [("roster-not-listed", "")]


def test_dues_need_not_list_everyone(tmp_path: Path) -> None:
    assert found(tmp_path, dues(), members=roster()) == []


def test_without_a_roster_names_are_not_checked(tmp_path: Path) -> None:
    assert found(tmp_path, sign_in([("某某", "√")])) == []


@pytest.mark.parametrize(
    ("taken", "code"), [("2026-03-20T14:31:00", None), ("", None), ("2026-03-19T10:00:00", "photo-date-differs")]
)
def test_the_pictures_own_day(taken: str, code: str | None) -> None:
    name = Value("IMG_1.jpg", "IMG_1.jpg", Origin("表.xlsx", "表", "B3"))
    problem = check_photo(name, taken, dt.date(2026, 3, 20))
    assert (problem and problem.code) == code
