"""A branch's dues as a packet has them: sheets, base sheets and reductions together, and what they contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.mapping.packet import Computation
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.rules.dues_year_checks import check_dues_year


def dues_between(activities: Sequence[Activity], measure: Measure) -> Iterator[tuple[Activity, Problem]]:
    """`activities` are all that took place in the branch."""
    for activity in activities:
        if any(Computation.DUES_YEAR in document.computes for document in activity.packet.documents):
            for problem in check_dues_year(measure.books.of(activity.records), activity.day.year):
                yield activity, problem
