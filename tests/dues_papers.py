"""A year's dues as plain grids: month sheets, the base sheet, one reduction, a roster with dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builders import BRANCH

Grid = list[list[Any]]
Rows = Sequence[Sequence[Any]]


def month_sheet(month: int, *rows: Sequence[Any], year: int = 2026) -> Grid:
    """Name, base, rate, due, paid, and a remark."""
    heads = ["姓名", "计算基数", "比例", "应交", "实交", "备注"]
    return [[f"{year}年{month}月党费收缴表"], ["支部", BRANCH], heads, *(list(row) for row in rows)]


def plain_sheet(month: int, *rows: Sequence[Any]) -> Grid:
    """Name, due, paid: no base beside them."""
    return [[f"2026年{month}月党费收缴表"], ["支部", BRANCH], ["姓名", "应交", "实交"], *(list(row) for row in rows)]


def base_sheet(*rows: Sequence[Any], year: int = 2026) -> Grid:
    """Name, base, rate, monthly due, and since when."""
    heads = ["姓名", "计算基数", "比例", "月交纳额", "起始月份"]
    return [[f"{year}年党费基数核定表"], ["支部", BRANCH], heads, *(list(row) for row in rows)]


def computation_sheet(*rows: Sequence[Any]) -> Grid:
    """As offices compute it: name, wages and what is taken off, what is left, rate, a month's and the year's due."""
    heads = ["序号", "姓名", "岗位工资", "薪级工资", "基础性绩效", "养老保险", "职业年金", "住房公积金", "医疗保险"]
    heads += ["所得税", "税后工资总额", "交纳比例", "每月应交", "共交纳", "备注"]
    head = [f"填报单位：{BRANCH}", None, "审核人：韩某", "填报人：朱某", "电话：2345678", "单位：元"]
    return [["2026年党费计算表"], head, heads, *([number, *row] for number, row in enumerate(rows, 1))]


def reduction(name: str = "冯伟", **fields: Any) -> Grid:
    known = {
        "姓名": name,
        "原月应交": "15.00",
        "减免后": "5.00",
        "起始月份": "2026年4月",
        "终止月份": "2026年5月",
        "减免原因": "长期患病",
        "决定会议": "支部党员大会",
        "决定日期": "2026-03-20",
    }
    told = [[label, value] for label, value in (known | fields).items() if value is not None]
    return [["党费减免审批表"], ["支部", BRANCH], *told]


def dated_members(members: Mapping[str, Sequence[Any]]) -> Grid:
    """Name -> 入党日期, 转入日期, 转出日期."""
    heads = ["姓名", "入党日期", "转入日期", "转出日期"]
    return [["党员花名册"], ["支部", BRANCH], heads, *([name, *days] for name, days in members.items())]


FENG = ("冯伟", 3000, "0.5%", 15)

OF_FORMS: dict[str, list[Grid]] = {
    "reduction-undecided": [reduction(决定会议=None)],
    "reduction-unclear": [reduction(终止月份="2026年3月")],
}
"""Code -> sheets that raise it, of one form by itself; then of several together."""
OF_YEARS: dict[str, list[Grid]] = {
    "base-changed": [month_sheet(1, (*FENG, 15)), month_sheet(2, ("冯伟", 3100, "1%", 31, 31))],
    "owed-differs": [base_sheet(FENG), plain_sheet(1, ("冯伟", 14, 14))],
    "dues-unlisted": [dated_members({"冯伟": (), "姜淑芬": ("2026-01-15",)}), month_sheet(1, (*FENG, 15))],
    "dues-unpaid": [month_sheet(month, (*FENG, 0), ("姜淑芬", 3000, "0.5%", 15, 15)) for month in range(1, 7)],
}
