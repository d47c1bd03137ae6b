"""党费公示: what each member was to pay and paid in the period. Bases and rates are nobody else's business."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from pipeline.model.values import BLANK, Month
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material

_MEMBER: Final = ("序号", "姓名", "应交", "实交")
_NAMES: Final = ("公示人数", "公示应交", "公示实交", "公示月份", "没有收缴表的月份")


def dues_publication(material: Material, context: Context) -> Context:
    """Only months of which a sheet has come in which anybody is said to have paid."""
    period, year = material.activity.period, material.activity.day.year
    months = period.months if period else ()
    book = material.measure.books.of(material.activity.records)
    rows: list[Context] = []
    due = paid = Decimal("0.00")
    for name in book.members_of(year):
        entries = [entry for entry in book.entries_of(name, year) if entry.is_collected and entry.month in months]
        if entries:
            own_due = sum((entry.due for entry in entries), Decimal("0.00"))
            own_paid = sum((entry.paid for entry in entries), Decimal("0.00"))
            rows.append({"序号": len(rows) + 1, "姓名": name, "应交": own_due, "实交": own_paid})
            due, paid = due + own_due, paid + own_paid
    return {
        "公示": rows,
        "公示人数": len(rows),
        "公示应交": due,
        "公示实交": paid,
        "公示月份": _spoken(month for month in months if month in book.collected),
        "没有收缴表的月份": _spoken(month for month in months if month not in book.collected),
    }


def _spoken(months: Iterable[Month]) -> Any:
    return "、".join(f"{month.month}月" for month in months) or BLANK


DUES_PUBLICATION: Final = Computed(dues_publication, names=_NAMES, tables={"公示": dict.fromkeys(_MEMBER)})
