"""A branch's own sheet (支部基本情况表) against itself, its roster, its term, and what the branch did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.bodies import may_vote
from pipeline.rules.branch import Profile
from pipeline.rules.finding import finding
from pipeline.rules.names import nearest_names
from pipeline.rules.roster import Roster
from pipeline.rules.spans import Span
from pipeline.rules.terms import term_of

_SHOWN = 3


def check_branch_dates(record: Record, form: FormMapping) -> Iterator[Problem]:
    """成立, 换届, 撤销 in this order; of any other form nothing."""
    held = [(name, record.fields.get(name)) for role in _IN_ORDER if (name := form.by_role(role))]
    told = [(name, value) for name, value in held if value is not None and Span.of(value.value)]
    if form.is_profile:
        for (before, first), (after, second) in pairwise(told):
            earlier, later = Span.of(first.value), Span.of(second.value)
            if earlier and later and later.last < earlier.first:
                message = f"{after} {second.written} 早于{before} {first.written}"
                yield finding(second, "branch-dates-reversed", message, "请核对两个日期", first)


_IN_ORDER = (Role.FOUNDED, Role.ELECTED_ON, Role.DISSOLVED)


def check_members(record: Record, form: FormMapping, roster: Roster, day: dt.date) -> Iterator[Problem]:
    """The counts that the sheet gives, and the people whom it names, against the roster of its day."""
    if not form.is_profile:
        return
    there = [member for member in roster.members if member.belonged(Span(day, day)) is not False]
    full = sum(may_vote(member, day) is not False for member in there)
    for name, count in (("党员人数", len(there)), ("正式党员", full), ("预备党员", len(there) - full)):
        told = record.fields.get(name)
        if told is not None and told.value is not BLANK and told.value != count:
            message = f"{name}写 {told.value} 人，花名册上是 {count} 人"
            hint = "请核对；花名册上没有写转正日期、转出日期的请补上，有变动的请重新报送花名册"
            yield finding(told, "branch-count-differs", message, hint, roster.at)
    for named in _people(record, form):
        names = named.value if isinstance(named.value, tuple) else (str(named.value),)
        strangers = [name for name in names if name not in roster.by_name]
        if strangers:
            near = [other for name in strangers for other in nearest_names(name, roster.by_name)][:_SHOWN]
            hint = f"是不是：{'、'.join(near)}？" if near else "请核对姓名；新转入的请重新报送花名册"
            yield finding(named, "not-on-roster", f"{'、'.join(strangers)}不在党员花名册上", hint, roster.at)


def check_term(profile: Profile, rules: RulesOfDay, last: dt.date, at: Origin | None) -> Iterator[Problem]:
    """`last` is the day of the branch's last activity and `at` where that is told: the clock says nothing here."""
    term = term_of(profile.elected.value, rules) if profile.elected else None
    if term and profile.elected and last > term.end:
        message = f"{profile.elected.written} 换届，任期 {term.rule.at_most} 年，{term.end} 届满，{last} 还有活动"
        hint = "已经换届的，请重新报送支部基本情况表；经批准延期的不用理会"
        yield finding(profile.elected, "term-over", message, hint, at)


def check_lifetime(profile: Profile, day: dt.date, at: Origin) -> Iterator[Problem]:
    """An activity before the branch was founded, or after it was dissolved; `at` is where its day is told."""
    hint = "请核对活动日期和支部基本情况表上的日期"
    if profile.founded and day < profile.founded.first:
        message = f"活动日期 {day} 早于支部成立日期 {profile.founded.first}"
        yield finding(at, "activity-outside-branch", message, hint, profile.at)
    if profile.dissolved and day > profile.dissolved.last:
        message = f"活动日期 {day} 晚于支部撤销日期 {profile.dissolved.last}"
        yield finding(at, "activity-outside-branch", message, hint, profile.at)


def _people(record: Record, form: FormMapping) -> Iterator[Value]:
    """Of the committee and of the groups."""
    fields = (name for name, entry in form.fields.items() if entry.role is Role.COMMITTEE)
    told = [record.fields.get(name) for name in fields]
    for role in (Role.COMMITTEE, Role.GROUP):
        if place := form.table_with(role):
            table = form.tables[place[0]]
            columns = [place[1]] if role is Role.COMMITTEE else ["组长", table.by_role(Role.GROUP_MEMBERS) or ""]
            told += [row.get(column) for row in record.rows(place[0]) for column in columns]
    yield from (value for value in told if value is not None and value.value is not BLANK)
