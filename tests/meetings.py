"""Meetings of a branch as plain grids: minutes with votes, sign-in sheets, and a roster with posts and groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builders import BRANCH, registration, sign_in
from judging import members

Grid = list[list[Any]]
Rows = Sequence[Sequence[Any]]

VOTE_HEADS = ("事项", "表决方式", "应到会有表决权人数", "实到有表决权人数", "赞成", "反对", "弃权", "结果")
PEOPLE = (
    ("冯伟", "书记", "第一党小组", "", ""),
    ("姜淑芬", "组织委员", "第一党小组", "", ""),
    ("沈一鸣", "纪检委员", "第二党小组", "", ""),
    ("蒋欣怡", "党员", "第二党小组", "", ""),
    ("林晓", "党员", "第二党小组", "2026-01-08", "预备党员"),
)
"""Name, post, group, day of admission, class: three on the committee, two groups, one candidate."""


def branch_roster(rows: Rows = PEOPLE) -> Grid:
    return members(rows, "职务", "党小组", "入党日期", "人员类别")


def meeting(kinds: str = "党员大会", votes: Rows = (), **fields: Any) -> Grid:
    """Minutes; `votes` are rows under VOTE_HEADS."""
    grid = registration(活动类型=kinds, **fields)
    return [*grid, ["表决情况"], list(VOTE_HEADS), *map(list, votes)] if votes else grid


def vote(
    voters: int, present: int, favour: int, against: int, abstained: int, outcome: str, matter: str = "支部工作计划"
) -> list[Any]:
    return [matter, "举手表决", voters, present, favour, against, abstained, outcome]


def attended(*names: str, away: Sequence[str] = (), **fields: Any) -> Grid:
    return sign_in([*((name, "√") for name in names), *((name, "请假", "出差") for name in away)], **fields)


COMMITTEE = attended("冯伟", "姜淑芬", "沈一鸣")
RAISING: dict[str, tuple[Grid, ...]] = {
    "election-no-quorum": (meeting(votes=[vote(20, 15, 15, 0, 0, "当选", "选举冯伟为支部委员")]),),
    "election-result-differs": (meeting(votes=[vote(20, 18, 9, 9, 0, "当选", "选举冯伟为支部委员")]),),
    "voters-differ": (branch_roster(), meeting(votes=[vote(5, 5, 5, 0, 0, "通过")])),
    "committee-no-quorum": (branch_roster(), meeting("支委会"), attended("冯伟", away=["姜淑芬", "沈一鸣"])),
    "body-outsider": (branch_roster(), meeting("支委会"), attended("冯伟", "姜淑芬", "沈一鸣", "蒋欣怡")),
    "body-unlisted": (branch_roster(), meeting("支委会"), attended("冯伟", "姜淑芬")),
}
"""Code -> what brings it about, sheet by sheet."""

SHEET_OF_AN_OFFICE: Grid = [
    [f"{BRANCH}支部委员会会议记录"],
    ["会议时间", "2026年3月9日 14:30—16:00", "会议地点", "203室"],
    ["会议届次", "2026年第3次", "主持", "冯伟"],
    ["应到会人数", "3人", "实到会人数", "2人"],
    ["缺席人员及原因", "沈一鸣（出差）", "列席", "蒋欣怡"],
    ["议题", "研究三月份主题党日", "记录", "姜淑芬"],
    ["会议内容", "姜淑芬：建议到档案馆参观。\n冯伟：同意。"],
    ["保留意见", "无"],
    ["会议总结", "冯伟：按计划办好三月份的活动。"],
    ["序号", "议定事项", "责任人", "完成时间"],
    [1, "到档案馆参观", "姜淑芬", "2026-03-20"],
    ["表决事项", "应到", "实到", "同意", "不同意", "弃权", "表决结果"],
    ["三月份主题党日方案", 3, 2, 2, 0, 0, "一致通过"],
]
"""Other words for nearly everything, and the votes below the decisions."""
