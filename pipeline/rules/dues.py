"""Party dues: what a base and a class of member make a month's due."""

from __future__ import annotations

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
    Farmers, students, laid-off members pay a fixed amount: no rate.
    """
    if any(word in category for word in ("退休", "离休", "离退休")):
        steps, above = _PENSION, _PENSION_ABOVE
    elif not category or "在职" in category:
        steps, above = _WAGES, _WAGES_ABOVE
    else:
        return None
    return Rate(next((rate for limit, rate in steps if base <= limit), above))


def due_for(base: Decimal, rate: Rate, rounding: Dues) -> Decimal:
    """Base times rate, yuan, rounded as the unit has chosen (no national rule)."""
    return (base * rate.fraction).quantize(Decimal(1).scaleb(-rounding.scale), _MODES[rounding.rounding])


@dataclass(frozen=True, slots=True)
class DuesTally:
    """Sums of one month's table, yuan. `unpaid` counts what each member still owes, never less than nothing."""

    members: int
    due: Decimal
    paid: Decimal
    unpaid: Decimal


def tally_dues(rows: Iterable[tuple[Decimal, Decimal]]) -> DuesTally:
    """Each row is (due, paid)."""
    pairs = list(rows)
    return DuesTally(
        members=len(pairs),
        due=sum((due for due, _ in pairs), Decimal("0.00")),
        paid=sum((paid for _, paid in pairs), Decimal("0.00")),
        unpaid=sum((max(due - paid, Decimal(0)) for due, paid in pairs), Decimal("0.00")),
    )
