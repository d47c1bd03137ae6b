"""Points of the year, as the rule files weigh it."""

from __future__ import annotations

from typing import Any

import pytest
from builders import BRANCH
from inspected import LATER
from judging import shipped_rules
from rule_builders import day, rules_with

from pipeline.inspection.evidence import KnownBranch, received_by
from pipeline.inspection.inspect import Question, inspect_year
from pipeline.inspection.inspection import Cell
from pipeline.inspection.score import score_of
from pipeline.inspection.wants import Wants
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.checks import Catalogue
from pipeline.mapping.rules.parts import Layer
from pipeline.packet.branch.facts import told_by
from pipeline.rules.standing import Standing


def _cell(rule: str, standing: Standing) -> Cell:
    return Cell(rule, "要求", "本单位", Layer.UNIT, "3月", day("2026-03-01"), standing)


def _rules(**scores: dict[str, Any]) -> BranchRules:
    return rules_with(
        {"requirements": {key: {"every": "month", "kinds": ["党课"]} | told for key, told in scores.items()}}
    )


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        ("MET MET MET MET", "100.00"),
        ("MET MET MET MISSING", "87.50"),
        ("MET LATE NOT_YET NOT_APPLICABLE", "87.50"),
        ("LATE LATE LATE", "75.00"),
        ("NOT_YET NOT_APPLICABLE", "100.00"),
    ],
)
def test_points_are_shared_by_what_is_due(standings: str, expected: str) -> None:
    """Half of all points are those of the rule; late gives half of them, and the other rule gives all of its own."""
    rules = _rules(党课={"score": 10, "score_late": 5}, 党日={"score": 10}).on(day("2026-12-31")).requirements
    found = [*(_cell("党课", Standing[name]) for name in standings.split()), _cell("党日", Standing.MET)]
    found.append(_cell("没有分的", Standing.MISSING))
    assert str(score_of(found, rules)) == expected


def test_without_points_there_is_no_score() -> None:
    rules = shipped_rules().on(day("2026-12-31")).requirements
    assert score_of([_cell("党员大会", Standing.MET)], rules) is None


def test_a_rule_that_ended_within_the_year_has_its_points() -> None:
    told = {"every": "month", "kinds": ["党课"], "score": 10, "valid_from": "2026-03-01", "valid_to": "2026-06-30"}
    branch = KnownBranch(
        BRANCH, "", rules_with({"requirements": {"专题党课": told}}), (), told_by((), {}), received_by(BRANCH, {})
    )
    (found,) = inspect_year(Question(2026, LATER.date(), Wants({}, ()), Catalogue({})), [branch]).branches
    assert (len(found.cells), str(found.score)) == (4, "0.00")
