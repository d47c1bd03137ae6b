"""The month's dues: 人数, 应交合计, 实交合计 and 未交合计 in yuan, summed row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from pipeline.mapping.vocabulary import Role
from pipeline.model.values import BLANK
from pipeline.packet.compute.computation import Computed
from pipeline.packet.compute.on_roster import on_roster
from pipeline.packet.context import Context, Material
from pipeline.rules.dues import tally_dues

_SUMS: Final = ("人数", "应交合计", "实交合计", "未交合计")


def dues(material: Material, context: Context) -> Context:
    """人员类别 comes from the roster where the table has none."""
    sheet = material.table_with(Role.DUE)
    if sheet is None:
        return dict.fromkeys(_SUMS, BLANK)
    category, paid = sheet.by_role(Role.CATEGORY), sheet.by_role(Role.PAID)
    rows = context[sheet.name]
    if category:
        known = on_roster(material, category)
        rows = [{**row, category: row[category] or known.get(row[sheet.member], BLANK)} for row in rows]
    tally = tally_dues((_yuan(row[sheet.column]), _yuan(row[paid] if paid else BLANK)) for row in rows)
    return {
        sheet.name: rows,
        "人数": len({row[sheet.member] for row in rows}),
        "应交合计": tally.due,
        "实交合计": tally.paid,
        "未交合计": tally.unpaid,
    }


def _yuan(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal("0.00")


DUES: Final = Computed(
    dues,
    names=_SUMS,
    table=Role.DUE,
    sums={"人数": (Role.MEMBER,), "实交合计": (Role.PAID,), "未交合计": (Role.DUE, Role.PAID)},
)
