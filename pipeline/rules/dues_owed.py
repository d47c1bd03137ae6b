"""What one member owes in a month: from when to when, on which base, less what was remitted by decision.

组电明字〔2017〕5号: the base is fixed at the start of the year and normally kept. 中组发〔2008〕3号: reductions need a
decision; candidates pay from the day on which the branch's meeting accepted them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import DuesRule, Measure
from pipeline.model.values import Month, Rate
from pipeline.rules.dues import at_most, class_of, due_for, rate_of, rounded


@dataclass(frozen=True, slots=True)
class Base:
    """Yuan a month, as told on a day. `decided`: the branch changed it for the rest of the year; else it holds from
    the next January, or from the beginning where it is the first one known."""

    day: dt.date
    yuan: Decimal
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Reduction:
    """Both months of it; `due` is what is left to pay a month, nothing for an exemption. `decision` names the paper."""

    first: Month
    last: Month
    due: Decimal
    decision: str = ""

    @property
    def is_decided(self) -> bool:
        return bool(self.decision)


@dataclass(frozen=True, slots=True)
class Payer:
    """A member as dues see one; None where nothing is known of it.

    `paid_through` is the last month paid elsewhere, as a transfer says; `left` is the last day in the branch.
    """

    category: str = ""
    bases: tuple[Base, ...] = ()
    admitted: dt.date | None = None
    joined: dt.date | None = None
    paid_through: Month | None = None
    left: dt.date | None = None
    reductions: tuple[Reduction, ...] = ()


class Owed(NamedTuple):
    """Yuan. `most` is more than `due` where a class may choose (farmers). `rule` and `rate` say how it came about;
    `reduction` holds what took their place, and a person sees to it that its decision is on file."""

    due: Decimal
    most: Decimal
    rule: DuesRule
    base: Decimal | None = None
    rate: Rate | None = None
    reduction: Reduction | None = None


def owed(payer: Payer, month: Month, rules: BranchRules) -> Owed | None:
    """None in a month in which nothing is owed here, or where class or base leave it open."""
    day = dt.date(month.year, month.month, 1)
    today = rules.on(day)
    of = class_of(payer.category, today)
    if of is None or not owes(payer, month):
        return None
    reduction = next((each for each in payer.reductions if each.first <= month <= each.last), None)
    if of.least is not None and of.most is not None:
        due, most = rounded(of.least, rules.rounding), rounded(of.most, rules.rounding)
        return Owed(reduction.due, most, of, reduction=reduction) if reduction else Owed(due, most, of)
    base = base_in(payer, month)
    rate = rate_of(base, of) if base is not None else None
    if base is None or rate is None:
        return None
    due = at_most(due_for(base, rate, rules.rounding), today)
    return Owed(reduction.due if reduction else due, due, of, base, rate, reduction)


def base_in(payer: Payer, month: Month) -> Decimal | None:
    """The base that the month is reckoned by; of two told on one day the later in order."""
    start, held = dt.date(month.year, 1, 1), None
    for base in payer.bases:
        holds = base.day <= start or (base.decided and Month.of(base.day) <= month)
        if holds and (held is None or base.day >= held.day):
            held = base
    held = held or min(payer.bases, key=lambda base: base.day, default=None)
    return held.yuan if held else None


class Timing(Enum):
    """When a month's dues were paid."""

    IN_TIME = "in time"
    AHEAD = "ahead"
    LATE = "late"
    TOO_LATE = "too late"


def timing(month: Month, paid_on: dt.date, rules: BranchRules) -> Timing:
    """Monthly or, with the branch's consent, by the quarter: within the month's own quarter it is never ahead."""
    late = (paid_on.year - month.year) * 12 + paid_on.month - month.month
    if late < 0:
        return Timing.IN_TIME if -late <= (month.month - 1) % 3 else Timing.AHEAD
    rule = rules.on(paid_on).thresholds.get(Measure.MONTHS_LATE)
    if rule and rule.at_most is not None and late > rule.at_most:
        return Timing.TOO_LATE
    last_of_quarter = month.month + (-month.month) % 3
    return Timing.IN_TIME if late <= last_of_quarter - month.month else Timing.LATE


def owes(payer: Payer, month: Month) -> bool:
    """From the month of admission or transfer, or the one after the last paid elsewhere, to that of leaving."""
    number = month.year, month.month
    for came in (payer.admitted, payer.joined):
        if came and number < (came.year, came.month):
            return False
    if payer.paid_through and month <= payer.paid_through:
        return False
    return payer.left is None or number <= (payer.left.year, payer.left.month)
