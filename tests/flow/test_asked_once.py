"""What the ledger is asked does not grow with the rows of a list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import BRANCH, drop
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.ledger.ledger import Ledger
from pipeline.model.outcome import Accepted

ROWS = 12


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def talks(said: str) -> list[list[object]]:
    head = ["序号", "谈话日期", "谈话人", "谈话对象", "谈话地点", "谈话主题", "谈话内容", "意见建议"]
    days = [dt.date(2026, 1, 5) + dt.timedelta(days=number) for number in range(ROWS)]
    rows = [
        [number, day.isoformat(), "赵明", f"钱{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", "203室", "日常谈话", said, "无"]
        for number, day in enumerate(days)
    ]
    return [["谈心谈话登记表"], ["支部", BRANCH], head, *rows]


def test_a_list_that_comes_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once while it is taken; and once for each record, before and after, when its documents tell why they are made."""
    drop(desk, talks("谈了学习。"), "谈话.xlsx")
    ingest(desk)
    asked: list[str] = []
    for name in ("held_of", "with_digest"):

        def ask(self: Ledger, *of: str, name: str = name, question: object = getattr(Ledger, name)) -> object:
            asked.append(name)
            return question(self, *of)  # type: ignore[operator]

        monkeypatch.setattr(Ledger, name, ask)
    drop(desk, talks("谈了工作。"), "谈话.xlsx")
    (accepted,) = ingest(desk).of(Accepted)
    assert len(accepted.forms) == ROWS
    assert asked.count("held_of") == 1
    assert asked.count("with_digest") <= 2 * ROWS
