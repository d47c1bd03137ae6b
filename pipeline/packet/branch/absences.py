"""A branch's members whose absences reach a rule's bound: told of the activity at which they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.mapping.form import FormMapping
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.packet.gather.occasions import kinds_for_all
from pipeline.rules.absence_alerts import MEASURES, problem_of, reached, stayed_away
from pipeline.rules.attendance_year import calls, people_of, year_of
from pipeline.rules.spans import Span


def absences_between(
    activities: Sequence[Activity], forms: Mapping[str, FormMapping], measure: Measure
) -> Iterator[tuple[Activity, Problem]]:
    """`activities` are all that took place in the branch, by date."""
    held = [(activity, occasion) for activity in activities if (occasion := activity.occasion)]
    occasions = [occasion for _, occasion in held]
    if not occasions:
        return
    on, for_all = measure.past.roster_on, kinds_for_all(measure)
    people = people_of(occasions, Span(occasions[0].day, occasions[-1].day), on)
    called = calls(occasions, on, for_all)
    away = stayed_away(occasions)
    for name in (one for one in people.members if one in away):
        entries = year_of(name, called).entries
        for bound in MEASURES:
            for case in reached(bound, entries, measure.rules):
                activity = next(one for one, occasion in held if occasion is case.absences[-1].occasion)
                yield activity, problem_of(name, case)
