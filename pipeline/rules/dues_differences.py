"""差额明细: each month of each member in which rule, sheet and payment do not agree, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pipeline.mapping.rules.kinds import Measure
from pipeline.model.record import Origin
from pipeline.model.values import Month
from pipeline.rules.dues_account import Account, Entry
from pipeline.rules.dues_book import DuesBook
from pipeline.rules.dues_owed import Owed, owed, owes
from pipeline.rules.spans import Span
from pipeline.rules.thresholds import Alert, month_alert

_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Difference:
    """Yuan. `by_rule` is None where no rule says what is due; `entry` is None where the sheet does not list the member.

    `owing` is what is still to be paid of that month, `more` what was paid beyond its due and for no other month.
    """

    name: str
    month: Month
    at: Origin
    by_rule: Decimal | None
    entry: Entry | None
    owing: Decimal
    more: Decimal
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unpaid:
    """A member who paid nothing for months in a row; `entries` are the rows that show it."""

    name: str
    alert: Alert
    entries: tuple[Entry, ...]


@lru_cache(maxsize=2)
def differences(book: DuesBook, year: int) -> tuple[Difference, ...]:
    """By member, then by month. The checks ask for them, and the register of them."""
    return tuple(_differences(book, year))


def _differences(book: DuesBook, year: int) -> Iterator[Difference]:
    months = [month for month in book.sheets if month.year == year]
    missing = dict(unlisted(book, year))
    for name in dict.fromkeys([*book.members_of(year), *missing]):
        payer, account, missed = book.payer(name, year), book.accounts.get(name), missing.get(name, ())
        entries = {entry.month: entry for entry in account.entries} if account else {}
        for month in months:
            expected, entry = owed(payer, month, book.rules), entries.get(month)
            if entry and account:
                if reasons := _reasons(entry, account, expected, is_due=bool(expected) or owes(payer, month)):
                    yield _listed(name, entry, account, expected, reasons)
            elif month in missed:
                yield _unlisted(name, month, book, expected)


@lru_cache(maxsize=2)
def unlisted(book: DuesBook, year: int) -> tuple[tuple[str, list[Month]], ...]:
    """Members of the roster and the months in which they owe and no row is theirs."""
    return tuple(_unlisted_months(book, year))


def _unlisted_months(book: DuesBook, year: int) -> Iterator[tuple[str, list[Month]]]:
    for name in _of_roster(book):
        payer = book.payer(name, year)
        listed = {entry.month for entry in book.entries_of(name, year)}
        asked = (month for month in book.sheets if month.year == year and month not in listed)
        months = [month for month in asked if owes(payer, month) and _is_here(book, name, month)]
        if months:
            yield name, months


def unpaid_runs(book: DuesBook, year: int) -> Iterator[Unpaid]:
    """党章第九条: the evidence alone; those whose run reaches into the year."""
    for name, account in book.accounts.items():
        entries = [entry for entry in account.entries if entry.month.year <= year and _is_unpaid(entry, account)]
        if not entries:
            continue
        last = entries[-1].month
        rules = book.rules.on(dt.date(last.year, last.month, 28))
        alert = month_alert(Measure.MONTHS_UNPAID, [entry.month for entry in entries], rules)
        if alert and any(month.year == year for month in alert.evidence if isinstance(month, Month)):
            yield Unpaid(name, alert, tuple(entry for entry in entries if entry.month in alert.evidence))


def _is_unpaid(entry: Entry, account: Account) -> bool:
    return entry.is_collected and entry.due > 0 and account.covered[entry.month] == 0


def _of_roster(book: DuesBook) -> list[str]:
    return list(book.roster.by_name) if book.roster else []


def _listed(name: str, entry: Entry, account: Account, expected: Owed | None, reasons: Sequence[str]) -> Difference:
    at, by_rule = entry.line.due.origin, expected.due if expected else None
    more = account.ahead.get(entry.month) or account.beyond.get(entry.month) or _NOTHING
    return Difference(name, entry.month, at, by_rule, entry, account.owing(entry), more, tuple(reasons))


def _reasons(entry: Entry, account: Account, expected: Owed | None, *, is_due: bool) -> list[str]:
    """Nothing where rule, sheet and payment agree."""
    reasons = []
    if not is_due and entry.due:
        reasons.append("入党、转入以前或转出以后，不应交")
    if expected and not expected.due <= entry.due <= expected.most and not _is_voluntary(entry, expected):
        reasons.append(f"应交与规定不符（{_basis(expected)}）")
    if entry.line.reduced and not (expected and expected.reduction):
        reasons.append("备注写减免、缓交，没有决定")
    owing = account.owing(entry)
    if owing:
        reasons.append(f"欠交 {owing} 元")
    elif entry.is_collected and entry.paid < entry.due:
        reasons.append("当月没有交足，由其他月份补交、预交")
    ahead, beyond = (account.ahead.get(entry.month), account.beyond.get(entry.month))
    if ahead:
        reasons.append(f"预交 {ahead} 元")
    if beyond:
        reasons.append(f"多交 {beyond} 元（自愿多交，或补交、预交的月份没有收缴表，请核实）")
    elif entry.surplus and not ahead:
        reasons.append("含补交、预交其他月份的")
    return reasons


def _unlisted(name: str, month: Month, book: DuesBook, expected: Owed | None) -> Difference:
    due = expected.due if expected else None
    return Difference(name, month, book.sheets[month], due, None, due or _NOTHING, _NOTHING, ("没有列入当月党费表",))


def _is_here(book: DuesBook, name: str, month: Month) -> bool:
    """Through the month, or from a day of it on; who may be elsewhere by the roster's remark is not asked for."""
    member, span = book.member(name), Span.of(month)
    if member is None or span is None:
        return False
    came = [Span.of(value.value) for value in (member.admitted, member.joined) if value]
    return member.belonged(span) is True or any(span.first <= each.first <= span.last for each in came if each)


def _is_voluntary(entry: Entry, expected: Owed) -> bool:
    """More than the month's upper limit, by base and rate without the limit."""
    if expected.base is None or expected.rate is None or expected.reduction:
        return False
    return expected.due < entry.due <= expected.base * expected.rate.fraction + Decimal("0.01")


def _basis(expected: Owed) -> str:
    if expected.reduction:
        return f"{expected.reduction.decision}减为每月 {expected.reduction.due} 元"
    if expected.base is None:
        return (
            f"{expected.rule.id}每月 {expected.due}—{expected.most} 元"
            if expected.due != expected.most
            else (f"{expected.rule.id}每月 {expected.due} 元")
        )
    return f"基数 {expected.base} × {expected.rate}"
