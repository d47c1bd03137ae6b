"""Pure rules of a theme day: which report tells of which decision, and what is done, answered or open."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.model.values import BLANK
from pipeline.rules.matters import Decision, Report, answer, matched, standing

MARCH, APRIL, MAY = dt.date(2026, 3, 20), dt.date(2026, 4, 20), dt.date(2026, 5, 20)
DECISIONS = [
    Decision("联系茶叶专家到帮扶村开展一次技术指导", MARCH),
    Decision("整理活动档案", MARCH),
    Decision("整理活动档案", MAY),
]


@pytest.mark.parametrize(
    ("report", "place"),
    [
        (Report("联系茶叶专家 到帮扶村开展一次技术指导。", None, None), 0),
        (Report("联系茶叶专家到帮扶村", None, None), 0),
        (Report("联系", None, None), None),
        (Report("整理活动档案", None, MARCH), 1),
        (Report("整理活动档案", None, APRIL), None),
        (Report("整理活动档案", APRIL, None), 1),
        (Report("整理活动档案", None, None), 2),
        (Report("。", None, None), None),
    ],
)
def test_a_report_and_its_decision(report: Report, place: int | None) -> None:
    assert matched(DECISIONS, [report]) == [place]


@pytest.mark.parametrize(
    ("progress", "done_on", "deadline", "told"),
    [
        ("", None, APRIL, "未办结"),
        ("已完成", None, BLANK, "已办结"),
        ("已落实到位", None, BLANK, "已办结"),
        ("尚未完成", None, BLANK, "未办结"),
        ("正在落实", None, BLANK, "未办结"),
        ("清明前办完", None, BLANK, "未办结"),
        ("请了专家", APRIL, APRIL, "已办结"),
        ("请了专家", MAY, APRIL, "逾期办结"),
        ("请了专家", MAY, "5月底前", "已办结"),
    ],
)
def test_standing_of_a_decision(progress: str, done_on: dt.date | None, deadline: object, told: str) -> None:
    assert standing(progress, done_on, deadline) == told  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "done_on", "told"),
    [("", None, "未答复"), ("暂未答复", None, "未答复"), ("采纳", None, "已答复"), ("采纳", MAY, "已办结")],
)
def test_answer_to_a_suggestion(reply: str, done_on: dt.date | None, told: str) -> None:
    assert answer(reply, done_on) == told
