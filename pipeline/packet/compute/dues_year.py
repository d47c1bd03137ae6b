"""党费年度: the year's ledger, a row for each member with what was due and paid each month, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pipeline.model.values import BLANK, Month
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.rules.dues_account import Entry
from pipeline.rules.dues_book import DuesBook
from pipeline.rules.dues_decisions import reduction_of
from pipeline.rules.dues_owed import base_in

_MONTHS: Final = range(1, 13)
_DUE: Final = tuple(f"应交{number}" for number in _MONTHS)
_PAID: Final = tuple(f"实交{number}" for number in _MONTHS)
_SUMS: Final = ("应交计", "实交计", "欠交", "预交多交")
_MEMBER: Final = ("序号", "姓名", "人员类别", "计算基数", "比例", "月应交", *_DUE, *_PAID, *_SUMS, "变动")
_NOTHING: Final = Decimal("0.00")


def dues_year(material: Material, context: Context) -> Context:
    year = material.activity.day.year
    book = material.measure.books.of(material.activity.records)
    months = [Month(year, number) for number in _MONTHS]
    members = [_member(name, book, months) for name in book.members_of(year)]
    last = max((month for month in months if month in book.sheets), default=None)
    missing = [month for month in months if last and month < last and month not in book.sheets]
    return {
        "年度台账": [{"序号": number, **row} for number, row in enumerate(members, 1)],
        "年度合计": [_total(members)] if members else [],
        "截至月份": last or BLANK,
        "没有收缴表的月份": "、".join(f"{month.month}月" for month in missing) or BLANK,
    }


def _member(name: str, book: DuesBook, months: Sequence[Month]) -> Context:
    """Base, rate and due as the year began; what is more than the due is told as it stands in the sheets."""
    year = months[0].year
    account, payer, entries = book.accounts.get(name), book.payer(name, year), book.entries_of(name, year)
    first = entries[0] if entries else None
    base = base_in(payer, first.month if first else months[0])
    row: Context = {
        "姓名": name,
        "人员类别": payer.category or BLANK,
        "计算基数": BLANK if base is None else base,
        "比例": first.line.rate.value if first and first.line.rate else BLANK,
        "月应交": first.due if first else BLANK,
        "变动": "；".join(_changes(name, book, entries, year)) or BLANK,
    }
    row |= dict.fromkeys((*_DUE, *_PAID), BLANK)
    for entry in entries:
        at = entry.month.month - 1
        row[_DUE[at]], row[_PAID[at]] = entry.due, entry.paid if entry.is_collected else BLANK
    return row | {
        "应交计": sum((entry.due for entry in entries), _NOTHING),
        "实交计": sum((entry.paid for entry in entries), _NOTHING),
        "欠交": sum((account.owing(entry) for entry in entries if account), _NOTHING) or BLANK,
        "预交多交": sum((account.more(entry.month) for entry in entries if account), _NOTHING) or BLANK,
    }


def _changes(name: str, book: DuesBook, entries: Sequence[Entry], year: int) -> Iterator[str]:
    for before, entry in pairwise(entries):
        if entry.due != before.due and not _is_reduced(entry, book) and not _is_reduced(before, book):
            told, base = before.line.base, entry.line.base
            changed = f"（基数 {base.value}）" if base and (told is None or told.value != base.value) else ""
            yield f"{entry.month.month}月起应交 {entry.due}{changed}"
    if member := book.member(name):
        for what, day in (("入党", member.admitted), ("转入", member.joined), ("转出", member.left)):
            if day and getattr(day.value, "year", None) == year:
                yield f"{day.written}{what}"
    for each in book.reductions.get(name, ()):
        if each.first.year <= year <= each.last.year:
            yield f"{each.first}至{each.last}减为每月 {each.due}"


def _is_reduced(entry: Entry, book: DuesBook) -> bool:
    return reduction_of(str(entry.line.name.value), entry.month, book.reductions) is not None


def _total(members: Sequence[Context]) -> Context:
    told = {name: [row[name] for row in members if row[name] is not BLANK] for name in (*_DUE, *_PAID, *_SUMS)}
    return {name: sum(amounts, _NOTHING) if amounts else BLANK for name, amounts in told.items()}


DUES_YEAR: Final = Computed(
    dues_year,
    names=("截至月份", "没有收缴表的月份"),
    tables={"年度台账": dict.fromkeys(_MEMBER), "年度合计": dict.fromkeys((*_DUE, *_PAID, *_SUMS))},
)
