"""An office's year of forms: every branch fills an activity form, a sign-in sheet, dues and talks each month."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

YEAR = 2026
MEMBERS = 30
Grid = list[list[Any]]

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明华伟芳敏静强磊洋艳勇军杰娟涛超霞平刚玲"


@dataclass(frozen=True, slots=True)
class Office:
    branches: int
    months: int

    @property
    def count(self) -> int:
        """Of forms."""
        return self.branches * self.months * 4

    def forms(self) -> Iterator[tuple[str, str, Grid]]:
        """Branch, file name without ending, cells: four forms for each branch and month."""
        for branch in range(1, self.branches + 1):
            name = f"第{branch}党支部"
            members = _members(branch)
            for month in range(1, self.months + 1):
                day, theme = f"{YEAR}年{month}月20日", f"学习专题{month}"
                yield name, f"{month}月登记表", _registration(name, day, theme, members)
                yield name, f"{month}月签到表", _sign_in(name, day, theme, members)
                yield name, f"{month}月党费", _dues(name, month, members)
                yield name, f"{month}月谈话", _talk(name, month, members)

    def write(self, folder: Path) -> int:
        """One workbook a form, in a folder for each branch; returns how many."""
        for count, (branch, name, grid) in enumerate(self.forms(), 1):  # noqa: B007
            target = folder / branch / f"{name}.xlsx"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_workbook(target, grid)
        return count


def write_workbook(path: Path, grid: Grid) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in grid:
        sheet.append(row)
    book.save(path)


def _members(branch: int) -> list[str]:
    names = itertools.product(_GIVEN, _SURNAMES)
    return [surname + given for given, surname in itertools.islice(names, branch % 7, branch % 7 + MEMBERS)]


def _registration(branch: str, day: str, theme: str, members: list[str]) -> Grid:
    fields = {
        "支部": branch, "活动日期": day, "开始时间": "14:30", "结束时间": "17:00", "活动地点": "三楼党员活动室",
        "活动主题": theme, "主持人": members[0], "记录人": members[1],
        "集中学习": "是", "重温入党誓词": "是", "交纳党费": "是",
        "会议记录": "\n".join(f"{member}：结合{theme}谈了体会和打算，并提出一条建议。" for member in members),
        "活动小结": f"{branch}围绕{theme}开展了集中学习和交流，效果良好。",
    }  # fmt: skip
    agenda = [[number, f"环节{number}", f"{theme}之{number}", members[number]] for number in range(1, 4)]
    return [
        ["活动登记表"],
        *([label, value] for label, value in fields.items()),
        ["议程"],
        ["序号", "环节", "内容", "发言人"],
        *agenda,
    ]


def _sign_in(branch: str, day: str, theme: str, members: list[str]) -> Grid:
    head: Grid = [
        ["党员签到表"],
        ["支部", branch],
        ["活动日期", day],
        ["活动主题", theme],
        ["序号", "姓名", "签到", "请假事由"],
    ]
    return head + [[number, member, "√", None] for number, member in enumerate(members, 1)]


def _dues(branch: str, month: int, members: list[str]) -> Grid:
    head: Grid = [
        [f"{YEAR}年{month}月党费收缴表"],
        ["支部", branch],
        ["序号", "姓名", "计算基数", "比例", "应交", "实交"],
    ]
    return head + [[number, member, 4000, "1%", 40, 40] for number, member in enumerate(members, 1)]


def _talk(branch: str, month: int, members: list[str]) -> Grid:
    fields = {
        "支部": branch, "谈话日期": f"{YEAR}年{month}月12日", "谈话地点": "203室", "谈话人": members[0],
        "谈话对象": members[month % (MEMBERS - 1) + 1], "谈话主题": "日常谈话",
        "谈话内容": "谈了学习、工作和生活，本人思想稳定。", "意见建议": "建议多组织交流。",
    }  # fmt: skip
    return [["谈心谈话记录表"], *([label, value] for label, value in fields.items())]
