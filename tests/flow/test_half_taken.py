"""A list of which some rows were taken and others went back does not look complete until these have come again."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, roster, talk
from core import make_core_desk
from sent_back import copy_of, mend

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import look_at
from pipeline.flow.overview.overview import look

HEADS = ["谈话日期", "谈话人", "谈话对象", "谈话地点", "谈话主题", "谈话内容"]
NAMES = ("姜淑芬", "沈一鸣", "王建国")
RULE = "党员之间谈心谈话"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path)
    drop(desk, roster(["冯伟", *NAMES]), "花名册.xlsx")
    return desk


def talks(*days: str) -> list[list[str]]:
    rows = [[day, "冯伟", name, "203室", "年度谈话", "谈了学习"] for day, name in zip(days, NAMES, strict=False)]
    return [["谈心谈话登记表"], ["支部", BRANCH], HEADS, *rows]


def states(desk: Desk) -> dict[str, tuple[str, int]]:
    """Of each packet its state, and how much of it is to be looked at."""
    views = look(desk).activities()
    return {view.packet: (view.state, len(view.checks)) for view in views if view.packet == "谈心谈话"}


def wants(desk: Desk) -> str:
    (branch,) = look_at(2026, desk).branches
    (cell,) = (cell for cell in branch.cells if cell.rule == RULE)
    return cell.wants


def test_until_it_is_mended(desk: Desk) -> None:
    drop(desk, talks("2026-03-12", "3月1x", "2026-03-14"), "谈话.xlsx")
    ingest(desk)
    assert states(desk) == {"谈心谈话": ("check", 1)}
    assert "谈心谈话记录" in wants(desk)
    mend(copy_of(desk, "谈话"), {"Sheet1": {"A5": "3月9x"}})
    ingest(desk)
    assert states(desk) == {"谈心谈话": ("check", 1)}
    mend(copy_of(desk, "谈话"), {"Sheet1": {"A5": "2026-03-13"}})
    ingest(desk)
    assert states(desk) == {"谈心谈话": ("whole", 0)}
    assert wants(desk) == ""


def test_another_sheet_that_went_back_does_not_touch_it(desk: Desk) -> None:
    drop(desk, {"谈话": talks("2026-03-12"), "单张": talk(date="3月1x")}, "谈话.xlsx")
    ingest(desk)
    assert states(desk) == {"谈心谈话": ("whole", 0)}
    assert wants(desk) == ""
