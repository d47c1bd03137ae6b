"""What is due by a day: plans, and the notice before each activity."""

from __future__ import annotations

from pathlib import Path

from builders import registration
from inspected import cells, inspected
from plans import quarter_plan
from theme_days import notice


def test_plans_are_held_against_their_deadlines(tmp_path: Path) -> None:
    """By the day that the plan tells; without one by the day on which it came."""
    told = [
        quarter_plan([("4月", "学党章")], filed="2026-03-18"),
        quarter_plan([("7月", "学党章")], title="2026年第三季度活动计划", filed="2026-06-22"),
        quarter_plan([("10月", "学党章")], title="2026年第四季度活动计划"),
    ]
    branch = inspected(tmp_path / "ws", *told, sets='["第一个星期五"]')
    assert cells(branch, "季度计划报备") == [
        ("2026年第二季度", "有"),
        ("2026年第三季度", "迟"),
        ("2026年第四季度", "迟"),
        ("2027年第一季度", "缺"),
    ]
    assert cells(branch, "年度计划报备") == [("2027年", "缺")]
    assert cells(branch, "季度计划汇总") == []


def test_a_notice_before_each_activity(tmp_path: Path) -> None:
    """One that bears no day is there; that its day is missing is told by a check."""
    days = ("2026-03-20", "2026-04-20", "2026-05-20", "2026-06-22")
    forms = [registration(date=each) for each in days]
    notices = [notice("2026-03-16"), notice("2026-04-20", date="2026-04-20"), notice(None, date="2026-05-20")]
    branch = inspected(tmp_path / "ws", *forms, *notices)
    assert [standing for _, standing in cells(branch, "主题党日通知")] == ["有", "迟", "有", "缺"]
