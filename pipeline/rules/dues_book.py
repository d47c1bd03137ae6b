"""All that a branch ever sent about dues, put together by member: the months of the sheets, bases, reductions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import Month, Rate
from pipeline.rules.dues import due_for
from pipeline.rules.dues_account import Account, Entry, settled
from pipeline.rules.dues_decisions import FixedBase, Reductions, fixed_bases, reductions_in
from pipeline.rules.dues_lines import Line, lines_of
from pipeline.rules.dues_owed import Base, Payer
from pipeline.rules.roster import Member, Roster
from pipeline.rules.spans import Span

Told = Iterable[tuple[Record, FormMapping]]

_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month's sheet; `at` is where its members stand."""

    month: Month
    at: Origin
    entries: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class DuesBook:
    """Equal to itself alone. `sheets` tells of each month of which a sheet has come where its members stand.

    `accounts` are in the roster's order, who is not on it behind; `fixed` are the rows of the base sheets.
    """

    sheets: Mapping[Month, Origin]
    accounts: Mapping[str, Account]
    fixed: tuple[FixedBase, ...]
    reductions: Reductions
    roster: Roster | None
    rules: BranchRules

    @cached_property
    def collected(self) -> frozenset[Month]:
        """Months of which it is said who paid."""
        entries = (entry for account in self.accounts.values() for entry in account.entries)
        return frozenset(entry.month for entry in entries if entry.is_collected)

    def members_of(self, year: int) -> list[str]:
        """Those that a sheet of the year lists, or its base sheet."""
        listed = {
            name
            for name, account in self.accounts.items()
            if any(entry.month.year == year for entry in account.entries)
        }
        listed |= {row.name for row in self.fixed if row.base.day.year == year}
        order = dict.fromkeys([*self._roster, *self.accounts, *(row.name for row in self.fixed)])
        return [name for name in order if name in listed]

    def entries_of(self, name: str, year: int) -> list[Entry]:
        """By month."""
        account = self.accounts.get(name)
        return [entry for entry in account.entries if entry.month.year == year] if account else []

    def member(self, name: str) -> Member | None:
        return self._roster.get(name)

    def payer(self, name: str, year: int) -> Payer:
        """As that year sees it: who has no row in the base sheet has the base of the year's first sheet."""
        if (name, year) not in self._payers:
            self._payers[name, year] = self._payer(name, year)
        return self._payers[name, year]

    def _payer(self, name: str, year: int) -> Payer:
        member = self.member(name)
        fixed = [row for row in self.fixed if row.name == name and row.base.day.year == year]
        lines = [entry.line for entry in self.entries_of(name, year)]
        told = [*(row.category for row in fixed), *(_text(line.category) for line in lines)]
        category = _text(member.category if member else None)
        return Payer(
            category=next((each for each in told if each), category),
            bases=_bases(fixed, lines, member, year),
            admitted=_first(member.admitted) if member else None,
            joined=_first(member.joined) if member else None,
            left=_last(member.left) if member else None,
            reductions=self.reductions.get(name, ()),
        )

    @cached_property
    def _payers(self) -> dict[tuple[str, int], Payer]:
        return {}

    @cached_property
    def _roster(self) -> Mapping[str, Member]:
        return self.roster.by_name if self.roster else {}


def sheet_of(record: Record, form: FormMapping, roster: Roster | None, rules: BranchRules) -> Sheet | None:
    """None of one that tells no month."""
    month = record.value(form.by_role(Role.MONTH) or "")
    if not isinstance(month, Month):
        return None
    lines = list(lines_of(record, form, roster))
    return Sheet(month, lines[0].name.origin if lines else record.origin, tuple(_entries(month, lines, rules)))


def dues_book(sheets: Iterable[Sheet], decisions: Told, roster: Roster | None, rules: BranchRules) -> DuesBook:
    """`decisions` are base sheets and reductions, in any order."""
    months: dict[Month, Origin] = {}
    entries: dict[str, list[Entry]] = {}
    for sheet in sheets:
        months[sheet.month] = sheet.at
        for entry in sheet.entries:
            entries.setdefault(str(entry.line.name.value), []).append(entry)
    told = list(decisions)
    return DuesBook(
        dict(sorted(months.items())),
        {name: settled(each) for name, each in entries.items()},
        tuple(row for record, form in told for row in fixed_bases(record, form)),
        reductions_in(told),
        roster,
        rules,
    )


def _entries(month: Month, lines: Sequence[Line], rules: BranchRules) -> Iterable[Entry]:
    """A row that tells of other months stands beside the member's own row, and what it calls due is theirs."""
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(str(line.name.value), []).append(line)
    is_collected = any(line.is_collected for line in lines)
    for own in by_name.values():
        first = next((line for line in own if not line.of_other_months), own[0])
        paid = sum([_yuan(line.paid) for line in own], _NOTHING)
        remark = "；".join([line.remark for line in own if line.remark])
        yield Entry(month, first, _own_due(first, rules), paid, remark, is_collected)


def _own_due(line: Line, rules: BranchRules) -> Decimal:
    """Of a row that puts other months in as well, base by rate."""
    base, rate = line.base.value if line.base else None, line.rate.value if line.rate else None
    if isinstance(base, Decimal) and isinstance(rate, Rate) and line.of_other_months:
        return min(due_for(base, rate, rules.rounding), _yuan(line.due))
    return _yuan(line.due)


def _bases(fixed: Sequence[FixedBase], lines: Sequence[Line], member: Member | None, year: int) -> tuple[Base, ...]:
    told = tuple(row.base for row in fixed)
    if any(not base.decided for base in told):
        return told
    known = [line.base.value for line in lines if line.base] + [member.base.value if member and member.base else None]
    start = next((yuan for yuan in known if isinstance(yuan, Decimal)), None)
    return (Base(dt.date(year, 1, 1), start), *told) if start is not None else told


def _yuan(value: Value | None) -> Decimal:
    return value.value if value and isinstance(value.value, Decimal) else _NOTHING


def _text(value: Value | None) -> str:
    return str(value.value) if value else ""


def _first(value: Value | None) -> dt.date | None:
    span = Span.of(value.value) if value else None
    return span.first if span else None


def _last(value: Value | None) -> dt.date | None:
    span = Span.of(value.value) if value else None
    return span.last if span else None
