"""A committee's term: 支部工作条例 (试行) 2018, ch. 6: three years as a rule, five in villages and communities."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import Measure, ThresholdRule
from pipeline.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Term:
    """`end` is the last day of the term."""

    rule: ThresholdRule
    end: dt.date


def term_of(elected: object, rules: RulesOfDay) -> Term | None:
    """`elected` is the day or the month of the election; None where no rule says how long a term is."""
    rule, span = rules.thresholds.get(Measure.TERM), Span.of(elected)
    if rule is None or rule.at_most is None or span is None:
        return None
    return Term(rule, _years_after(span.last, int(rule.at_most)))


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 2, 28)
