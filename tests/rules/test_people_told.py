"""Whom a form names, in a list, in a remark, in a talk, against what the same form says elsewhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import registration, talk
from judging import members, problems_of_form, read

Found = list[tuple[str, str]]
TODAY = dt.date(2026, 6, 30)


def found(folder: Path, grid: list[list[object]]) -> Found:
    return [(problem.code, problem.at.cell) for problem in problems_of_form(read(folder, grid), today=TODAY)]


@pytest.mark.parametrize(
    ("people", "count", "told"),
    [
        ("冯伟 沈一鸣 蒋欣怡 严一鸣", "10", 1),
        ("冯伟、沈一鸣、蒋欣怡", "2", 1),
        ("冯伟、沈一鸣、蒋欣怡", "3", 0),
        ("沈一鸣、蒋欣怡", "3", 0),
        ("冯伟、沈一鸣等10人", "10", 0),
        ("全体党员", "10", 0),
        ("冯伟、机关各科室党员", "10", 0),
        ("请假：姜淑芬", "10", 0),
        ("冯伟、沈一鸣", "", 0),
    ],
)
def test_attendees_against_the_count(tmp_path: Path, people: str, count: str, told: int) -> None:
    problems = found(tmp_path, registration(参加人员=people, 实到人数=count))
    assert problems == [("attendees-count-differs", "B7")] * told


@pytest.mark.parametrize(
    ("told", "fields", "codes"),
    [
        ("同意11票，反对0票", {"实到人数": "10"}, ["vote-sum-differs"]),
        ("同意10票，反对0票", {"实到人数": "12"}, []),
        ("同意11票，反对0票，另有书面意见1份", {"实到人数": "10"}, []),
        ("同意11票，反对0票", {"实到人数": ""}, []),
    ],
)
def test_votes_against_those_who_were_there(
    tmp_path: Path, told: str, fields: dict[str, str], codes: list[str]
) -> None:
    assert [code for code, _ in found(tmp_path, registration(**fields, 表决情况=told))] == codes


@pytest.mark.parametrize(
    ("remark", "left", "told"),
    [
        ("2026年6月30日转出", "", 1),
        ("2026年6月30日转出", "2026-06-30", 0),
        ("已去世", "", 1),
        ("随子女出国", "", 1),
        ("2019年由外单位转入", "2026-06-30", 1),
        ("退休", "", 0),
        ("", "", 0),
    ],
)
def test_a_change_that_only_the_remark_tells(tmp_path: Path, remark: str, left: str, told: int) -> None:
    sheet = members([("冯伟", left, remark)], "转出日期", "备注")
    problems = [(code, cell[:1]) for code, cell in found(tmp_path, sheet)]
    assert problems == [("roster-remark-only", "D")] * told


@pytest.mark.parametrize(("member", "codes"), [("冯伟", ["talk-with-oneself"]), ("姜淑芬", [])])
def test_nobody_talks_with_himself(tmp_path: Path, member: str, codes: list[str]) -> None:
    assert [code for code, _ in found(tmp_path, talk(member=member))] == codes
