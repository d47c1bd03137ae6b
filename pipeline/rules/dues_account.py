"""One member's dues from month to month: what a payment was for, what is still owed, what was paid beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.model.values import Month
from pipeline.rules.dues_lines import Line

_NOTHING: Final = Decimal("0.00")
_NAMED: Final = re.compile(r"(?:(\d{4})[年.])?(\d{1,2}(?:月?[、,，]\d{1,2})*)(?:月?份?[-—–~～至到](\d{1,2}))?月")
_BEFORE: Final = re.compile(r"补")
_AHEAD: Final = re.compile(r"预[交缴]")


class Entry(NamedTuple):
    """A member's month, yuan. `line` is the row of the month itself; what a row beside it paid is in `paid` too.

    `is_collected`: whether anybody of that month's sheet is said to have paid.
    """

    month: Month
    line: Line
    due: Decimal
    paid: Decimal
    remark: str
    is_collected: bool

    @property
    def surplus(self) -> Decimal:
        return max(self.paid - self.due, _NOTHING)


@dataclass(frozen=True, slots=True)
class Account:
    """By month. `covered` is never more than the due; `ahead` was paid for months that no sheet has yet; `beyond` is
    more than any due."""

    entries: tuple[Entry, ...]
    covered: Mapping[Month, Decimal]
    ahead: Mapping[Month, Decimal]
    beyond: Mapping[Month, Decimal]

    def owing(self, entry: Entry) -> Decimal:
        """Nothing while the month's dues are still to be collected."""
        return entry.due - self.covered[entry.month] if entry.is_collected else _NOTHING

    def more(self, month: Month) -> Decimal:
        """What was paid in the month beyond all that was due."""
        return self.ahead.get(month, _NOTHING) + self.beyond.get(month, _NOTHING)


def settled(entries: Sequence[Entry]) -> Account:
    """`entries` are one member's, each month once.

    What is more than the month's due goes where its remark says; without a remark it goes to months that are not
    paid, the earlier ones first, if it is that many dues: any other sum is a gift.
    """
    ordered = tuple(sorted(entries, key=lambda entry: (entry.month.year, entry.month.month)))
    covered = {entry.month: min(entry.due, entry.paid) for entry in ordered}
    ahead: dict[Month, Decimal] = {}
    beyond: dict[Month, Decimal] = {}
    for entry in (entry for entry in ordered if entry.surplus):
        left = entry.surplus
        for month in _served(entry, ordered):
            owed = next((each.due for each in ordered if each.month == month), _NOTHING) - covered.get(month, _NOTHING)
            part = min(left, owed)
            if part > 0:
                covered[month] += part
                left -= part
        if left:
            is_ahead = _AHEAD.search(entry.remark) or any(month > ordered[-1].month for month in _named(entry))
            (ahead if is_ahead else beyond)[entry.month] = left
    return Account(ordered, covered, ahead, beyond)


def _served(entry: Entry, ordered: Sequence[Entry]) -> list[Month]:
    if named := _named(entry):
        return named
    before = [each.month for each in ordered if each.month < entry.month]
    after = [each.month for each in ordered if each.month > entry.month]
    if _BEFORE.search(entry.remark):
        return before
    if _AHEAD.search(entry.remark):
        return after
    return [*before, *after] if entry.due and entry.paid % entry.due == 0 else []


def _named(entry: Entry) -> list[Month]:
    """The other months that the remark names: 补1、2月, 1-6月, 预交2027年1月; ascending."""
    own, found = entry.month, set()
    for year, numbers, last in _NAMED.findall(entry.remark):
        told = [int(number) for number in re.findall(r"\d+", numbers)]
        told += range(told[-1] + 1, int(last) + 1) if last else ()
        for number in (number for number in told if 1 <= number <= 12):
            found.add(Month(int(year) if year else _year_of(number, entry), number))
    return sorted(found - {own})


def _year_of(number: int, entry: Entry) -> int:
    """补12月 in January is last year's, 预交1月 in December is next year's."""
    year = entry.month.year
    if number > entry.month.month and _BEFORE.search(entry.remark) and not _AHEAD.search(entry.remark):
        return year - 1
    return year + 1 if number < entry.month.month and _AHEAD.search(entry.remark) else year
