"""What was read -> records fit for the ledger, or every reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.flow.branch_names import is_branch_folder, spelled
from pipeline.flow.desk import Desk
from pipeline.flow.intake.before import Before
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.partly import Known, found_beside, strangers_in
from pipeline.flow.returning.foreign import nearest_branches
from pipeline.forms.read import WorkbookReading
from pipeline.forms.report import Reading
from pipeline.ledger.entries import FormKey, NewRecord
from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record
from pipeline.model.together import told_at_first
from pipeline.model.values import BLANK, Month, Quarter, Scalar
from pipeline.packet.branch.measure import roster_forms
from pipeline.rules.dues_checks import check_dues
from pipeline.rules.dues_decisions import Reductions, is_reduction, reductions_in
from pipeline.rules.form_checks import check_form
from pipeline.rules.grading import graded
from pipeline.rules.roster import Roster, roster_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a workbook comes to: `records` of the sheets that are all right, every problem of all of them.

    `not_read` are those of `problems` that tell of a sheet which was left out. `wanting` are the forms that are asked
    for again; it is empty when one of them cannot be told.
    """

    records: list[NewRecord]
    problems: list[Problem]
    not_read: list[Problem]
    wanting: frozenset[FormKey]

    @property
    def stops(self) -> bool:
        return any(problem.stops for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _JudgedSheet:
    """`key` where it could be read, be the sheet right or wrong; `record` only of one that is all right."""

    at: Origin
    form: str
    problems: list[Problem]
    key: FormKey | None = None
    record: NewRecord | None = None


@dataclass(frozen=True, slots=True)
class _Given:
    """What all sheets of a file are judged by: `folder_branch` is what its folder says, `known` are the branches."""

    folder_branch: str
    file: str
    known: Sequence[str]
    before: Before
    desk: Desk


def judge(reading: WorkbookReading, drop: Drop, before: Before, desk: Desk) -> Judgement:
    """Each sheet for itself: one that is wrong holds up no other, unless both are about the same thing."""
    given = _Given(drop.submission.branch, drop.submission.name, drop.known, before, desk)
    given = replace(given, known=_known_branches(reading, given))
    sheets = [_judge_sheet(sheet, given) for sheet in reading.readings]
    twice = _twice(sheets)
    clashing = {sheet.key for sheet, _ in twice}
    good = [sheet.record for sheet in sheets if sheet.record and sheet.key not in clashing]
    wrong = [sheet for sheet in sheets if sheet.record is None or sheet.key in clashing]
    of_sheets = [problem for sheet in sheets for problem in sheet.problems]
    problems = [*reading.problems, *told_at_first(of_sheets, "date-far-ahead")]
    problems += [problem for _, problem in twice]
    can_be_told = all(sheet.key for sheet in wrong) and not any(problem.stops for problem in reading.problems)
    wanting = frozenset(sheet.key for sheet in wrong if sheet.key) if can_be_told else frozenset()
    not_read = [problem for problem in reading.problems if not problem.stops]
    return Judgement(good, problems, not_read, wanting)


def _known_branches(reading: WorkbookReading, given: _Given) -> Sequence[str]:
    """Those of the settings, else of the rosters, the good ones in this workbook among them."""
    if given.desk.settings.branches:
        return given.known
    forms, known = given.desk.mappings.forms, given.known
    here = set()
    for sheet in reading.readings:
        form = forms[sheet.form]
        if sheet.record and form.is_roster:
            branch = _branch(_with_known_branch(sheet.record, form, given), form)
            if _judge_sheet(sheet, replace(given, known=[*known, branch])).record:
                here.add(branch)
    return sorted({*known, *here})


def _judge_sheet(sheet: Reading, given: _Given) -> _JudgedSheet:
    at, problems, desk = Origin(given.file, sheet.sheet, sheet.cell), list(sheet.problems), given.desk
    form = desk.mappings.forms[sheet.form]
    if sheet.record is None:
        problems += _beside(sheet, form, given)
        return _JudgedSheet(at, form.form, problems, _key_alone(sheet, form, given))
    record = _with_known_branch(sheet.record, form, given)
    rules = desk.rules.of(_branch(record, form))
    problems += check_form(record, form, rules, desk.now().date())
    roster = _roster(_branch(record, form), given) if form.table_with(Role.DUE) else None
    problems += check_dues(record, form, rules, roster, _reductions(_branch(record, form), form, given))
    problems += _branch_problems(record, form, given)
    problems = graded(problems, desk.catalogue)
    key = _form_key(record, form)
    if any(problem.stops for problem in problems):
        problems += graded(strangers_in(record, form, _roster(_branch(record, form), given)), desk.catalogue)
        return _JudgedSheet(at, form.form, problems, key)
    return _JudgedSheet(at, form.form, problems, key, _new_record(record, form, tuple(problems), desk))


def _beside(sheet: Reading, form: FormMapping, given: _Given) -> list[Problem]:
    """What else is wrong with a sheet of which something could not be read, its branch too where that could."""
    branch, problems = given.folder_branch, list[Problem]()
    if _branch_field(form) in sheet.fields:
        told = Record(form.form, Origin("", sheet.sheet), sheet.fields, {}, {})
        told = _with_known_branch(told, form, given)
        branch = _branch(told, form)
        problems = graded(_branch_problems(told, form, given), given.desk.catalogue)
    facts = Known(branch, _roster(branch, given), _reductions(branch, form, given))
    return [*problems, *found_beside(sheet, form, facts, given.desk)]


def _key_alone(sheet: Reading, form: FormMapping, given: _Given) -> FormKey | None:
    """Of a sheet that could not be read as a whole, where all that it is known by could be."""
    if not {_branch_field(form), *form.key} <= sheet.fields.keys():
        return None
    record = Record(form.form, Origin("", sheet.sheet), sheet.fields, {}, {})
    return _form_key(_with_known_branch(record, form, given), form)


def _form_key(record: Record, form: FormMapping) -> FormKey:
    return _branch(record, form), form.form, key_of(record, form)


def _roster(branch: str, given: _Given) -> Roster | None:
    """The branch's, as it stands now; only dues, and what goes back, are measured by it so early."""
    forms = given.desk.mappings.forms
    known = roster_forms(forms, given.desk.mappings.packets.values())
    rosters = [held for name in known for held in given.before.of(branch, name).values()]
    return roster_of(rosters[-1].record, forms[rosters[-1].form]) if rosters else None


def _reductions(branch: str, form: FormMapping, given: _Given) -> Reductions:
    """Those that the branch has decided of dues, as far as they have come."""
    if form.table_with(Role.PAID) is None:
        return {}
    known = (each for each in given.desk.mappings.forms.values() if is_reduction(each))
    held = ((each, one) for each in known for one in given.before.of(branch, each.form).values())
    return reductions_in((one.record, each) for each, one in held)


def _branch(record: Record, form: FormMapping) -> str:
    return str(record.value(_branch_field(form)))


def _branch_field(form: FormMapping) -> str:
    return form.by_role(Role.BRANCH) or "支部"


def _with_known_branch(record: Record, form: FormMapping, given: _Given) -> Record:
    """The branch as the office spells it; what the sheet wrote stays beside it."""
    name = _branch_field(form)
    held = record.fields[name]
    branch = spelled(str(held.value), [*given.known, *([given.folder_branch] if given.folder_branch else [])])
    return replace(record, fields={**record.fields, name: replace(held, value=branch)})


def _branch_problems(record: Record, form: FormMapping, given: _Given) -> list[Problem]:
    value, known, folder_branch = record.fields[_branch_field(form)], given.known, given.folder_branch
    branch = str(value.value)
    problems = []
    if folder_branch != branch and is_branch_folder(folder_branch, known):
        message = f"表中的支部是“{branch}”，文件却放在“{folder_branch}”的文件夹里"
        problems.append(Problem(value.origin, "branch-differs", message, "请改正表中的支部名称，或换一个文件夹放"))
    elif known and branch not in known and not form.office:
        near = "、".join(nearest_branches(branch, known))
        hint = f"名称相近的有：{near}" if near else f"已登记的支部：{'、'.join(known[:8])}"
        hint += "；新支部请先报送党员花名册，或请联系管理员登记"
        problems.append(Problem(value.origin, "branch-unknown", f"没有登记过“{branch}”这个支部", hint))
    return problems


def _new_record(record: Record, form: FormMapping, warnings: tuple[Problem, ...], desk: Desk) -> NewRecord:
    branch = _branch(record, form)
    members: tuple[str, ...] = ()
    if form.is_roster and (place := form.table_with(Role.MEMBER)):
        members = tuple(str(row[place[1]].value) for row in record.rows(place[0]))
    digest = desk.mappings.digests[form.form]
    return NewRecord(record, branch, key_of(record, form), happened(record, form), digest, members, warnings)


def happened(record: Record, form: FormMapping) -> str:
    """2026-03-20, 2026-03 or 2026, by the role that the form gives; of a quarter its first month; else nothing."""
    for role in (Role.DATE, Role.MONTH, Role.QUARTER, Role.YEAR):
        name = form.by_role(role)
        value = record.value(name) if name else BLANK
        if isinstance(value, Quarter):
            return value.months[0].iso()
        if value is not BLANK:
            return key_part(value)
    return ""


def key_of(record: Record, form: FormMapping) -> str:
    return "|".join(key_part(record.value(name)) for name in form.key)


def key_part(value: Scalar) -> str:
    if isinstance(value, (Month, Quarter)):
        return value.iso()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(sorted(value))
    return "".join(str(value).split())


def _twice(sheets: list[_JudgedSheet]) -> list[tuple[_JudgedSheet, Problem]]:
    """Sheets of one workbook that are the same form of the same day, each with what is wrong: which one holds?"""
    problems = []
    for sheet in sheets:
        others = [other.at for other in sheets if other is not sheet and sheet.key and other.key == sheet.key]
        if others:
            other = f"“{others[0].sheet}”的 {others[0].cell}" if others[0].cell else f"“{others[0].sheet}”"
            message = f"同一个文件里有两张内容指向同一项的{sheet.form}（另一张在工作表{other}）"
            hint = f"请删去其中一{'行' if sheet.at.cell else '张'}，或改正日期、主题"
            problems.append((sheet, Problem(sheet.at, "record-twice", message, hint, other=others[0])))
    return problems
