"""Photos without a row, and rows without a photo: neither is dropped silently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_photo, registration
from core import make_core_desk
from withdrawals import put_away

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.problem import Problem


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def photo(desk: Desk, name: str, folder: str = BRANCH, **fields: object) -> Path:
    return make_photo(desk.workspace.inbox / folder / name, **fields)  # type: ignore[arg-type]


def with_photos(*names: str, **fields: str) -> list[list[object]]:
    rows = [[number, name, "学习"] for number, name in enumerate(names, 1)]
    return [*registration(**fields), ["照片"], ["序号", "文件名", "说明"], *rows]


def told(desk: Desk) -> list[Problem]:
    ingest(desk)
    return [problem for problem in desk.ledger.loose()[BRANCH] if problem.code == "photo-without-row"]


def test_a_photo_that_no_row_names(desk: Desk) -> None:
    photo(desk, "a.jpg")
    photo(desk, "b.jpg", red=90)
    drop(desk, with_photos("a.jpg"))
    (problem,) = told(desk)
    assert ("b.jpg" in problem.message, "a.jpg" in problem.message) == (True, False)
    assert "2026-03-20" in problem.message


def test_it_goes_with_its_row(desk: Desk) -> None:
    photo(desk, "a.jpg")
    drop(desk, registration())
    assert told(desk)
    drop(desk, with_photos("a"))
    assert told(desk) == []


def test_it_goes_when_it_is_taken_back(desk: Desk) -> None:
    content = photo(desk, "a.jpg").read_bytes()
    drop(desk, registration())
    assert told(desk)
    again = desk.workspace.inbox / "a.jpg"
    again.write_bytes(content)
    put_away(again, desk)
    assert told(desk) == []


def test_those_of_a_day_are_one_line(desk: Desk) -> None:
    for number in range(7):
        photo(desk, f"{number}.jpg", red=number * 20)
    photo(desk, "无日期.jpg", taken="", red=7)
    drop(desk, registration())
    assert ["7 张" in problem.message for problem in told(desk)] == [False, True]


def test_of_two_with_one_name_the_one_that_is_not_meant(desk: Desk) -> None:
    photo(desk, "a.jpg")
    photo(desk, "a.jpg", f"{BRANCH}/四月", taken="2026:04:20 14:40:00", red=90)
    drop(desk, with_photos("a.jpg"))
    (problem,) = told(desk)
    assert "2026-04-20" in problem.message


def test_a_row_whose_photo_has_not_come(desk: Desk) -> None:
    drop(desk, with_photos("a.jpg"))
    assert told(desk) == []
    (activity,) = (view for view in look(desk).activities() if view.day == "2026-03-20")
    assert any("a.jpg" in message for _, message, _ in activity.checks)
