"""Party dues: what a base and a class of member make a month's due."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final

from pipeline.model.values import Rate
from pipeline.settings.schema import Dues, Rounding

_Steps = tuple[tuple[Decimal, Decimal], ...]

_WAGES: Final[_Steps] = (
    (Decimal(3000), Decimal("0.005")),
    (Decimal(5000), Decimal("0.01")),
    (Decimal(10000), Decimal("0.015")),
)
_WAGES_ABOVE: Final = Decimal("0.02")
_PENSION: Final[_Steps] = ((Decimal(5000), Decimal("0.005")),)
_PENSION_ABOVE: Final = Decimal("0.01")

MOST_A_MONTH: Final = Decimal(1000)
"""Yuan; what is paid beyond it is voluntary: 组电明字〔2017〕5号."""

_FIXED: Final = (
    (re.compile("学生|下岗|失业|低保|救济|抚恤|最低生活保障"), (Decimal("0.20"), Decimal("0.20"))),
    (re.compile("农民|牧民|渔民|农村|务农"), (Decimal("0.20"), Decimal("1.00"))),
)
_RETIRED: Final = re.compile("[退离]休")
_EARNING: Final = re.compile("在职|在岗|在编|聘|职工|职员|干部|公务员|教师|工人|机关|事业|企业|国企")
_MEMBERSHIP: Final = re.compile(r"[()（）\s]|中共|正式|预备|党员|流动|普通|男|女")
"""Words that say nothing of income."""

_MODES: Final = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
}


def rate_for(base: Decimal, category: str) -> Rate | None:
    """The rate on the whole base, not marginal; `base` in yuan a month. None where no rate is set by base.

    Wage earners: 中组发〔2008〕3号 art. 1: to 3000 0.5%, to 5000 1%, to 10000 1.5%, above 2% (limits included).
    Retired: 组电明字〔2017〕5号: to 5000 0.5%, above 1%.
    Farmers, students, laid-off members pay a fixed amount: no rate. Who is not said to be anything earns wages.
    """
    if fixed_due(category):
        return None
    if _RETIRED.search(category):
        steps, above = _PENSION, _PENSION_ABOVE
    elif _EARNING.search(category) or not _MEMBERSHIP.sub("", category):
        steps, above = _WAGES, _WAGES_ABOVE
    else:
        return None
    return Rate(next((rate for limit, rate in steps if base <= limit), above))


def fixed_due(category: str) -> tuple[Decimal, Decimal] | None:
    """Least and most, yuan a month, of those who pay by class and not by base: 中组发〔2008〕3号."""
    if _RETIRED.search(category):
        return None
    return next((amounts for words, amounts in _FIXED if words.search(category)), None)


def due_for(base: Decimal, rate: Rate, rounding: Dues) -> Decimal:
    """Base times rate, yuan, rounded as the unit has chosen (no national rule)."""
    return (base * rate.fraction).quantize(Decimal(1).scaleb(-rounding.scale), _MODES[rounding.rounding])


@dataclass(frozen=True, slots=True)
class DuesTally:
    """Sums of one month's table, yuan. `unpaid` counts what is still owed in each row, never less than nothing."""

    due: Decimal
    paid: Decimal
    unpaid: Decimal


def tally_dues(rows: Iterable[tuple[Decimal, Decimal]]) -> DuesTally:
    """Each row is (due, paid)."""
    pairs = list(rows)
    return DuesTally(
        due=sum((due for due, _ in pairs), Decimal("0.00")),
        paid=sum((paid for _, paid in pairs), Decimal("0.00")),
        unpaid=sum((max(due - paid, Decimal(0)) for due, paid in pairs), Decimal("0.00")),
    )
