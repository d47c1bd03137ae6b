"""The papers of a year's 组织生活会, 民主评议 and 党员管理, as plain grids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builders import BRANCH, registration, roster

Grid = list[list[Any]]
Rows = Sequence[Sequence[Any]]

FOUR = ("优秀", "合格", "基本合格", "不合格")


def paper(title: str, fields: Mapping[str, Any], header: Sequence[str] = (), rows: Rows = ()) -> Grid:
    """A title, labels with their values below each other, and a table."""
    head = [[title], ["支部", BRANCH], *([label, value] for label, value in fields.items())]
    return [*head, *([list(header)] if header else []), *(list(row) for row in rows)]


def meeting_plan(year: int = 2026, **fields: Any) -> Grid:
    return paper(f"{year}年度组织生活会方案", {"会议主题": "对照党章找差距"} | fields)


def opinions(rows: Rows = (("学习不够经常", "每月集中学习两次"),), year: int = 2026) -> Grid:
    """Opinion and measure."""
    numbered = [[number, *row] for number, row in enumerate(rows, 1)]
    return paper(f"{year}年度组织生活会意见清单", {}, ("序号", "意见建议", "整改措施"), numbered)


def self_appraisal(name: str, grade: str = "合格", year: int = 2026, **fields: Any) -> Grid:
    told = {"年度": year, "姓名": name, "自评内容": "按时参加组织生活，完成本职工作。", "自评等次": grade}
    return paper("党员自评表", told | fields)


def ballot(number: int, marks: Mapping[str, str], year: int = 2026) -> Grid:
    """Name -> the grade that is ticked; two of them with a blank between."""
    rows = [[name, *("√" if grade in grades.split() else "" for grade in FOUR)] for name, grades in marks.items()]
    return paper(f"{year}年度民主测评票", {"票号": number}, ("姓名", *FOUR), rows)


def count(rows: Rows, year: int = 2026, **head: Any) -> Grid:
    """Name, the four counts, and the verdict."""
    return paper(f"{year}年度民主测评统计表", head, ("姓名", *FOUR, "评定等次", "处置措施"), rows)


def development(rows: Rows, header: Sequence[str], year: int = 2026) -> Grid:
    return paper(f"{year}年发展党员登记表", {}, ("姓名", *header), rows)


def vote(**fields: Any) -> Grid:
    told = {
        "票决日期": "2026-06-18",
        "表决事项": "接收林晓为中共预备党员",
        "应到会有表决权人数": 25,
        "实到会有表决权人数": 23,
        "赞成": 22,
        "反对": 0,
        "弃权": 1,
        "表决结果": "通过",
    }
    return paper("票决记录", told | fields)


MEETING = registration(活动类型="组织生活会、民主评议党员")
VERDICT = ("冯伟", 1, "", "", "", "合格", "")
ADMITTED = ("林晓", "2025-06-18")

RAISING: dict[str, tuple[Grid, ...]] = {
    "meeting-talk-missing": (MEETING,),
    "opinion-without-measure": (MEETING, opinions([("学习少", "")])),
    "ballot-unclear": (MEETING, ballot(1, {"冯伟": "优秀 合格"})),
    "ballots-exceed": (MEETING, count([VERDICT], 收回票=1, 有效票=2)),
    "ballot-votes-differ": (MEETING, count([VERDICT], 有效票=2)),
    "ballots-differ": (MEETING, count([VERDICT]), ballot(1, {"冯伟": "合格"})),
    "excellent-too-many": (MEETING, count([("冯伟", "", "", "", "", "优秀", "")])),
    "self-appraisal-missing": (MEETING, count([VERDICT])),
    "verdict-differs": (MEETING, count([VERDICT]), self_appraisal("冯伟", 评定等次="优秀")),
    "appraisal-unlisted": (MEETING, count([VERDICT]), roster(["冯伟", "姜淑芬"])),
    "unfit-unmeasured": (MEETING, count([("冯伟", "", "", "", "", "不合格", "")])),
    "development-order": (development([("林晓", "2025-01-02", "2024-01-02")], ("申请入党时间", "积极分子时间")),),
    "probation-short": (development([(*ADMITTED, "2026-01-02")], ("接收日期", "转正日期")),),
    "development-date-ahead": (development([(*ADMITTED, "2099-12")], ("接收日期", "转正日期")),),
    "development-paper-missing": (development([ADMITTED], ("接收日期",)),),
    "vote-sum-differs": (vote(赞成=3),),
    "vote-no-quorum": (vote(实到会有表决权人数=12, 赞成=12, 弃权=0),),
    "vote-result-differs": (vote(赞成=2, 反对=20),),
}
"""Code -> what brings it about, sheet by sheet."""
