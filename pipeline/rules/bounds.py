"""Is a figure on the side of a threshold that the rule names?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import Measure, ThresholdRule

Figure = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Breach:
    """A figure that does not keep to its rule: an alert with its evidence, never a conclusion."""

    rule: ThresholdRule
    figure: Figure


def is_kept(rule: ThresholdRule, figure: Figure) -> bool:
    """at_least and at_most include the bound, more_than does not."""
    value = Fraction(figure)
    if rule.at_least is not None:
        return value >= rule.at_least
    if rule.more_than is not None:
        return value > rule.more_than
    return rule.at_most is None or value <= rule.at_most


def breach(measure: Measure, figure: Figure, rules: RulesOfDay) -> Breach | None:
    """Of hours, outing days, the share of the excellent, a month's due, months late; None where no rule of the day."""
    rule = rules.thresholds.get(measure)
    return Breach(rule, figure) if rule and not is_kept(rule, figure) else None


def bound_in_words(rule: ThresholdRule) -> str:
    """不少于 4/5, 超过 1/2, 不超过 1000."""
    for words, bound in (("不少于", rule.at_least), ("超过", rule.more_than), ("不超过", rule.at_most)):
        if bound is not None:
            return f"{words} {bound}"
    return ""
