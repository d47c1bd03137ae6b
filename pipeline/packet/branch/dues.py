"""A branch's dues as a packet has them: sheets, base sheets and reductions together, and what they contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import Computation
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.packet.activity import Activity
from pipeline.packet.branch.measure import Measure
from pipeline.rules.dues_book import DuesBook, dues_book
from pipeline.rules.dues_decisions import is_reduction
from pipeline.rules.dues_year_checks import check_dues_year
from pipeline.rules.roster import roster_of


def dues_between(
    activities: Sequence[Activity], forms: Mapping[str, FormMapping], measure: Measure
) -> Iterator[tuple[Activity, Problem]]:
    """`activities` are all that took place in the branch."""
    for activity in activities:
        if any(Computation.DUES_YEAR in document.computes for document in activity.packet.documents):
            for problem in check_dues_year(book_of(activity, forms, measure), activity.day.year):
                yield activity, problem


def book_of(activity: Activity, forms: Mapping[str, FormMapping], measure: Measure) -> DuesBook:
    """Of all records that the packet draws on; the roster is the one that stands now."""
    records = {held.id: held for held in activity.records if _is_of_dues(forms[held.form])}.values()

    def made() -> DuesBook:
        told = [(held.record, forms[held.form]) for held in records]
        rosters = [held for held in records if forms[held.form].is_roster]
        roster = roster_of(rosters[0].record, forms[rosters[0].form]) if rosters else None
        sheets = [(record, form) for record, form in told if form.table_with(Role.PAID)]
        decisions = [(record, form) for record, form in told if is_decision(form)]
        return dues_book(sheets, decisions, roster, measure.rules)

    return measure.dues_book(records, made)


def _is_of_dues(form: FormMapping) -> bool:
    return form.is_roster or form.table_with(Role.PAID) is not None or is_decision(form)


def is_decision(form: FormMapping) -> bool:
    return is_reduction(form) or form.table_with(Role.SINCE) is not None
