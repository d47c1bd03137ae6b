"""Party dues: what a base and a class of member make a month's due, by the rates of the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import cache, lru_cache
from typing import Final

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import DuesRule, Measure
from pipeline.model.values import Rate
from pipeline.settings.schema import Dues, Rounding

_MEMBERSHIP: Final = re.compile(r"[()（）\s]|中共|正式|预备|党员|流动|普通|男|女")
"""Words that say nothing of income."""

_MODES: Final = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
}


@lru_cache(maxsize=256)
def class_of(category: str, rules: RulesOfDay) -> DuesRule | None:
    """The first class of which `category` (人员类别) holds a word; None where it names an income of no known class."""
    named = _named(category, rules.dues)
    if named or _MEMBERSHIP.sub("", category):
        return named
    return next((each for each in rules.dues if each.otherwise), None)


def _named(category: str, classes: Sequence[DuesRule]) -> DuesRule | None:
    for each in classes:
        for word in each.words:
            if word in category:
                return each
    return None


def rate_for(base: Decimal, category: str, rules: RulesOfDay) -> Rate | None:
    """The rate on the whole base, not marginal; `base` in yuan a month. None where no rate is set by base."""
    of = class_of(category, rules)
    return rate_of(base, of) if of else None


def rate_of(base: Decimal, of: DuesRule) -> Rate | None:
    """None for a class that pays a fixed amount."""
    for step in of.steps:
        if step.to is None or base <= step.to:
            return step.rate
    return None


def fixed_due(category: str, rules: RulesOfDay) -> tuple[Decimal, Decimal] | None:
    """Least and most, yuan a month, of those who pay by class and not by base."""
    of = class_of(category, rules)
    return (of.least, of.most) if of and of.least is not None and of.most is not None else None


def due_for(base: Decimal, rate: Rate, rounding: Dues) -> Decimal:
    """Base times rate, yuan, rounded as the unit has chosen (no national rule)."""
    return rounded(base * rate.fraction, rounding)


def rounded(amount: Decimal, rounding: Dues) -> Decimal:
    return amount.quantize(_step(rounding.scale), _MODES[rounding.rounding])


@cache
def _step(scale: int) -> Decimal:
    return Decimal(1).scaleb(-scale)


def at_most(due: Decimal, rules: RulesOfDay) -> Decimal:
    """What is asked for in a month at the most, yuan: what is paid beyond it is voluntary."""
    most = _most(rules)
    return due if most is None else min(due, most)


@lru_cache(maxsize=64)
def _most(rules: RulesOfDay) -> Decimal | None:
    rule = rules.thresholds.get(Measure.DUES_A_MONTH)
    if rule is None or rule.at_most is None:
        return None
    return Decimal(rule.at_most.numerator) / rule.at_most.denominator


@dataclass(frozen=True, slots=True)
class DuesTally:
    """Sums of one month's table, yuan. `unpaid` counts what is still owed in each row, never less than nothing."""

    due: Decimal
    paid: Decimal
    unpaid: Decimal


def tally_dues(rows: Iterable[tuple[Decimal, Decimal]]) -> DuesTally:
    """Each row is (due, paid)."""
    pairs, nothing = list(rows), Decimal("0.00")
    return DuesTally(
        due=sum([due for due, _ in pairs], nothing),
        paid=sum([paid for _, paid in pairs], nothing),
        unpaid=sum([due - paid for due, paid in pairs if due >= paid], nothing),
    )
