"""To which period does something belong that came after its end?

A yearly meeting drifts into the next January; it is still that of the year before, and then not that of its own year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.mapping.rules.kinds import RequirementRule
from pipeline.model.periods import Period
from pipeline.rules.facts import Fact


@dataclass(frozen=True, slots=True)
class Share:
    """A period's facts, by day."""

    in_time: tuple[Fact, ...]
    late: tuple[Fact, ...]


def allotted(rule: RequirementRule, period: Period, facts: Iterable[Fact]) -> Share:
    """Period by period from the first fact on, each takes its own, and of later ones as many as it still lacks.

    What says itself of which period it is belongs there, however late.
    """
    dated = sorted(facts, key=lambda fact: fact.day)
    told = [fact for fact in dated if fact.period == period]
    free = [fact for fact in dated if not _is_told(fact, period)]
    if rule.within_days or rule.drift_days:
        free = _left(rule, period, dated, free)
    return _share(rule, period, told, free)


def _left(rule: RequirementRule, period: Period, dated: Sequence[Fact], free: list[Fact]) -> list[Fact]:
    """Without those that earlier periods take."""
    each = _before(Period.of(min((fact.day for fact in free), default=period.first), period.length))
    while each.first < period.first:
        taken = _share(rule, each, [fact for fact in dated if fact.period == each], free)
        free = [fact for fact in free if not any(fact is one for one in (*taken.in_time, *taken.late))]
        each = Period.of(each.last + dt.timedelta(1), each.length)
    return free


def _share(rule: RequirementRule, period: Period, told: Sequence[Fact], free: Sequence[Fact]) -> Share:
    """`told` say themselves that they are of the period, `free` are nobody's yet."""
    due = period.last + dt.timedelta(rule.within_days)
    in_time = [fact for fact in told if fact.day <= due] + [fact for fact in free if fact.day in period]
    late = [fact for fact in told if fact.day > due]
    for fact in free:
        lacks = len(in_time) + len(late) < rule.at_least
        if lacks and period.last < fact.day <= due + dt.timedelta(rule.drift_days):
            (in_time if fact.day <= due else late).append(fact)
    return Share(tuple(in_time), tuple(late))


def _is_told(fact: Fact, period: Period) -> bool:
    """A period of another length says nothing here: a year, where each month is asked for."""
    return fact.period is not None and fact.period.length is period.length


def _before(period: Period) -> Period:
    return Period.of(period.first - dt.timedelta(1), period.length)
