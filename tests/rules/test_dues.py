"""Dues: the steps and limits of 中组发〔2008〕3号 and 组电明字〔2017〕5号, rounding as the unit chooses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import shipped_rules
from rule_builders import day, rules_with, today_rules

from pipeline.model.values import Rate
from pipeline.rules.dues import at_most, due_for, fixed_due, rate_for, tally_dues
from pipeline.settings.schema import Dues, Rounding

RULES = today_rules()


@pytest.mark.parametrize(
    ("base", "due"),
    [
        ("2999.99", "15.00"),
        ("3000", "15.00"),
        ("3000.01", "30.00"),
        ("5000", "50.00"),
        ("5000.01", "75.00"),
        ("10000", "150.00"),
        ("10000.01", "200.00"),
        ("0", "0.00"),
    ],
)
@pytest.mark.parametrize("category", ["", "在职", "在职(预备党员)"])
def test_wage_earners_pay_one_rate_on_the_whole_base(base: str, due: str, category: str) -> None:
    rate = rate_for(Decimal(base), category, RULES)
    assert rate is not None
    assert due_for(Decimal(base), rate, Dues()) == Decimal(due)


@pytest.mark.parametrize(("base", "due"), [("5000", "25.00"), ("5000.01", "50.00"), ("12000", "120.00")])
@pytest.mark.parametrize("category", ["退休", "离休", "离退休干部", "退休人员"])
def test_retired_members(base: str, due: str, category: str) -> None:
    rate = rate_for(Decimal(base), category, RULES)
    assert rate is not None
    assert due_for(Decimal(base), rate, Dues()) == Decimal(due)


@pytest.mark.parametrize("category", ["农民", "学生", "下岗失业", "低保"])
def test_a_fixed_amount_has_no_rate(category: str) -> None:
    assert rate_for(Decimal(3000), category, RULES) is None
    assert fixed_due(category, RULES) is not None


@pytest.mark.parametrize(
    ("mode", "due"),
    [
        (Rounding.HALF_UP, "42.13"),
        (Rounding.HALF_EVEN, "42.12"),
        (Rounding.UP, "42.13"),
        (Rounding.DOWN, "42.12"),
    ],
)
def test_modes_of_rounding(mode: Rounding, due: str) -> None:
    assert due_for(Decimal("4212.50"), Rate(Decimal("0.01")), Dues(rounding=mode)) == Decimal(due)


@pytest.mark.parametrize(("scale", "due"), [(0, "42"), (1, "42.1"), (2, "42.11")])
def test_places_of_rounding(scale: int, due: str) -> None:
    assert due_for(Decimal("4210.50"), Rate(Decimal("0.01")), Dues(scale=scale)) == Decimal(due)


@given(st.decimals(0, 100_000, places=2), st.decimals(0, 100_000, places=2))
def test_a_higher_base_never_pays_less(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    rates = rate_for(low, "", RULES), rate_for(high, "", RULES)
    assert rates[0] is not None
    assert rates[1] is not None
    assert due_for(low, rates[0], Dues()) <= due_for(high, rates[1], Dues())


def test_what_one_pays_too_much_does_not_settle_what_another_owes() -> None:
    tally = tally_dues([(Decimal("15.00"), Decimal("20.00")), (Decimal("30.00"), Decimal("10.00"))])
    assert (tally.due, tally.paid, tally.unpaid) == (Decimal("45.00"), Decimal("30.00"), Decimal("20.00"))


@pytest.mark.parametrize(
    ("category", "amounts"),
    [("学生", ("0.20", "0.20")), ("农民", ("0.20", "1.00")), ("在职", None), ("退休农民", None)],
)
def test_fixed_amounts(category: str, amounts: tuple[str, str] | None) -> None:
    assert fixed_due(category, RULES) == (amounts and (Decimal(amounts[0]), Decimal(amounts[1])))


@pytest.mark.parametrize("category", ["个体", "律师", "自由职业"])
def test_an_income_that_no_class_names_is_left_open(category: str) -> None:
    assert rate_for(Decimal(3000), category, RULES) is None
    assert fixed_due(category, RULES) is None


@pytest.mark.parametrize(("on", "asked"), [("2026-01-01", "1000"), ("2017-01-01", "1000"), ("2016-12-31", "1200.00")])
def test_the_limit_of_a_month_holds_since_2017(on: str, asked: str) -> None:
    assert at_most(Decimal("1200.00"), shipped_rules().on(day(on))) == Decimal(asked)


def test_before_the_rates_were_set_there_are_none() -> None:
    assert rate_for(Decimal(3000), "在职", shipped_rules().on(day("2008-03-31"))) is None
    assert rate_for(Decimal(3000), "在职", shipped_rules().on(day("2008-04-01"))) == Rate(Decimal("0.005"))


def test_a_unit_may_have_a_class_of_its_own() -> None:
    rules = rules_with(
        {
            "dues": {
                "甲": {"words": ["在职"], "steps": [{"rate": "1%"}]},
                "乙": {"words": ["个体"], "least": 5, "most": 5},
            }
        },
        {"dues": {"甲": {"words": ["在职"], "steps": [{"rate": "2%"}]}}},
    )
    today = rules.on(day("2026-01-01"))
    assert rate_for(Decimal(3000), "在职", today) == Rate(Decimal("0.02"))
    assert fixed_due("个体户", today) == (Decimal(5), Decimal(5))
