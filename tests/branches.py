"""What a branch says of itself, its talks and its meetings, as plain grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builders import BRANCH, registration, roster

Lines = list[list[Any]]
COMMITTEE = (("冯伟", "书记"), ("姜淑芬", "组织委员"))


def profile(
    committee: Sequence[Sequence[Any]] = COMMITTEE,
    groups: Sequence[Sequence[Any]] = (),
    *,
    date: str = "2026-01-05",
    **fields: Any,
) -> Lines:
    """Committee: name, post, duty; groups: name, leader, members; further fields by their label."""
    told = {"填报日期": date, "成立日期": "2018-06-01"} | fields
    head = [["党支部基本情况表"], ["支部", BRANCH], *([label, value] for label, value in told.items())]
    members = [["姓名", "党内职务", "分工"], *(list(row) for row in committee)] if committee else []
    parts = [["党小组名称", "组长", "成员"], *(list(row) for row in groups)] if groups else []
    return [*head, [], *members, [], *parts]


def roll(*members: Sequence[Any], date: str = "2026-01-01") -> Lines:
    """A dated roster: name, post, and whatever stands behind them under 转正日期 and 党小组."""
    head: Lines = [["党员花名册"], ["支部", BRANCH, "填报日期", date]]
    return [*head, ["序号", "姓名", "职务", "转正日期", "党小组"], *([n, *row] for n, row in enumerate(members, 1))]


def meeting(date: str, kinds: str, theme: str = "学党章") -> Lines:
    return registration(date=date, theme=theme, 活动类型=kinds)


def quarter_summary(rows: Sequence[Sequence[Any]], *, filed: str = "") -> Lines:
    """Rows: branch, time, theme, content."""
    head: Lines = [["机关党总支2026年第二季度活动计划汇总表"], ["汇总单位", "机关党总支"]]
    head += [["报送日期", filed]] if filed else []
    return [*head, ["序号", "支部", "活动时间", "活动主题", "活动内容"], *([n, *row] for n, row in enumerate(rows, 1))]


RAISING: dict[str, list[Lines]] = {
    "branch-dates-reversed": [profile(换届日期="2017-03-15")],
    "branch-count-differs": [profile(党员人数=5), roster()],
    "term-over": [profile(换届日期="2022-03-15"), meeting("2026-03-20", "支委会")],
    "activity-outside-branch": [profile(成立日期="2026-03-25", date="2026-03-26"), meeting("2026-03-20", "党课")],
}
"""Code -> what a branch sends so that it is told; in the catalogue's order."""
