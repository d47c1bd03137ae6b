"""What a payment was for: made up, paid beforehand, more than was due; what a text says of months."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model.record import Origin, Value
from pipeline.model.values import Month
from pipeline.rules.dues_account import Account, Entry, settled
from pipeline.rules.dues_decisions import months_in
from pipeline.rules.dues_lines import Line

AT = Origin("表.xlsx", "Sheet1", "A1")


def account(*told: Sequence[Any], due: int = 15, first: int = 1) -> Account:
    """One month after the other: what was paid, and a remark; None while nobody's dues were collected."""
    entries = []
    for number, (paid, *remark) in enumerate(told, first):
        yuan = Value(Decimal(due), str(due), AT)
        line = Line(Value("冯伟", "冯伟", AT), yuan, None, None, None, None, None, "".join(remark))
        amount, collected = Decimal(paid or 0), paid is not None
        entries.append(Entry(Month(2026, number), line, Decimal(due), amount, line.remark, collected))
    return settled(entries)


def owing(one: Account) -> list[int]:
    return [int(one.owing(entry)) for entry in one.entries]


@pytest.mark.parametrize(
    ("told", "owed", "more"),
    [
        ([(15,), (15,)], [0, 0], 0),
        ([(15,), (0,)], [0, 15], 0),
        ([(0,), (30, "补1月")], [0, 0], 0),
        ([(0,), (0,), (45, "补交1、2月")], [0, 0, 0], 0),
        ([(0,), (0,), (45,)], [0, 0, 0], 0),
        ([(90, "1-6月"), (0,), (0,), (0,), (0,), (0,)], [0] * 6, 0),
        ([(90, "1-6月")], [0], 75),
        ([(30, "预交")], [0], 15),
        ([(20,), (0,)], [0, 15], 5),
        ([(45, "预交3月"), (0,), (0,)], [0, 15, 0], 15),
        ([(0,), (25, "补1月")], [5, 0], 0),
        ([(15,), (None,)], [0, 0], 0),
    ],
)
def test_where_a_payment_goes(told: Sequence[Sequence[Any]], owed: list[int], more: int) -> None:
    one = account(*told)
    assert owing(one) == owed
    assert sum(one.more(entry.month) for entry in one.entries) == more


def test_what_is_paid_beforehand_is_told_from_what_is_given_beyond() -> None:
    assert account((90, "1-6月")).ahead == {Month(2026, 1): Decimal(75)}
    assert account((20,)).beyond == {Month(2026, 1): Decimal(5)}


def test_december_is_made_up_for_in_january() -> None:
    december = Entry(Month(2025, 12), account((15,)).entries[0].line, Decimal(15), Decimal(0), "", True)
    january = account((30, "补12月")).entries[0]
    assert owing(settled([january, december])) == [0, 0]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2026年4月至9月", ((2026, 4), (2026, 9))),
        ("2026年11月－2027年2月", ((2026, 11), (2027, 2))),
        ("2026.4-2026.9", ((2026, 4), (2026, 9))),
        ("4—9月", ((2025, 4), (2025, 9))),
        ("2026年", ((2026, 1), (2026, 12))),
        ("2026年4月起一年", None),
        ("2026年13月至14月", None),
        ("", None),
    ],
)
def test_from_which_month_to_which(text: str, months: tuple[tuple[int, int], tuple[int, int]] | None) -> None:
    assert months_in(text, 2025) == (months and (Month(*months[0]), Month(*months[1])))
