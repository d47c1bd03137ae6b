"""Who may sit and vote in a meeting, by the roster of its day, against who did: 支委会, 党小组会, and every vote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.mapping.form import FormMapping
from pipeline.mapping.rules.book import RulesOfDay
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.attendees import people_in
from pipeline.rules.bodies import Body, Parts, committee_on, group_on, is_of_committee, is_of_group, may_vote
from pipeline.rules.finding import finding
from pipeline.rules.form_checks import marked
from pipeline.rules.recorded_votes import number, votes_of
from pipeline.rules.roster import Member, Roster
from pipeline.rules.spans import Span
from pipeline.rules.vote_checks import bound, kinds_of
from pipeline.rules.votes import Gathering, committee_may_meet

_ENLARGED: Final = "扩大"
_SHOWN: Final = 8


@dataclass(frozen=True)
class Meeting:
    """The form that tells of it, its sign-in sheet where one came, and the roster and the rules of its day.

    `parts` are the committee and the groups by the branch's own sheet.
    """

    record: Record
    form: FormMapping
    sheet: Record | None
    sheet_form: FormMapping | None
    roster: Roster
    day: dt.date
    rules: RulesOfDay
    parts: Parts = field(default_factory=Parts)

    @property
    def body(self) -> Body | None:
        """The committee or the group whose meeting it is; None for one of the whole branch, or of nobody known."""
        kinds, group = kinds_of(self.record, self.form), self._group
        if is_of_committee(kinds, self.rules):
            return committee_on(self.day, self.roster, self.parts)
        return group_on(group, self.day, self.roster, self.parts) if group and is_of_group(kinds, self.rules) else None

    @property
    def marks(self) -> list[tuple[Value, Value, Attendance]]:
        """Name, mark and state down the sheet; nothing without one."""
        if self.sheet is None or self.sheet_form is None:
            return []
        return [(name, mark, state) for name, mark, state, _ in marked(self.sheet, self.sheet_form)]

    @property
    def attendees(self) -> list[tuple[str, Value]]:
        """Who was there, each with the place that says so: by the sheet, without one by the form's own list."""
        if marks := self.marks:
            return [(str(name.value), mark) for name, mark, state in marks if state.is_present]
        told = self.record.fields.get(self.form.by_role(Role.ATTENDEES) or "")
        return [] if told is None or told.value is BLANK else [(name, told) for name in people_in(told)]

    @property
    def theme(self) -> str:
        told = self.record.value(self.form.by_role(Role.THEME) or "")
        return "" if told is BLANK else str(told)

    @property
    def _group(self) -> str:
        """As the form names it, else the one of the roster's groups that its theme names."""
        told = self.record.value(self.form.by_role(Role.GROUP) or "")
        if told is not BLANK:
            return str(told)
        groups = {str(member.group.value) for member in self.roster.members if member.group} | set(self.parts.groups)
        named = [group for group in sorted(groups) if group in self.theme]
        return named[0] if len(named) == 1 else ""


def check_meeting(meeting: Meeting) -> Iterator[Problem]:
    """Of a committee or a group: who belongs to it; of all: who may vote."""
    body = meeting.body
    if body:
        yield from _outsiders(meeting, body)
        yield from _unlisted(meeting, body)
        yield from _quorum(meeting, body)
    yield from _voters(meeting, body.members if body else meeting.roster.members)


def _outsiders(meeting: Meeting, body: Body) -> Iterator[Problem]:
    if _ENLARGED in meeting.theme:
        return
    known = meeting.roster.by_name
    others = [(name, at) for name, at in meeting.attendees if name in known and name not in body.names]
    if others:
        message = f"{_shown([name for name, _ in others])}按花名册不是{body.name}的成员，却算作出席"
        hint = "只是列席的请写“列席”；花名册的职务、党小组有变动的，请重新报送花名册"
        member = known[others[0][0]]
        yield finding(others[0][1], "body-outsider", message, hint, member.post or member.group or member.name)


def _unlisted(meeting: Meeting, body: Body) -> Iterator[Problem]:
    day = Span(meeting.day, meeting.day)
    certain = [member for member in body.members if member.belonged(day)]
    hint = "没有到的也要列出，写明请假或缺席；花名册有变动的，请重新报送花名册"
    if meeting.sheet and (marks := meeting.marks):
        listed = {str(name.value) for name, _, _ in marks}
        missing = [member for member in certain if str(member.name.value) not in listed]
        if missing:
            names = _shown([str(member.name.value) for member in missing])
            message = f"{body.name}的{names}没有列在签到表上"
            yield finding(meeting.sheet.origin, "body-unlisted", message, hint, missing[0].name)
        return
    told = meeting.record.fields.get(meeting.form.by_role(Role.EXPECTED) or "")
    if told and isinstance(told.value, int) and not len(certain) <= told.value <= len(body.members):
        message = f"写应到 {told.value} 人，按花名册{body.name}有 {len(body.members)} 人"
        yield finding(told, "body-unlisted", message, hint, body.members[0].name)


def _quorum(meeting: Meeting, body: Body) -> Iterator[Problem]:
    """Of a committee; a group has none."""
    if not is_of_committee(kinds_of(meeting.record, meeting.form), meeting.rules):
        return
    told = meeting.record.fields.get(meeting.form.by_role(Role.PRESENT) or "")
    if meeting.marks:
        there = [at for name, at in meeting.attendees if name in body.names]
        at: Value | Origin = there[0] if there else meeting.marks[0][1]
        counted = [(len(there), len(body.members), at)]
    else:
        counted = [(told.value, len(body.members), told)] if told and isinstance(told.value, int) else []
    for vote in votes_of(meeting.record, meeting.form):
        if vote.present and vote.voters:
            counted.append((number(vote.present), number(vote.voters), vote.present))
    for present, entitled, at in counted:
        verdict = committee_may_meet(Gathering(entitled, present), meeting.rules)
        if verdict and not verdict.holds:
            message = f"到会委员 {present} 人，{bound('委员', verdict)}才能开会"
            yield finding(at, "committee-no-quorum", message, "请核对到会的委员", body.members[0].name)


def _voters(meeting: Meeting, members: Sequence[Member]) -> Iterator[Problem]:
    """A candidate has no vote, nor has who only sits in. What every vote of the meeting says is told once."""
    votes = list(votes_of(meeting.record, meeting.form))
    if not votes:
        return
    most = sum(may_vote(member, meeting.day) is not False for member in members)
    known = meeting.roster.by_name
    voting = [
        name for name, _ in meeting.attendees if name not in known or may_vote(known[name], meeting.day) is not False
    ]
    hint = "预备党员和列席人员没有表决权、选举权，不算在内；花名册有变动的，请重新报送花名册"
    told: set[object] = set()
    for vote in votes:
        figures = number(vote.voters), number(vote.present)
        if figures in told:
            continue
        told.add(figures)
        if vote.voters and number(vote.voters) > most:
            message = f"应到会有表决权 {vote.voters.value} 人，按花名册这一天有表决权的只有 {most} 人"
            without = next((each.name for each in members if may_vote(each, meeting.day) is False), meeting.roster.at)
            yield finding(vote.voters, "voters-differ", message, hint, without)
        if vote.present and meeting.sheet and meeting.marks and number(vote.present) > len(voting):
            message = f"实到有表决权 {vote.present.value} 人，签到表上到会的有表决权党员是 {len(voting)} 人"
            yield finding(vote.present, "voters-differ", message, hint, meeting.sheet.origin)


def _shown(names: list[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 人" if len(names) > _SHOWN else "")
