"""An office's own assessment: points for what is there, as the rule files weigh it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from pipeline.inspection.inspection import Cell
from pipeline.mapping.rules.kinds import RequirementRule
from pipeline.rules.standing import Standing

_HUNDRED: Final = 100


def score_of(cells: Iterable[Cell], rules: Mapping[str, RequirementRule]) -> Decimal | None:
    """Of a hundred, two decimals; None where no rule that is due gives points.

    A rule's points are shared evenly by its cells that are due. What does not apply, or is not due yet, neither gives
    nor takes: so branches that are asked for less can be compared with the others.
    """
    of_rule: dict[str, list[Standing]] = {}
    for cell in cells:
        if cell.rule in rules and cell.standing in {Standing.MET, Standing.LATE, Standing.MISSING}:
            of_rule.setdefault(cell.rule, []).append(cell.standing)
    due, earned = Fraction(0), Fraction(0)
    for key, standings in of_rule.items():
        points = rules[key].score or Fraction(0)
        late = rules[key].score_late
        gained = points * standings.count(Standing.MET) + late * standings.count(Standing.LATE)
        due += points
        earned += gained / len(standings)
    if not due:
        return None
    exact = earned * _HUNDRED / due
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
