"""三会一课: how many meetings of a kind the year asks for, how many there were, in which periods one is wanting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import RequirementRule
from pipeline.model.periods import Length, Period
from pipeline.rules.facts import Evidence
from pipeline.rules.requirements import Answer, of_period
from pipeline.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule through a year: `wanted` counts only where it applies, `held` whatever took place of its kinds."""

    rule: RequirementRule
    wanted: int
    held: int
    answers: tuple[Answer, ...]

    def periods(self, standing: Standing) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.standing is standing)


def tallies(year: int, kinds: Iterable[str], rules: BranchRules, evidence: Evidence) -> Iterator[Tally]:
    """Of the rules that ask for nothing but meetings of these kinds, as they read at the year's end; in their order."""
    asked, today = set(kinds), evidence.today
    for rule in rules.on(dt.date(year, 12, 31)).requirements.values():
        length = rule.every.length
        if length and rule.kinds and asked >= set(rule.kinds) and not rule.things and not rule.tags:
            answers = tuple(
                of_period(rule, period, evidence.branch_on(min(period.last, today)), evidence.facts, today)
                for period in periods_of(year, length)
            )
            applying = [answer for answer in answers if answer.standing is not Standing.NOT_APPLICABLE]
            held = {fact.event for fact in evidence.facts if fact.what in rule.kinds}
            yield Tally(rule, rule.at_least * len(applying), len(held), answers)


def periods_of(year: int, length: Length) -> tuple[Period, ...]:
    return tuple(Period(year, number, length) for number in range(1, 12 // length.months + 1))
