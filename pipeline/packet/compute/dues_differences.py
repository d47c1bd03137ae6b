"""党费差额: where rule, sheet and payment do not agree; who paid nothing for months in a row, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.model.values import BLANK
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.dues_account import Entry
from pipeline.rules.dues_differences import Difference, Unpaid, differences, unpaid_runs

_DIFFERENCE: Final = ("序号", "姓名", "月份", "规定应交", "表上应交", "实交", "欠交", "预交多交", "情况", "出处")
_UNPAID: Final = ("序号", "姓名", "月数", "起止", "依据", "出处", "规定")


def dues_differences(material: Material, context: Context) -> Context:
    """By month, then as the roster lists the members."""
    year = material.activity.day.year
    book = material.measure.books.of(material.activity.records)
    told = sorted(differences(book, year), key=lambda each: each.month)
    return {
        "差额": _numbered(_difference(each) for each in told),
        "未交提醒": _numbered(_unpaid(each) for each in unpaid_runs(book, year)),
    }


def _difference(each: Difference) -> Context:
    entry = each.entry
    return {
        "姓名": each.name,
        "月份": each.month,
        "规定应交": BLANK if each.by_rule is None else each.by_rule,
        "表上应交": entry.due if entry else BLANK,
        "实交": entry.paid if entry and entry.is_collected else BLANK,
        "欠交": each.owing or BLANK,
        "预交多交": each.more or BLANK,
        "情况": "；".join(each.reasons),
        "出处": str(each.at),
    }


def _unpaid(each: Unpaid) -> Context:
    rule = each.alert.rule
    return {
        "姓名": each.name,
        "月数": each.alert.count,
        "起止": f"{each.entries[0].month}至{each.entries[-1].month}",
        "依据": "\n".join(_evidence(entry) for entry in each.entries),
        "出处": "\n".join(str((entry.line.paid or entry.line.due).origin) for entry in each.entries),
        "规定": f"{rule.source}{rule.article}",
    }


def _evidence(entry: Entry) -> str:
    remark = f"（{entry.remark}）" if entry.remark else ""
    return f"{entry.month}应交 {entry.due} 元，没有交{remark}"


def _numbered(rows: Iterable[Context]) -> list[Context]:
    return [{"序号": number, **row} for number, row in enumerate(rows, 1)]


DUES_DIFFERENCES: Final = Computed(
    dues_differences, tables={"差额": dict.fromkeys(_DIFFERENCE), "未交提醒": dict.fromkeys(_UNPAID)}
)
