"""What else is wrong with a sheet that goes back: told at once, so that nobody mends it twice."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.flow.desk import Desk
from pipeline.forms.report import Reading
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record
from pipeline.rules.dues_checks import check_dues
from pipeline.rules.dues_decisions import Reductions
from pipeline.rules.form_checks import form_checks
from pipeline.rules.grading import graded
from pipeline.rules.partly import Check, check_bounds, found_by, partly_read, with_known, with_whole_rows
from pipeline.rules.roster import Roster
from pipeline.rules.roster_checks import check_strangers


@dataclass(frozen=True, slots=True)
class Known:
    """What the branch's forms have told so far; `branch` is empty where nothing names it."""

    branch: str
    roster: Roster | None
    reductions: Reductions


def found_beside(sheet: Reading, form: FormMapping, known: Known, desk: Desk) -> list[Problem]:
    """Of a sheet that could not be read as a whole: all that does not depend on what could not."""
    if sheet.partial is None:
        return []
    wrong = {problem.at.cell for problem in sheet.problems if problem.stops and problem.at.cell}
    record, rules = partly_read(sheet.partial, form, wrong), desk.rules.of(known.branch)
    checks: list[Check] = [
        *form_checks(record, form, rules, desk.now().date()),
        lambda: check_bounds(record, form),
    ]
    if place := form.table_with(Role.DUE):
        lines = with_whole_rows(record, place[0])
        checks.append(lambda: check_dues(lines, form, rules, known.roster, known.reductions))
    found = [*found_by(checks), *strangers_in(record, form, known.roster)]
    return [problem for problem in graded(found, desk.catalogue) if problem.at.cell not in wrong]


def strangers_in(record: Record, form: FormMapping, roster: Roster | None) -> list[Problem]:
    """Whom the roster of today does not know; a sheet that is taken is held against that of its own day later on."""
    place = form.table_with(Role.MEMBER)
    if place is None or roster is None or form.is_roster:
        return []
    return found_by([lambda: check_strangers(with_known(record, *place), form, roster)])
