"""What is of a day after that of the inspection: it has been told, and has not taken place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import registration, sign_in, talk
from inspected import cells, inspected
from plans import quarter_plan
from theme_days import notice

from pipeline.inspection.inspection import BranchInspection

TODAY = dt.datetime(2026, 11, 23, 9, 30)
SCHOOL = '["第一个星期五"]'


def standing(branch: BranchInspection, rule: str, label: str) -> str:
    return dict(cells(branch, rule))[label]


@pytest.mark.parametrize(("day", "expected"), [("2026-11-23", "有"), ("2026-11-24", "未到期")])
def test_an_activity_to_come_proves_nothing(tmp_path: Path, day: str, expected: str) -> None:
    branch = inspected(tmp_path, registration(date=day), sign_in(date=day), now=TODAY)
    assert standing(branch, "主题党日", "11月") == expected


def test_it_takes_nothing_from_what_is_there(tmp_path: Path) -> None:
    days = ("2026-11-06", "2026-11-27", "2026-12-20")
    branch = inspected(tmp_path, *(registration(date=day) for day in days), now=TODAY)
    (november,) = (cell for cell in branch.cells if (cell.rule, cell.label) == ("主题党日", "11月"))
    assert (str(november.standing), len(november.found)) == ("有", 1)
    assert standing(branch, "主题党日", "12月") == "未到期"


def test_a_talk_to_come_gives_no_points(tmp_path: Path) -> None:
    told = [talk(date="2026-11-12"), talk(date="2026-12-30")]
    alone = inspected(tmp_path / "a", told[0], registration(date="2026-11-06"), now=TODAY)
    both = inspected(tmp_path / "b", *told, registration(date="2026-11-06"), now=TODAY)
    assert [(cell.label, cell.standing) for cell in alone.cells] == [(cell.label, cell.standing) for cell in both.cells]
    assert alone.score == both.score


def test_a_paper_to_come_is_not_up_yet(tmp_path: Path) -> None:
    for name, expected in (("党费公示 2026-11-20.pdf", "有"), ("党费公示 2026-12-20.pdf", "未到期")):
        branch = inspected(tmp_path / name, registration(), files={name: b"%PDF-1.4\n"}, now=TODAY)
        assert standing(branch, "党费公示", "下半年") == expected


@pytest.mark.parametrize("name", ["2026年下半年党费公示.pdf", "党费公示 2026年第四季度.pdf"])
def test_a_paper_that_tells_its_period_alone_is_up(tmp_path: Path, name: str) -> None:
    """Its day stands for the end of the period, and is not that on which it was put up."""
    branch = inspected(tmp_path, registration(), files={name: b"%PDF-1.4\n"}, now=TODAY)
    assert standing(branch, "党费公示", "下半年") == "有"


def test_a_day_to_come_counts_though_it_is_the_last_of_its_period(tmp_path: Path) -> None:
    files = {"2026年下半年党费公示 2026-12-31.pdf": b"%PDF-1.4\n"}
    branch = inspected(tmp_path, registration(), files=files, now=TODAY)
    assert standing(branch, "党费公示", "下半年") == "未到期"


@pytest.mark.parametrize(
    ("date", "noticed", "expected"),
    [
        ("2026-12-04", None, "有"),
        ("2026-12-04", "2026-12-02", "有"),
        ("2026-11-06", None, "有"),
        ("2026-11-06", "2026-12-03", "迟"),
    ],
)
def test_a_notice_that_has_come_is_not_asked_for(tmp_path: Path, date: str, noticed: str | None, expected: str) -> None:
    """Without a day, or with one to come, which counts since it came here."""
    branch = inspected(tmp_path, registration(date=date), notice(noticed, date=date), now=TODAY)
    (cell,) = (cell for cell in branch.cells if cell.rule == "主题党日通知")
    assert (str(cell.standing), cell.wants, len(cell.found)) == (expected, "", 1)


def test_with_an_activity_to_come_nothing_is_due_but_its_notice(tmp_path: Path) -> None:
    """Though all of its papers have come."""
    told = [registration(date=day) for day in ("2026-12-04", "2026-12-10")]
    signed = [sign_in(date="2026-12-04")]
    branch = inspected(tmp_path, *told, *signed, notice("2026-11-20", date="2026-12-04"), now=TODAY)
    assert [each for _, each in cells(branch, "主题党日通知")] == ["有", "未到期"]
    others = [cell for cell in branch.cells if cell.is_event and cell.rule != "主题党日通知"]
    assert {str(cell.standing) for cell in others} == {"未到期"}


def test_a_plan_for_a_time_to_come_is_there_since_it_came(tmp_path: Path) -> None:
    """A day of filing that is to come is a slip, or meant: it lies here all the same."""
    plan = quarter_plan([("1月", "学党章")], title="2027年第一季度活动计划", filed="2026-12-15")
    branch = inspected(tmp_path, plan, registration(date="2026-11-06"), sets=SCHOOL, now=TODAY)
    assert standing(branch, "季度计划报备", "2027年第一季度") == "有"
