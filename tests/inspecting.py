"""Inspections made by hand, as the ledger's would be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pipeline.inspection.inspection import BranchInspection, Cell, Finding, Inspection, Link
from pipeline.mapping.rules.parts import Layer
from pipeline.model.problem import Severity
from pipeline.rules.standing import Standing

YEAR = 2026
TODAY = dt.date(2026, 11, 23)
HOSTILE = "甲<b>&\"支部'</script><!--"
"""A name that would end a script, begin a comment, or be taken for markup."""


def cell(rule: str = "主题党日", standing: Standing = Standing.MISSING, month: int = 3, **given: Any) -> Cell:
    """Of one month, unless `given` says otherwise."""
    first = dt.date(YEAR, month, 1)
    known: dict[str, Any] = {
        "about": f"{rule}每月一次",
        "basis": "支部工作条例 第十六条",
        "layer": Layer.NATIONAL,
        "label": f"{month}月",
        "first": first,
        "due": dt.date(YEAR, month, 28),
    }
    if standing in {Standing.MISSING, Standing.NOT_YET}:
        known["wants"] = "活动登记表"
    return Cell(rule, standing=standing, **(known | given))


def filed(branch: str, month: int, file: str = "05 会议记录.docx") -> Link:
    return Link(file.partition(" ")[2].removesuffix(".docx"), f"{YEAR}/{branch}/{YEAR}-{month:02d}-20 学党章/{file}")


def finding(message: str = "实到人数与签到不一致", month: int = 3, branch: str = "甲支部", **given: Any) -> Finding:
    known: dict[str, Any] = {
        "severity": Severity.WARNS,
        "places": "活动登记表.xlsx Sheet1 B5",
        "hint": "请核对签到表",
        "day": dt.date(YEAR, month, 20),
        "path": f"{YEAR}/{branch}/{YEAR}-{month:02d}-20 学党章",
    }
    return Finding("present-differs", message=message, **(known | given))


def of_branch(
    name: str = "甲支部",
    cells: Iterable[Cell] = (),
    findings: Iterable[Finding] = (),
    office: str = "",
    score: Decimal | None = None,
) -> BranchInspection:
    return BranchInspection(name, office, tuple(cells), tuple(findings), score)


def inspection(*branches: BranchInspection) -> Inspection:
    return Inspection(YEAR, TODAY, branches)


def whole_office(branches: int) -> Inspection:
    """Every kind of cell in every branch; every third one has gaps, every fifth a finding."""
    return inspection(*(_year_of(f"机关第{number}党支部", number) for number in range(1, branches + 1)))


def _year_of(name: str, number: int) -> BranchInspection:
    cells = []
    for rule in ("支委会", "党小组会", "主题党日"):
        for month in range(1, 13):
            standing = _standing(rule, month, number)
            found = (filed(name, month),) if standing in {Standing.MET, Standing.LATE} else ()
            cells.append(cell(rule, standing, month, found=found))
    for quarter in range(1, 5):
        label = f"第{'一二三四'[quarter - 1]}季度"
        cells.append(cell("党员大会", Standing.MET, quarter * 3 - 2, label=label, found=(filed(name, quarter),)))
    for rule in ("组织生活会", "民主评议党员", "支委与党员谈心谈话"):
        cells.append(cell(rule, Standing.NOT_YET, 1, label="全年", due=dt.date(YEAR, 12, 31)))
    for month in range(1, 12):
        for rule in ("主题党日记录", "主题党日方案", "主题党日通知", "党课记录"):
            lacks = number % 3 == 0 and month == 5
            cells.append(
                cell(
                    rule,
                    Standing.MISSING if lacks else Standing.MET,
                    month,
                    label=f"{YEAR}-{month:02d}-20 主题党日",
                    layer=Layer.LOCAL,
                    is_event=True,
                    found=tuple(filed(name, month, file) for file in ("03 签到表.docx", "05 会议记录.docx")),
                    missing=("活动剪影", "党费交纳台账") if lacks else (),
                )
            )
    findings = [finding(month=month, branch=name) for month in (2, 7)] if number % 5 == 0 else []
    return of_branch(name, cells, findings, f"第{'一二三四'[number % 4]}党总支", Decimal(100 - number % 30))


def _standing(rule: str, month: int, number: int) -> Standing:
    if rule == "支委会" and number % 4 == 0:
        return Standing.NOT_APPLICABLE
    if month == 12:
        return Standing.NOT_YET
    if (month + number) % 9 == 0:
        return Standing.LATE
    return Standing.MISSING if number % 3 == 0 and month in {4, 8} else Standing.MET
