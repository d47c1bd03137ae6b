"""What was read -> records fit for the ledger, or every reason why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeline.flow.desk import Desk
from pipeline.flow.foreign import nearest_branches
from pipeline.forms.read import WorkbookReading
from pipeline.forms.report import Reading
from pipeline.ledger.entries import FormKey, NewRecord
from pipeline.mapping.form import FormMapping, Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Month, Scalar
from pipeline.rules.form_checks import check_form

_LOOKS_LIKE_BRANCH = re.compile(r"支部|总支|党委")
_COMMITTEE = re.compile(r"(?<=支部|总支)委员会$")
_MOST_DAYS_AHEAD: Final = 370


def judge(reading: WorkbookReading, folder_branch: str, file: str, desk: Desk) -> tuple[list[NewRecord], list[Problem]]:
    """All the workbook's records, and all its problems; it is taken only when none of them stops."""
    problems = list(reading.problems)
    records: list[NewRecord] = []
    known = _known_branches(reading, folder_branch, desk)
    for sheet in reading.readings:
        found, record = _judge_sheet(sheet, folder_branch, known, desk)
        problems += found
        if record:
            records.append(record)
    problems += _twice(records, file)
    return records, problems


def forms_in(reading: WorkbookReading, folder_branch: str, desk: Desk) -> frozenset[FormKey]:
    """What the readable sheets are, be they right or wrong."""
    known = _known_branches(reading, folder_branch, desk)
    found = set()
    for sheet in reading.readings:
        if sheet.record:
            form = desk.mappings.forms[sheet.form]
            record = _with_known_branch(sheet.record, form, folder_branch, known)
            found.add((_branch(record, form), form.form, _key(record, form)))
    return frozenset(found)


def spelled(branch: str, known: Iterable[str]) -> str:
    """The known branch that is meant, else the name without what people add: 中共甲党支部委员会 is 甲党支部."""
    plain = _plain(branch)
    return next((name for name in known if _plain(name) == plain), plain)


def _plain(branch: str) -> str:
    return _COMMITTEE.sub("", "".join(branch.split()).removeprefix("中共"))


def _known_branches(reading: WorkbookReading, folder_branch: str, desk: Desk) -> list[str]:
    """Those of the settings, else of the rosters, those in this workbook among them."""
    if desk.settings.branches:
        return list(desk.settings.branches)
    forms, known = desk.mappings.forms, desk.known_branches()
    here = {
        _branch(_with_known_branch(sheet.record, forms[sheet.form], folder_branch, known), forms[sheet.form])
        for sheet in reading.readings
        if sheet.record and forms[sheet.form].is_roster
    }
    return sorted({*known, *here})


def _judge_sheet(
    sheet: Reading, folder_branch: str, known: list[str], desk: Desk
) -> tuple[list[Problem], NewRecord | None]:
    problems = list(sheet.problems)
    if sheet.record is None:
        return problems, None
    form = desk.mappings.forms[sheet.form]
    record = _with_known_branch(sheet.record, form, folder_branch, known)
    problems += check_form(record, form, desk.settings.dues)
    problems += _branch_problems(record, form, folder_branch, known)
    problems += _far_ahead(record, form, desk.now().date())
    if any(problem.stops for problem in problems):
        return problems, None
    warnings = tuple(problem for problem in problems if not problem.stops)
    return problems, _new_record(record, form, warnings, desk)


def _branch(record: Record, form: FormMapping) -> str:
    return str(record.value(_branch_field(form)))


def _branch_field(form: FormMapping) -> str:
    return form.by_role(Role.BRANCH) or "支部"


def _with_known_branch(record: Record, form: FormMapping, folder_branch: str, known: Iterable[str]) -> Record:
    """The branch as the office spells it; what the sheet wrote stays beside it."""
    name = _branch_field(form)
    held = record.fields[name]
    branch = spelled(str(held.value), [*known, *([folder_branch] if folder_branch else [])])
    return replace(record, fields={**record.fields, name: replace(held, value=branch)})


def _branch_problems(record: Record, form: FormMapping, folder_branch: str, known: list[str]) -> list[Problem]:
    value = record.fields[_branch_field(form)]
    branch = str(value.value)
    problems = []
    if (
        folder_branch
        and folder_branch != branch
        and (folder_branch in known or _LOOKS_LIKE_BRANCH.search(folder_branch))
    ):
        message = f"表中的支部是“{branch}”，文件却放在“{folder_branch}”的文件夹里"
        problems.append(Problem(value.origin, "branch-differs", message, "请改正表中的支部名称，或换一个文件夹放"))
    elif known and branch not in known:
        near = "、".join(nearest_branches(branch, known))
        hint = f"是不是：{near}？" if near else f"已登记的支部：{'、'.join(known[:8])}"
        hint += "；新支部请先报送党员花名册，或请联系管理员登记"
        problems.append(Problem(value.origin, "branch-unknown", f"没有登记过“{branch}”这个支部", hint))
    return problems


def _far_ahead(record: Record, form: FormMapping, today: dt.date) -> list[Problem]:
    """A day that the form is known by is a day that was; a year's slip would open a packet of its own."""
    name = form.by_role(Role.DATE)
    if name not in form.key or name is None:
        return []
    held = record.fields[name]
    if not isinstance(held.value, dt.date) or (held.value - today).days <= _MOST_DAYS_AHEAD:
        return []
    message = f"{name}是 {held.value.isoformat()}，比今天晚一年以上"
    return [Problem(held.origin, "date-far-ahead", message, "请核对年份")]


def _new_record(record: Record, form: FormMapping, warnings: tuple[Problem, ...], desk: Desk) -> NewRecord:
    branch = _branch(record, form)
    members: tuple[str, ...] = ()
    if form.is_roster and (place := form.table_with(Role.MEMBER)):
        members = tuple(str(row[place[1]].value) for row in record.rows(place[0]))
    digest = desk.mappings.digests[form.form]
    return NewRecord(record, branch, _key(record, form), happened(record, form), digest, members, warnings)


def happened(record: Record, form: FormMapping) -> str:
    """2026-03-20, 2026-03 or 2026, by the role that the form gives; nothing where it has none."""
    for role in (Role.DATE, Role.MONTH, Role.YEAR):
        name = form.by_role(role)
        value = record.value(name) if name else BLANK
        if value is not BLANK:
            return key_part(value)
    return ""


def _key(record: Record, form: FormMapping) -> str:
    return "|".join(key_part(record.value(name)) for name in form.key)


def key_part(value: Scalar) -> str:
    if isinstance(value, Month):
        return value.iso()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(sorted(value))
    return "".join(str(value).split())


def _twice(records: list[NewRecord], file: str) -> list[Problem]:
    """Two sheets of one workbook that are the same form of the same day: which one holds?"""
    problems = []
    seen: dict[tuple[str, str, str], Value | Origin] = {}
    for new in records:
        place = (new.record.form, new.branch, new.key)
        if place in seen:
            at = new.record.origin
            message = f"同一个文件里有两张内容指向同一项的{new.record.form}（另一张在工作表“{seen[place]}”）"
            problems.append(Problem(at, "record-twice", message, "请删去其中一张，或改正日期、主题"))
        seen.setdefault(place, Origin(new.record.origin.sheet))
    return problems
