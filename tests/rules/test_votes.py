"""Quorums and majorities: five denominators, kept apart (支部工作条例 art. 11, 选举工作条例)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_builders import today_rules

from pipeline.rules.votes import (
    Ballot,
    Gathering,
    committee_may_meet,
    is_decided,
    is_elected,
    may_decide,
    may_elect,
    unaccounted,
)

RULES = today_rules("2026-03-20", "条例")


@pytest.mark.parametrize(
    ("entitled", "present", "holds", "needed"),
    [
        (20, 10, False, 11),
        (20, 11, True, 11),
        (21, 10, False, 11),
        (21, 11, True, 11),
        (1, 1, True, 1),
        (0, 0, False, 1),
    ],
)
def test_more_than_half_of_those_who_should_vote_are_there(
    entitled: int, present: int, holds: bool, needed: int
) -> None:
    verdict = may_decide(Gathering(entitled, present), RULES)
    assert verdict is not None
    assert (verdict.holds, verdict.needed, verdict.rule.id) == (holds, needed, "表决到会")


@pytest.mark.parametrize(("favour", "holds"), [(10, False), (11, True), (12, True)])
def test_a_decision_is_passed_by_those_who_should_attend(favour: int, holds: bool) -> None:
    """Of twelve who are there ten are a majority, of twenty who should be they are none."""
    verdict = is_decided(Ballot(favour, 12 - favour, 0), Gathering(20, 12), RULES)
    assert verdict is not None
    assert (verdict.holds, verdict.of) == (holds, 20)


@pytest.mark.parametrize(
    ("on", "present", "holds"),
    [("2026-03-20", 15, False), ("2026-03-20", 16, True), ("2020-07-12", 16, False), ("2020-07-12", 17, True)],
)
def test_four_fifths_elect_and_before_2020_more_than_that(on: str, present: int, holds: bool) -> None:
    verdict = may_elect(Gathering(20, present), today_rules(on, "条例"))
    assert verdict is not None
    assert (verdict.holds, verdict.of) == (holds, 20)


@pytest.mark.parametrize(("favour", "holds"), [(8, False), (9, True)])
def test_who_is_elected_is_so_by_those_who_are_there(favour: int, holds: bool) -> None:
    verdict = is_elected(favour, Gathering(20, 16), RULES)
    assert verdict is not None
    assert (verdict.holds, verdict.of, verdict.needed) == (holds, 16, 9)


@pytest.mark.parametrize(("present", "holds"), [(2, False), (3, True)])
def test_a_committee_counts_its_own_members(present: int, holds: bool) -> None:
    verdict = committee_may_meet(Gathering(5, present), RULES)
    assert verdict is not None
    assert verdict.holds is holds


def test_without_a_rule_nothing_is_said() -> None:
    assert may_decide(Gathering(20, 20), today_rules("2010-01-01", "条例")) is None


@pytest.mark.parametrize(("ballot", "left"), [((10, 1, 1), 0), ((10, 1, 0), 1), ((12, 1, 0), -1)])
def test_votes_that_do_not_add_up(ballot: tuple[int, int, int], left: int) -> None:
    assert unaccounted(Ballot(*ballot), Gathering(20, 12)) == left


@given(st.integers(1, 500), st.integers(0, 500))
def test_the_least_count_that_is_needed_holds_and_one_less_does_not(entitled: int, present: int) -> None:
    for ask in (may_decide, may_elect, committee_may_meet):
        verdict = ask(Gathering(entitled, present), RULES)
        assert verdict is not None
        assert verdict.holds is (present >= verdict.needed)
