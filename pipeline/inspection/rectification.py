"""问题整改清单.docx: for every branch what to mend, with room to write down who does it, by when, and what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from pipeline.inspection.inspection import BranchInspection, Cell, Inspection, alike
from pipeline.render.scan import Names, Table

NAME: Final = "问题整改清单"
TEMPLATE: Final = "问题整改清单.docx"
NAMES: Final[Names] = {
    "年度": None,
    "截至日期": None,
    "整改期限": None,
    "支部清单": Table(
        {
            "支部": None,
            "上级党组织": None,
            "问题": Table(dict.fromkeys(("序号", "问题", "出处", "依据", "整改要求"))),
        }
    ),
}


def context(inspection: Inspection, mend_by: dt.date | None) -> dict[str, Any]:
    """What the template prints; branches without a problem are left out."""
    listed = [
        {
            "支部": branch.branch,
            "上级党组织": branch.office,
            "问题": [{"序号": number, **problem} for number, problem in enumerate(_problems(branch), 1)],
        }
        for branch in inspection.branches
        if branch.gaps or branch.findings
    ]
    return {"年度": inspection.year, "截至日期": inspection.today, "整改期限": mend_by or "", "支部清单": listed}


def _problems(branch: BranchInspection) -> Iterator[dict[str, str]]:
    """What is lacking for the same reason is one problem, with all its periods; what says the same, with its places."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for cell in branch.gaps:
        lacking.setdefault((f"{cell.rule}：{_lacks(cell)}", cell.basis, cell.wants), []).append(cell.label)
    for (problem, basis, wants), labels in lacking.items():
        todo = f"请报送{wants}" if wants else ""
        yield {"问题": problem, "出处": "、".join(labels), "依据": basis, "整改要求": todo}
    for finding, places in alike(branch.findings):
        yield {"问题": finding.message, "出处": "、".join(places), "依据": finding.basis, "整改要求": finding.hint}


def _lacks(cell: Cell) -> str:
    if cell.missing:
        return f"缺少{'、'.join(cell.missing)}"
    return "次数不够" if cell.found else "没有记录"
