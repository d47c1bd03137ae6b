"""What a member owes from month to month: base, class, admission, transfer, reduction, arrears."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import shipped_rules
from rule_builders import day, month

from pipeline.model.values import Month
from pipeline.rules.dues_owed import Base, Payer, Reduction, Timing, base_in, owed, timing
from pipeline.settings.schema import Dues

RULES = shipped_rules()
WAGES = (Base(day("2025-12-20"), Decimal("3000.01")),)


def due(payer: Payer, of: str) -> str | None:
    one = owed(payer, month(of), RULES)
    return str(one.due) if one else None


@pytest.mark.parametrize(
    ("category", "base", "expected"),
    [
        ("在职", "3000", "15.00"),
        ("在职", "3000.01", "30.00"),
        ("", "5000", "50.00"),
        ("", "5000.01", "75.00"),
        ("", "10000", "150.00"),
        ("", "10000.01", "200.00"),
        ("", "60000", "1000"),
        ("退休", "5000", "25.00"),
        ("退休", "5000.01", "50.00"),
        ("学生", "3000", "0.20"),
        ("农民", "3000", "0.20"),
        ("个体", "3000", None),
    ],
)
def test_by_class_and_base(category: str, base: str, expected: str | None) -> None:
    assert due(Payer(category, (Base(day("2025-12-20"), Decimal(base)),)), "2026-03") == expected


def test_a_class_that_may_choose_and_what_it_came_from() -> None:
    farmer = owed(Payer("农民"), month("2026-03"), RULES)
    assert farmer is not None
    assert (str(farmer.most), farmer.rule.id, farmer.base) == ("1.00", "农民", None)
    clerk = owed(Payer("在职", WAGES), month("2026-03"), RULES)
    assert clerk is not None
    assert (str(clerk.rate), clerk.rule.article) == ("1%", "第一条、第二条")


def test_without_a_base_nothing_is_made_up() -> None:
    assert due(Payer("在职"), "2026-03") is None


@pytest.mark.parametrize(
    ("of", "expected"),
    [("2025-11", "3000"), ("2026-01", "4000"), ("2026-05", "4000"), ("2026-12", "4000"), ("2027-01", "5000")],
)
def test_the_base_is_fixed_at_the_start_of_the_year(of: str, expected: str) -> None:
    """Told on the first of January it holds from that month on; the first one known holds before it as well."""
    told = (("2025-12-01", 3000), ("2026-01-01", 4000), ("2026-05-10", 5000))
    payer = Payer(bases=tuple(Base(day(text), Decimal(yuan)) for text, yuan in told))
    assert base_in(payer, month(of)) == Decimal(expected)


@pytest.mark.parametrize(("of", "expected"), [("2026-04", "4000"), ("2026-05", "5000"), ("2026-12", "5000")])
def test_a_decided_change_holds_from_its_month(of: str, expected: str) -> None:
    payer = Payer(bases=(Base(day("2025-12-01"), Decimal(4000)), Base(day("2026-05-10"), Decimal(5000), decided=True)))
    assert base_in(payer, month(of)) == Decimal(expected)


@pytest.mark.parametrize(
    ("payer", "first"),
    [
        (Payer(bases=WAGES, admitted=day("2026-03-31")), "2026-03"),
        (Payer(bases=WAGES, joined=day("2026-04-15")), "2026-04"),
        (Payer(bases=WAGES, joined=day("2026-04-15"), paid_through=month("2026-05")), "2026-06"),
        (Payer(bases=WAGES, admitted=day("2026-05-01"), joined=day("2026-04-15")), "2026-05"),
    ],
)
def test_from_admission_or_transfer_on(payer: Payer, first: str) -> None:
    owes = [number for number in range(1, 13) if owed(payer, Month(2026, number), RULES)]
    assert owes == list(range(month(first).month, 13))


def test_up_to_the_month_of_leaving() -> None:
    payer = Payer(bases=WAGES, left=day("2026-06-02"))
    assert [number for number in range(1, 13) if owed(payer, Month(2026, number), RULES)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("of", "expected"), [("2026-02", "30.00"), ("2026-03", "5.00"), ("2026-04", "5.00"), ("2026-05", "30.00")]
)
def test_a_reduction_and_its_decision(of: str, expected: str) -> None:
    less = Reduction(month("2026-03"), month("2026-04"), Decimal("5.00"))
    payer = Payer("在职", WAGES, reductions=(less,))
    assert due(payer, of) == expected
    one = owed(payer, month("2026-03"), RULES)
    assert one is not None
    assert one.reduction is not None
    assert not one.reduction.is_decided


@pytest.mark.parametrize(
    ("of", "paid", "expected"),
    [
        ("2026-03", "2026-03-20", Timing.IN_TIME),
        ("2026-03", "2026-01-05", Timing.IN_TIME),
        ("2026-01", "2026-03-31", Timing.IN_TIME),
        ("2026-03", "2025-12-31", Timing.AHEAD),
        ("2026-03", "2026-04-01", Timing.LATE),
        ("2026-03", "2026-09-30", Timing.LATE),
        ("2026-03", "2026-10-01", Timing.TOO_LATE),
        ("2025-12", "2026-01-05", Timing.LATE),
    ],
)
def test_when_it_was_paid(of: str, paid: str, expected: Timing) -> None:
    assert timing(month(of), day(paid), RULES) is expected


@given(st.decimals(0, 200_000, places=2), st.integers(0, 2), st.integers(1, 12))
def test_never_more_than_the_months_limit_and_never_less_than_nothing(base: Decimal, scale: int, number: int) -> None:
    rules = shipped_rules(dues=Dues(scale=scale))
    one = owed(Payer("在职", (Base(day("2025-12-01"), base),)), Month(2026, number), rules)
    assert one is not None
    assert 0 <= one.due <= 1000
