"""Records that a rule asks for: which of them count, and how often."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import dues, make_desk, plan, registration, roster, talk
from celebrating import celebration
from inspected import LATER, cells, inspected


def test_dues_without_an_activity_are_there(tmp_path: Path) -> None:
    branch = inspected(tmp_path / "ws", dues(month="2026年3月"), dues(month="2026年5月"), roster())
    there = [label for label, standing in cells(branch, "交纳当月党费") if standing == "有"]
    assert there == ["3月", "5月"]


def test_a_talk_that_prepares_a_meeting_counts_once(tmp_path: Path) -> None:
    """It lies with the meeting too."""
    rule = {"every": "year", "forms": ["谈心谈话记录"], "at_least": 2, "layer": "unit", "source": "本单位"}
    rule |= {"about": "一年谈话两次", "valid_from": "2020-01-01"}
    desk = make_desk(tmp_path / "ws", LATER)
    desk.close()
    own = json.dumps({"rules": "本单位", "requirements": {"谈话": rule}}, ensure_ascii=False)
    (tmp_path / "ws" / "mappings" / "rules" / "本单位.yaml").write_text(own, encoding="utf-8")
    branch = inspected(
        tmp_path / "ws",
        registration(date="2026-12-10", 活动类型="组织生活会"),
        talk(date="2026-12-01"),
        sets='["本单位"]',
    )
    assert cells(branch, "谈话") == [("全年", "缺")]
    assert [cell.wants for cell in branch.cells] == ["谈心谈话记录，还差 1 次"]


@pytest.mark.parametrize(("on", "expected"), [("2026-03-12", "有"), ("2026-03-25", "缺"), ("2025-03-01", "缺")])
def test_a_talk_before_a_birthday_is_held(tmp_path: Path, on: str, expected: str) -> None:
    """With one who keeps the day, in the year before it."""
    forms = [registration(theme="政治生日"), celebration(), roster(), talk(date=on)]
    branch = inspected(tmp_path / "ws", *forms, sets='["政治生日"]')
    assert cells(branch, "政治生日谈话") == [("2026-03-20 主题党日", expected)]


def test_a_plan_outside_of_its_year_is_told_once(tmp_path: Path) -> None:
    rows = [("3月", "学党章", "学总纲", "人教科"), ("4月", "读书", "读书", "人教科")]
    grid = [*plan(rows)]
    grid[2] = [*grid[2], "计划日期"]
    grid[3] = [*grid[3], "2026-09-20"]
    branch = inspected(tmp_path / "ws", grid, registration(), registration(date="2026-04-20", theme="读书"))
    assert [finding.code for finding in branch.findings].count("plan-outside") == 1


def test_a_page_that_was_printed_to_be_written_on_is_no_record(tmp_path: Path) -> None:
    """The form that would fill it is named."""
    for number, minutes in enumerate(("", "冯伟传达了通知")):
        branch = inspected(
            tmp_path / str(number), registration(活动类型="支委会", 会议记录=minutes), sets='["组织生活细则"]'
        )
        (cell,) = (cell for cell in branch.cells if cell.rule == "三会记录")
        assert (str(cell.standing), cell.missing) == (("有", ()) if minutes else ("缺", ("会议记录",)))
        assert minutes or "活动登记表，填写“会议记录”" in cell.wants
        assert minutes or "（会议记录已有文件，没有填内容）" in cell.wants
