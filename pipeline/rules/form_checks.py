"""What one form says of itself: names, counts against marks, dues against the rate, sums against rows, its days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.appraisal_checks import check_ballot, check_count
from pipeline.rules.attendance import counts_of, tally_attendance
from pipeline.rules.attendees import check_attendees
from pipeline.rules.branch_checks import check_branch_dates
from pipeline.rules.date_checks import check_dates
from pipeline.rules.development import check_development
from pipeline.rules.dues_decisions import check_reduction
from pipeline.rules.dues_lines import is_of_other_months
from pipeline.rules.finding import finding
from pipeline.rules.member_dates import check_member_dates
from pipeline.rules.partly import Check
from pipeline.rules.plan_checks import check_plan_times
from pipeline.rules.probation import check_probation
from pipeline.rules.progress_checks import check_progress
from pipeline.rules.roster_remarks import check_roster_remarks
from pipeline.rules.total_checks import check_totals
from pipeline.rules.vote_checks import check_vote

_ON_THE_WAY: Final = ("积极分子", "发展对象", "申请人")
_NO_MEMBER: Final = frozenset([*_ON_THE_WAY, *(f"入党{word}" for word in _ON_THE_WAY), "非党员", "非党人士", "群众"])
_AROUND: Final = "()（） "
_AWAY: Final = re.compile(
    r"^[^，。；、,;\d上前]{0,6}?(?:请假|病假|事假|公假|产假|婚假|丧假|年假|休假|缺席|缺勤|旷会|未到|没到|未参加|没参加|未出席|没有[来到])"
)
"""Not of another time: 上次请假，已补课."""
_IN_BRACKETS: Final = re.compile(r"[(（]([^()（）]+)[)）]")


def check_form(record: Record, form: FormMapping, rules: BranchRules, today: dt.date | None = None) -> list[Problem]:
    """Every problem names the cells that disagree. Dues are judged by more than the form (see `dues_checks`).

    Without `today` nothing is said of days that are still to come.
    """
    return [problem for check in form_checks(record, form, rules, today) for problem in check()]


def form_checks(record: Record, form: FormMapping, rules: BranchRules, today: dt.date | None = None) -> list[Check]:
    """One by one, none of which needs what another finds."""
    return [
        lambda: _twice(record, form),
        lambda: _attendance(record, form),
        lambda: _no_members(record, form),
        lambda: _away_after_all(record, form),
        lambda: check_member_dates(record, form, today),
        lambda: check_roster_remarks(record, form) if today else (),
        lambda: check_probation(record, form),
        lambda: check_reduction(record, form),
        lambda: check_totals(record),
        lambda: check_progress(record, form),
        lambda: check_dates(record, form, today),
        lambda: check_plan_times(record, form),
        lambda: check_branch_dates(record, form),
        lambda: check_ballot(record),
        lambda: check_count(record, rules),
        lambda: check_development(record, today),
        lambda: _with_oneself(record, form),
        lambda: check_attendees(record, form),
        lambda: check_vote(record, form, rules),
    ]


def states(record: Record, form: FormMapping) -> list[tuple[str, Attendance]]:
    """Name and state of each row of the table that has a mark."""
    return [(str(name.value), state) for name, _, state, _ in marked(record, form)]


def marked(record: Record, form: FormMapping) -> Iterator[tuple[Value, Value, Attendance, Row]]:
    """Name, mark, what it means and the whole row, for each row of the table that has marks."""
    place = form.table_with(Role.MARK)
    if place is None:
        return
    table, mark = place
    name = form.tables[table].member
    for row in record.rows(table):
        told = row[mark]
        if isinstance(told.value, Attendance):
            yield row[name], told, told.value, row


def _twice(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Of a member every count and sum of the sheet would be wrong."""
    for role, code, hint in (
        (Role.MEMBER, "member-twice", "请删去重复的一行；重名的请写成 张伟1、张伟2"),
        (Role.PHOTO, "photo-twice", "请删去重复的一行，或改正文件名"),
    ):
        place = form.table_with(role)
        if place is None:
            continue
        table, column = place
        remark = form.tables[table].by_role(Role.REMARK) if form.tables[table].by_role(Role.DUE) else None
        since = form.tables[table].by_role(Role.SINCE)
        seen: dict[object, Value] = {}
        for row in record.rows(table):
            value = row[column]
            if remark and (beside := row.get(remark)) and is_of_other_months(str(beside.value or "")):
                continue
            told = value.value, row[since].value if since and since in row else BLANK
            if first := seen.get(told):
                message = f"{value.value}出现了两次：{first.origin.cell} 和 {value.origin.cell}"
                yield finding(value, code, message, hint, first)
            seen.setdefault(told, value)


def _attendance(record: Record, form: FormMapping) -> Iterator[Problem]:
    rows = list(marked(record, form))
    if not rows:
        return
    tally = tally_attendance((str(name.value), state) for name, _, state, _ in rows)
    for role, counted, what in counts_of(tally):
        name = form.by_role(role)
        told = record.fields.get(name) if name else None
        if told is None or told.value is BLANK or told.value == counted:
            continue
        message = f"表中写{what} {told.value} 人，逐行数得 {counted} 人"
        yield finding(told, "count-differs", message, "请核对签到栏和人数", rows[0][1])


def _away_after_all(record: Record, form: FormMapping) -> Iterator[Problem]:
    """A tick, and beside it that the person was away."""
    place = form.table_with(Role.MARK)
    columns = [form.tables[place[0]].by_role(role) for role in (Role.EXCUSE, Role.REMARK)] if place else []
    for name, mark, state, row in marked(record, form):
        beside = [row[column] for column in columns if column and column in row]
        told = next((held for held in beside if held.written and _AWAY.search(held.written)), None)
        if told and state.is_present and told.origin != mark.origin:
            message = f"{name.value}的签到栏算作{state}，同一行却写“{told.written}”"
            yield finding(mark, "mark-differs", message, "没有到的请改签到栏；到了的请删去这句话", told)


def _no_members(record: Record, form: FormMapping) -> Iterator[Problem]:
    """Who is told beside the name to be no member, and is marked like one."""
    for name, mark, state, row in marked(record, form):
        if state.is_present and (told := told_no_member(name, row)):
            held, text = told
            message = f"{name.value}注明是“{text}”，签到却算作党员出席"
            yield finding(mark, "non-member-present", message, "不是党员的，签到栏请写“列席”", held)


def _with_oneself(record: Record, form: FormMapping) -> Iterator[Problem]:
    talker, other = (record.fields.get(form.by_role(role) or "") for role in (Role.TALKER, Role.TALKED_TO))
    if talker and other and talker.value is not BLANK and talker.value == other.value:
        message = f"谈话人和谈话对象都是{talker.value}"
        yield finding(other, "talk-with-oneself", message, "请改正写错的一处；重名的请写成 张伟1、张伟2", talker)


def told_no_member(name: Value, row: Row) -> tuple[Value, str] | None:
    """What says so, in another cell of the row or in brackets behind the name, and in which words."""
    for held in row.values():
        if held.written and held.written.strip(_AROUND) in _NO_MEMBER and held is not name:
            return held, says_no_member(held)
    return next(((name, text) for text in _IN_BRACKETS.findall(name.written) if text in _NO_MEMBER), None)


def says_no_member(held: Value) -> str:
    """The words of a cell that holds nothing else; empty for any other cell."""
    text = held.written.strip(_AROUND)
    return text if text in _NO_MEMBER else ""
