"""A talk that prepares an event belongs before it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import shipped_mappings, talk
from judging import read

from pipeline.model.record import Origin
from pipeline.rules.talk_checks import Event, check_talk

AT = Origin("登记.xlsx", "登记", "B3")


def about(theme: str, date: str) -> list[list[Any]]:
    return [[label, theme if label == "谈话主题" else value] if value else [label] for label, value in _pairs(date)]


def _pairs(date: str) -> list[tuple[Any, Any]]:
    return [(row[0], row[1] if len(row) > 1 else None) for row in talk(date=date)]


def event(day: str, words: str) -> Event:
    return Event(dt.date.fromisoformat(day), words, AT)


BIRTHDAY = event("2026-03-20", "三月政治生日 主题党日")


@pytest.mark.parametrize(
    ("theme", "date", "events", "late"),
    [
        ("政治生日谈心谈话", "2026-03-23", [BIRTHDAY], True),
        ("政治生日谈心谈话", "2026-03-20", [BIRTHDAY], False),
        ("政治生日谈心谈话", "2026-03-12", [BIRTHDAY], False),
        ("政治生日谈心谈话", "2026-06-12", [BIRTHDAY], False),
        ("政治生日谈心谈话", "2026-03-23", [BIRTHDAY, event("2026-04-20", "四月政治生日 主题党日")], False),
        ("组织生活会前谈心谈话", "2026-01-25", [event("2026-01-20", "年度 组织生活会")], True),
        ("组织生活会后整改谈话", "2026-01-25", [event("2026-01-20", "年度 组织生活会")], False),
        ("组织生活会前谈心谈话", "2026-01-25", [event("2026-01-20", "学党章 主题党日")], False),
        ("年度谈心谈话", "2026-03-23", [BIRTHDAY], False),
        ("政治生日谈心谈话", "2026-03-23", [], False),
    ],
)
def test_a_talk_and_what_it_prepares(tmp_path: Path, theme: str, date: str, events: list[Event], late: bool) -> None:
    record = read(tmp_path, about(theme, date))
    problems = check_talk(record, shipped_mappings().forms[record.form], events)
    assert [(problem.code, problem.at.cell, problem.other) for problem in problems] == (
        [("talk-after-event", "B3", AT)] if late else []
    )
