"""党费: the base of each member, the month's list, and one reduction that the branch decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from sample_year.people import BRANCH, MEMBERS, YEAR, Member, category, day
from sample_year.workbook import Sheet

REDUCED: Final = "严春兰"
REDUCED_FROM: Final = 7
REDUCED_TO: Final = Decimal("5.00")
_CENT: Final = Decimal("0.01")
_STEPS: Final = ((Decimal(3000), "0.005"), (Decimal(5000), "0.01"), (Decimal(10000), "0.015"))


def rate(member: Member) -> Decimal:
    return next((Decimal(share) for most, share in _STEPS if member.base <= most), Decimal("0.02"))


def due(member: Member, month: int) -> Decimal:
    if member.name == REDUCED and month >= REDUCED_FROM:
        return REDUCED_TO
    return (member.base * rate(member)).quantize(_CENT, ROUND_HALF_UP)


def payers(month: int) -> list[Member]:
    """Who belonged to the branch for some part of the month."""
    last = dt.date(YEAR, month + 1, 1) - dt.timedelta(days=1) if month < 12 else dt.date(YEAR, 12, 31)
    first = dt.date(YEAR, month, 1)
    return [member for member in MEMBERS if member.belongs_on(last) or member.belongs_on(first)]


def month_rows(month: int, paid_on: dt.date) -> list[dict[str, Any]]:
    return [
        {
            "姓名": member.name,
            "人员类别": category(member, dt.date(YEAR, month, 1)),
            "计算基数": member.base,
            "比例": f"{rate(member) * 100:f}".rstrip("0").rstrip(".") + "%",
            "应交": due(member, month),
            "实交": due(member, month),
            "交纳日期": max(paid_on, _first_payment(member)),
            "备注": "经支部党员大会同意减交" if due(member, month) == REDUCED_TO else "",
        }
        for member in payers(month)
    ]


def month_sheet(month: int, paid_on: dt.date) -> Sheet:
    fields = {"支部": BRANCH, "月份": f"{YEAR}年{month}月", "收款人": "蒋欣怡", "复核人": "冯伟"}
    return Sheet("党费收缴表", fields, {"党费": month_rows(month, paid_on)})


def base_sheet(on: dt.date, members: Sequence[Member]) -> Sheet:
    """`members` with the parts of their pay that come to the base; who came in the year has a first month."""
    rows = []
    for member in members:
        since = member.joined or (member.admitted if member.admitted.year == YEAR else None)
        months = 13 - since.month if since else (member.left.month if member.left else 12)
        row = {
            "姓名": member.name,
            "人员类别": category(member, on),
            "计算基数": member.base,
            "比例": f"{rate(member) * 100:f}".rstrip("0").rstrip(".") + "%",
            "月交纳额": due(member, 1),
            "共交纳": due(member, 1) * months,
            **_parts(member.base),
        }
        if since:
            row |= {"起始月份": f"{YEAR}年{since.month}月", "说明": "转入" if member.joined else "接收为预备党员"}
        rows.append(row)
    fields = {"支部": BRANCH, "年度": str(YEAR), "核定日期": on, "审核人": "冯伟", "填报人": "蒋欣怡"}
    return Sheet("党费基数核定表", fields, {"核定": rows})


def _parts(base: Decimal) -> dict[str, Decimal]:
    """Pay and deductions whose difference is the base."""
    gross = (base / Decimal("0.74")).quantize(_CENT)
    parts = {
        name: (gross * Decimal(share)).quantize(_CENT)
        for name, share in (
            ("岗位工资", "0.42"),
            ("薪级工资", "0.33"),
            ("养老保险", "0.08"),
            ("职业年金", "0.04"),
            ("医疗保险", "0.02"),
        )
    }
    taken = parts["养老保险"] + parts["职业年金"] + parts["医疗保险"]
    tax = max(Decimal(0), (gross - 5000 - taken) * Decimal("0.03")).quantize(_CENT)
    return parts | {
        "基础性绩效": gross - parts["岗位工资"] - parts["薪级工资"],
        "住房公积金": gross - base - taken - tax,
        "所得税": tax,
    }


def reduction_sheet() -> Sheet:
    member = next(member for member in MEMBERS if member.name == REDUCED)
    fields = {
        "支部": BRANCH,
        "姓名": REDUCED,
        "人员类别": "在职",
        "决定日期": day(6, 25),
        "原月应交": due(member, 1),
        "减免后": REDUCED_TO,
        "起始月份": f"{YEAR}年7月",
        "终止月份": f"{YEAR}年12月",
        "决定会议": "支部党员大会",
        "减免原因": "住院治疗和康复费用较大，家庭暂时困难。",
        "支部意见": "情况属实，同意 7 月至 12 月每月减交至 5 元。",
    }
    return Sheet("党费减免审批表", fields)


def _first_payment(member: Member) -> dt.date:
    """Nobody pays before being a member: the one received in June paid the day after."""
    return member.admitted + dt.timedelta(days=1) if member.admitted.year == YEAR else dt.date(YEAR, 1, 1)
