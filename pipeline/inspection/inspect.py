"""A year of all branches held against their rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.inspection.cells import deadline_cells, required_cells
from pipeline.inspection.contradictions import loose_findings, shared_by_branches, told_by_checks
from pipeline.inspection.evidence import KnownBranch, held_against
from pipeline.inspection.inspection import BranchInspection, Finding, Inspection
from pipeline.inspection.score import score_of
from pipeline.inspection.wants import Wants
from pipeline.mapping.rules.checks import Catalogue
from pipeline.rules.requirements import versions


@dataclass(frozen=True, slots=True)
class Question:
    """The year, the day on which it is asked, and by what it is measured."""

    year: int
    today: dt.date
    wants: Wants
    catalogue: Catalogue


def inspect_year(question: Question, branches: Sequence[KnownBranch], only: str = "") -> Inspection:
    """`only` one branch where it is named; what it has in common with others is found all the same."""
    everything = (packet for branch in branches for packet in branch.packets)
    shared = shared_by_branches(everything, question.catalogue)
    asked = sorted((one for one in branches if only in {"", one.branch}), key=lambda one: one.branch)
    inspected = (_of_branch(one, question, shared.get(one.branch, ())) for one in asked)
    return Inspection(question.year, question.today, tuple(inspected))


def _of_branch(branch: KnownBranch, question: Question, shared: Iterable[Finding]) -> BranchInspection:
    year, evidence = question.year, held_against(branch, question.today)
    required = tuple(required_cells(branch, year, evidence, question.wants))
    deadlines = deadline_cells(branch, year, evidence, question.wants)
    told = told_by_checks((packet for packet in branch.packets if packet.day.year == year), question.catalogue)
    dated = [(finding.day, finding) for finding in (*told, *shared) if finding.day and finding.day.year == year]
    return BranchInspection(
        branch=branch.branch,
        office=branch.office,
        cells=(*required, *deadlines),
        findings=(*(finding for _, finding in sorted(dated, key=lambda pair: pair[0])), *loose_findings(branch.loose)),
        score=score_of(required, {rule.id: rule for rule in versions(year, branch.rules)}),
    )
