"""What the plans of a period say that a person should look at again: filed late, months left out, not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.packet.branch.plans import followed, plan_rows
from pipeline.rules.plan_checks import check_filed, check_plan_months, passed_over
from pipeline.rules.plans import Outcome


def check_plans(activity: Activity, forms: Mapping[str, FormMapping], measure: Measure) -> Iterator[Problem]:
    """In the packet where a plan has its home, so that each is told once."""
    last = activity.period.last if activity.period else activity.day
    for held in activity.at_home:
        form = forms[held.form]
        yield from check_filed(held.record, form, measure.rules)
        yield from check_plan_months(held.record, form, measure.past.facts_on(last))
        if form.by_role(Role.YEAR) and form.table_with(Role.PLANNED_ON):
            for each in followed(plan_rows(held, form), held.form, activity.within):
                if each.planned and each.outcome is Outcome.NONE:
                    yield passed_over(each.planned.at, each.planned.theme)
