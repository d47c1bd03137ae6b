"""A workbook that comes again with fewer sheets: nothing is lost, and nothing is silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import BRANCH, NOW, drop, dues, registration, sign_in, talk
from core import make_core_desk
from standing_clock import StandingClock
from withdrawals import held, number_of, take_back

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.problem import Problem


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def told(desk: Desk) -> list[Problem]:
    (branch,) = (view for view in look(desk).branches if view.branch == BRANCH)
    return [problem for problem in branch.loose if problem.code == "sheet-left-over"]


def sent(desk: Desk, *sheets: tuple[str, object], name: str = "表.xlsx") -> None:
    drop(desk, dict(sheets), name)  # type: ignore[arg-type]
    ingest(desk)


REGISTRATION = ("登记", registration())
TALK = ("谈话", talk())


def test_the_sheet_that_is_no_longer_in_it_still_holds(desk: Desk) -> None:
    sent(desk, REGISTRATION, TALK)
    assert told(desk) == []
    sent(desk, ("登记", registration(会议记录="二")))
    (problem,) = told(desk)
    assert (problem.at.sheet, "谈心谈话记录" in problem.message) == ("谈话", True)
    assert ("谈心谈话记录", "2026-03-12") in held(desk, BRANCH)


def test_taking_back_the_earlier_file_leaves_what_came_again(desk: Desk) -> None:
    sent(desk, REGISTRATION, TALK)
    earlier = number_of(desk, "表.xlsx")
    sent(desk, ("登记", registration(会议记录="二")))
    take_back(desk, earlier)
    assert (held(desk, BRANCH), told(desk)) == ([("活动登记表", "2026-03-20")], [])


def test_a_name_used_again_for_another_month_is_no_correction(desk: Desk) -> None:
    sent(desk, REGISTRATION, TALK)
    sent(desk, ("登记", registration(date="2026-04-20")))
    assert told(desk) == []


def test_a_sheet_that_went_back_is_asked_for_already(desk: Desk) -> None:
    sent(desk, REGISTRATION, TALK)
    sent(desk, ("登记", registration(会议记录="二")), ("谈话", talk(date="三月")))
    assert told(desk) == []


def test_another_file_that_replaces_one_sheet_says_nothing_of_the_rest(desk: Desk) -> None:
    sent(desk, REGISTRATION, TALK)
    sent(desk, ("登记", registration(会议记录="二")), name="另一份.xlsx")
    assert told(desk) == []


def test_all_sheets_of_a_file_are_one_line(desk: Desk) -> None:
    months = [(f"{month}月", dues(month=f"2026年{month}月")) for month in range(1, 9)]
    sent(desk, *months)
    sent(desk, ("3月", dues([("冯伟", 3000, "0.5%", 15, 15), ("贾丹", 3000, "0.5%", 15, 15)], month="2026年3月")))
    (problem,) = told(desk)
    assert "7 项" in problem.message


def test_it_comes_back_with_the_next_whole_workbook(desk: Desk) -> None:
    sent(desk, REGISTRATION, TALK)
    sent(desk, ("登记", registration(会议记录="二")))
    sent(desk, ("登记", registration(会议记录="三")), TALK, ("签到", sign_in()))
    assert told(desk) == []


def test_after_a_month_it_was_meant(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    sent(desk, REGISTRATION, TALK)
    sent(desk, ("登记", registration(会议记录="二")))
    assert told(desk)
    desk.close()
    later = replace(desk.set_up, now=StandingClock(NOW + dt.timedelta(days=40))).open()
    assert told(later) == []
    later.close()
