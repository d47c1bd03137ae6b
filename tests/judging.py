"""What the checks say of grids: each through a real workbook, its record, and the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from builders import REPOSITORY, Grid, make_form, record_of, shipped_mappings

from pipeline.forms.read import read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.rules.checks import Catalogue
from pipeline.mapping.rules.read import RuleReading, load_rules
from pipeline.model.problem import Problem
from pipeline.model.record import Record
from pipeline.rules.cross_checks import check_activity
from pipeline.rules.dues_checks import check_dues
from pipeline.rules.form_checks import check_form
from pipeline.rules.grading import graded
from pipeline.rules.roster import Roster, roster_of
from pipeline.settings.schema import Dues, Rules, Settings

Found = list[tuple[str, str]]

PEOPLE = ("冯伟", "姜淑芬", "沈一鸣")


@cache
def shipped_reading() -> RuleReading:
    return load_rules(REPOSITORY / "mappings")


def shipped_catalogue() -> Catalogue:
    return shipped_reading().catalogue()


def shipped_rules(*sets: str, dues: Dues | None = None) -> BranchRules:
    """What holds where these sets are chosen; none: those of the defaults."""
    chosen = Rules(sets=sets) if sets else Rules()
    return shipped_reading().book(Settings(rules=chosen, dues=dues or Dues())).checked().of("某支部")


def read(
    folder: Path, grid: Grid, file: str = "表.xlsx", sheet: str = "Sheet1", branch: str = "机关第一党支部"
) -> Record:
    """The record of a grid that stands in a file and on a sheet of these names."""
    path = make_form(folder / file, {sheet: grid})
    return record_of(read_workbook(WorkbookFile(path), path.name, shipped_mappings().forms, branch))


def members(rows: Sequence[Sequence[Any]], *heads: str) -> list[list[Any]]:
    """A roster: name and whatever `heads` name."""
    head: list[list[Any]] = [["党员花名册"], ["支部", "机关第一党支部"], ["序号", "姓名", *heads]]
    return head + [[number, *row] for number, row in enumerate(rows, 1)]


def roster_from(folder: Path, grid: Grid) -> Roster:
    record = read(folder, grid, "花名册.xlsx")
    roster = roster_of(record, shipped_mappings().forms[record.form])
    assert roster is not None
    return roster


def problems_of_form(
    record: Record, dues: Dues | None = None, roster: Roster | None = None, today: dt.date | None = None
) -> list[Problem]:
    form, rules = shipped_mappings().forms[record.form], shipped_rules(dues=dues)
    found = [*check_form(record, form, rules, today), *check_dues(record, form, rules, roster, {})]
    return graded(found, shipped_catalogue())


def problems_of_activity(records: Sequence[Record], roster: Roster | None = None) -> list[Problem]:
    named = {record.form: record for record in records}
    return graded(
        check_activity(named, shipped_mappings().forms, dict.fromkeys(named, roster) if roster else {}),
        shipped_catalogue(),
    )


def told(problems: Sequence[Problem]) -> Found:
    """Code and cell of each."""
    return [(problem.code, problem.at.cell) for problem in problems]


def both(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """Code and the two cells."""
    return [(problem.code, problem.at.cell, problem.other.cell if problem.other else "-") for problem in problems]
