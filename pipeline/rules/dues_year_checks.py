"""A branch's dues of a year against what was fixed and decided, and against its roster: what to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.model.problem import Problem
from pipeline.model.record import Value
from pipeline.model.values import Month
from pipeline.rules.dues_account import Entry
from pipeline.rules.dues_book import DuesBook
from pipeline.rules.dues_differences import differences, unlisted, unpaid_runs
from pipeline.rules.dues_owed import base_in
from pipeline.rules.finding import finding

_SHOWN: Final = 12


def check_dues_year(book: DuesBook, year: int) -> Iterator[Problem]:
    yield from _bases(book, year)
    yield from _owed(book, year)
    yield from _unlisted(book, year)
    yield from _unpaid(book, year)


def _bases(book: DuesBook, year: int) -> Iterator[Problem]:
    """Told where a base begins to differ, not again in each month after it."""
    for name in book.members_of(year):
        payer, before = book.payer(name, year), None
        for entry in (each for each in book.entries_of(name, year) if each.line.base):
            told, fixed = entry.line.base, base_in(payer, entry.month)
            if told is None or fixed is None:
                continue
            changed = before is None or before.value != told.value
            if told.value != fixed and changed:
                decided = _fixed_at(book, name, entry.month)
                was = "核定的是" if decided else "先前是"
                message = f"{name}{entry.month}的计算基数是 {told.value} 元，{was} {fixed} 元"
                hint = "基数年初核定后一般全年不变；有变动的，请在党费基数核定表上加一行，写明起始月份"
                yield finding(told, "base-changed", message, hint, decided or before)
            before = told


def _fixed_at(book: DuesBook, name: str, month: Month) -> Value | None:
    rows = [row for row in book.fixed if row.name == name and row.base.day.year == month.year]
    held = [row for row in rows if Month.of(row.base.day) <= month]
    return max(held, key=lambda row: row.base.day).at if held else None


def _owed(book: DuesBook, year: int) -> Iterator[Problem]:
    """Of rows without a base: the others are judged by what stands in them."""
    for each in differences(book, year):
        entry = each.entry
        if entry is None or entry.line.base or each.by_rule is None or not each.reasons[0].startswith("应交与规定不符"):
            continue
        message = f"{each.name}{each.month}应交写 {entry.due} 元，按核定应为 {each.by_rule} 元"
        hint = f"{each.reasons[0]}；请核对应交金额，或补报基数变动、减免决定"
        other = _fixed_at(book, each.name, each.month)
        yield finding(entry.line.due, "owed-differs", message, hint, other)


def _unlisted(book: DuesBook, year: int) -> Iterator[Problem]:
    for name, months in unlisted(book, year):
        member = book.member(name)
        shown = "、".join(f"{month.month}月" for month in months)
        message = f"{name}没有列在{year}年{shown}的党费表上"
        hint = "预备党员从支部大会接收之日起交纳，转入的从转入当月起；已转出的请在花名册上写明转出日期"
        yield finding(book.sheets[months[0]], "dues-unlisted", message, hint, member.name if member else None)


def _unpaid(book: DuesBook, year: int) -> Iterator[Problem]:
    for each in unpaid_runs(book, year):
        shown = "、".join(str(entry.month) for entry in each.entries[-_SHOWN:])
        message = f"{each.name}连续 {each.alert.count} 个月没有交纳党费：{shown}"
        hint = "请逐月核实、了解原因；有没有正当理由、怎样处理，由党组织决定"
        yield finding(_paid_cell(each.entries[-1]), "dues-unpaid", message, hint, _paid_cell(each.entries[0]))


def _paid_cell(entry: Entry) -> Value:
    return entry.line.paid or entry.line.due
