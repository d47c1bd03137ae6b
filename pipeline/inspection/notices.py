"""通报: what an office's branches have and lack, stated by fact; what it asks of them, with no day but a given one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from pipeline.inspection.inspection import BranchInspection, Cell, Inspection, alike
from pipeline.render.scan import Names, Table
from pipeline.rules.standing import Standing

NAME: Final = "通报"
TEMPLATE: Final = "迎检通报.docx"
NAMES: Final[Names] = {
    **dict.fromkeys(
        ("年度", "截至日期", "整改期限", "单位", "支部数", "应有", "已有", "逾期", "缺少", "问题数", "齐全支部")
    ),
    "缺项支部": Table({"支部": None, "缺少": None, "缺项": Table(dict.fromkeys(("要求", "时段")))}),
    "问题支部": Table({"支部": None, "问题数": None, "问题": Table(dict.fromkeys(("序号", "问题", "出处")))}),
}

_PLACES: Final = 3


def contexts(inspection: Inspection, mend_by: dt.date | None) -> dict[str, dict[str, Any]]:
    """For each office what the template prints; under "" for the branches that are under none."""
    offices: dict[str, list[BranchInspection]] = {}
    for branch in inspection.branches:
        offices.setdefault(branch.office, []).append(branch)
    told = {"年度": inspection.year, "截至日期": inspection.today, "整改期限": mend_by or ""}
    return {office: {**told, "单位": office, **_of_office(branches)} for office, branches in offices.items()}


def _of_office(branches: Sequence[BranchInspection]) -> dict[str, Any]:
    met, late, missing = (
        sum(branch.count(standing) for branch in branches)
        for standing in (Standing.MET, Standing.LATE, Standing.MISSING)
    )
    return {
        "支部数": len(branches),
        "应有": met + late + missing,
        "已有": met,
        "逾期": late,
        "缺少": missing,
        "问题数": sum(len(branch.findings) for branch in branches),
        "齐全支部": tuple(branch.branch for branch in branches if _is_full(branch)),
        "缺项支部": [_with_gaps(branch) for branch in branches if branch.gaps],
        "问题支部": [_with_findings(branch) for branch in branches if branch.findings],
    }


def _is_full(branch: BranchInspection) -> bool:
    """Something was due of it, all of that is there and in time, and nothing is to be looked at again."""
    wanting = branch.count(Standing.MISSING) + branch.count(Standing.LATE) + len(branch.findings)
    return not wanting and branch.count(Standing.MET) > 0


def _with_gaps(branch: BranchInspection) -> dict[str, Any]:
    rules: dict[str, list[Cell]] = {}
    for cell in branch.gaps:
        rules.setdefault(cell.rule, []).append(cell)
    listed = [{"要求": rule, "时段": "、".join(map(_said, cells))} for rule, cells in rules.items()]
    return {"支部": branch.branch, "缺少": len(branch.gaps), "缺项": listed}


def _said(cell: Cell) -> str:
    return f"{cell.label}（{'、'.join(cell.missing)}）" if cell.missing else cell.label


def _with_findings(branch: BranchInspection) -> dict[str, Any]:
    listed = [
        {"序号": number, "问题": finding.message, "出处": _at(places)}
        for number, (finding, places) in enumerate(alike(branch.findings), 1)
    ]
    return {"支部": branch.branch, "问题数": len(branch.findings), "问题": listed}


def _at(places: Sequence[str]) -> str:
    """The list of what is to be mended has all of them."""
    return "、".join(places[:_PLACES]) + (f"等 {len(places)} 处" if len(places) > _PLACES else "")
