"""三会一课: how many meetings of a kind the year asks for, how many there were, in which periods one is wanting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.kinds import RequirementRule
from pipeline.rules.facts import Evidence
from pipeline.rules.requirements import Answer, asked_in, of_period
from pipeline.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule through the periods of a year at whose end it reads so.

    `wanted` counts only where it applies, `held` whatever took place of its kinds in those periods.
    """

    rule: RequirementRule
    wanted: int
    held: int
    answers: tuple[Answer, ...]

    def periods(self, standing: Standing) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.standing is standing)


def tallies(year: int, kinds: Iterable[str], rules: BranchRules, evidence: Evidence) -> Iterator[Tally]:
    """Of the rules that ask for nothing but meetings of these kinds; a rule that changes within the year twice."""
    asked, today = set(kinds), evidence.today
    for rule, periods in asked_in(year, rules):
        if periods and rule.kinds and asked >= set(rule.kinds) and not rule.things and not rule.tags:
            answers = tuple(
                of_period(rule, period, evidence.branch_on(min(period.last, today)), evidence.facts, today)
                for period in periods
            )
            applying = [answer for answer in answers if answer.standing is not Standing.NOT_APPLICABLE]
            facts = [fact for fact in evidence.facts if fact.what in rule.kinds]
            held = {fact.event for fact in facts if any(each.first <= fact.day <= each.last for each in periods)}
            yield Tally(rule, rule.at_least * len(applying), len(held), answers)
