"""Worlds for 政治生日 and 通报: a roster with dates, an event's sheet, an office's notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builders import BRANCH, talk

OFFICE = "机关党总支"


def dated_roster(
    members: Mapping[str, Any], *heads: str, rows: Mapping[str, Sequence[Any]] | None = None
) -> list[list[Any]]:
    """Name -> 入党日期; what `rows` gives stands under the further `heads`."""
    head: list[list[Any]] = [["党员花名册"], ["支部", BRANCH], ["序号", "姓名", "入党日期", *heads]]
    further = rows or {}
    return head + [[n, name, day, *further.get(name, ())] for n, (name, day) in enumerate(members.items(), 1)]


def celebration(
    rows: Sequence[Sequence[Any]] = (("姜淑芬",),), *heads: str, day: Any = "2026-03-20", **fields: Any
) -> list[list[Any]]:
    """An event's sheet: each row a name and what stands under `heads`; further fields by their label."""
    head: list[list[Any]] = [["政治生日登记表"], ["支部", BRANCH], ["活动日期", day]]
    head += [[label, value] for label, value in fields.items()]
    return [*head, ["序号", "姓名", *heads], *([n, *row] for n, row in enumerate(rows, 1))]


def notice(rows: Sequence[Sequence[Any]] = ((BRANCH, "名册齐全"),), *heads: str, **fields: Any) -> list[list[Any]]:
    """An office's sheet: each row a branch and what stands under `heads` (做法成效 alone when none is given)."""
    known: dict[str, Any] = {
        "编制单位": OFFICE,
        "通报日期": "2026-07-03",
        "主送": "各党支部",
        "检查内容": "政治生日开展情况",
        "总体情况": "检查了两个支部。",
        "工作要求": "举一反三。",
    }
    columns = heads or ("做法成效",)
    return [
        ["检查情况通报表"],
        *([label, value] for label, value in (known | fields).items()),
        ["序号", "支部名称", *columns],
        *([n, *row] for n, row in enumerate(rows, 1)),
    ]


def _two_dates(admitted: Any, confirmed: Any) -> list[list[Any]]:
    return dated_roster({"姜淑芬": admitted}, "转正日期", rows={"姜淑芬": [confirmed]})


RAISING: dict[str, tuple[list[list[Any]], ...]] = {
    "birthday-probation": (_two_dates("2010-11-01", "2010-11-01"),),
    "birthday-undated": (celebration(), dated_roster({"冯伟": None})),
    "birthday-uncovered": (
        celebration(),
        celebration([("沈一鸣",)], day="2026-04-20"),
        dated_roster({"冯伟": "1996-02-10"}),
    ),
    "birthday-date-differs": (
        celebration([("姜淑芬", "2010-03-15")], "入党日期"),
        dated_roster({"姜淑芬": "2010-03-05"}),
    ),
    "birthday-out-of-season": (celebration(), dated_roster({"姜淑芬": "2010-04-01"})),
    "birthday-reread-late": (celebration([("姜淑芬", "2026-03-21")], "重温入党志愿书日期"),),
    "birthday-talk-missing": (celebration(),),
    "birthday-talk-differs": (celebration([("姜淑芬", "2026-03-11")], "谈话日期"), talk()),
    "birthday-oath-leader": (celebration(领誓人="冯伟"),),
    "birthday-activity-missing": (celebration(),),
}
"""Code -> what brings it about, sheet by sheet."""
