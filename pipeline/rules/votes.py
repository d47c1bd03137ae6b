"""Quorums and majorities, each with the denominator that its rule names.

Decisions: those with the right to vote who should attend (应到会有表决权). Elections: the quorum is of those who should
attend, a majority of those who did (实到会). A committee counts its own members. Candidates (预备党员) have no vote.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.rules.kinds import Measure, ThresholdRule
from pipeline.rules.bounds import is_kept


@dataclass(frozen=True, slots=True)
class Gathering:
    """Heads with the right to vote (of an election: to elect): who should attend, and who did."""

    entitled: int
    present: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """赞成, 反对, 弃权: votes."""

    favour: int
    against: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """`count` of `of` heads. What it means for the meeting a person says."""

    rule: ThresholdRule
    count: int
    of: int

    @property
    def holds(self) -> bool:
        """Of nobody there is no majority."""
        return self.of > 0 and is_kept(self.rule, Fraction(self.count, self.of))

    @property
    def needed(self) -> int:
        """The least count that holds."""
        if self.rule.more_than is not None:
            return math.floor(self.rule.more_than * self.of) + 1
        return math.ceil((self.rule.at_least or 0) * self.of)


def may_decide(gathering: Gathering, rules: RulesOfDay) -> Verdict | None:
    """More than half of those who should vote are there. None, here and below, where no rule of the day says so."""
    return _verdict(Measure.QUORUM, gathering.present, gathering.entitled, rules)


def is_decided(ballot: Ballot, gathering: Gathering, rules: RulesOfDay) -> Verdict | None:
    """In favour, of those who should attend: who stays away votes against."""
    return _verdict(Measure.PASSED, ballot.favour, gathering.entitled, rules)


def may_elect(gathering: Gathering, rules: RulesOfDay) -> Verdict | None:
    return _verdict(Measure.ELECTION_QUORUM, gathering.present, gathering.entitled, rules)


def is_elected(favour: int, gathering: Gathering, rules: RulesOfDay) -> Verdict | None:
    """In favour of one candidate, of those who are there."""
    return _verdict(Measure.ELECTED, favour, gathering.present, rules)


def committee_may_meet(committee: Gathering, rules: RulesOfDay) -> Verdict | None:
    return _verdict(Measure.COMMITTEE_QUORUM, committee.present, committee.entitled, rules)


def unaccounted(ballot: Ballot, gathering: Gathering) -> int:
    """Voters there who are in none of the three counts; below nothing: so many votes too many."""
    return gathering.present - (ballot.favour + ballot.against + ballot.abstained)


def _verdict(measure: Measure, count: int, of: int, rules: RulesOfDay) -> Verdict | None:
    rule = rules.thresholds.get(measure)
    return Verdict(rule, count, of) if rule else None
