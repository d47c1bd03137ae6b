"""A 政治生日 event against the roster, the talks and the branch's activities; a year's events against the roster.

Seed 000 art. 2: in the month or quarter of the anniversary of 入党日期, after a talk and the re-reading of the
入党志愿书, with the oath led by those who keep the day, as the theme of a 主题党日; nobody is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK, PartialDate
from pipeline.rules.birthdays import birthdays_of, quarter_of, undated
from pipeline.rules.celebrations import Celebration, Guest, Talk, prepares
from pipeline.rules.finding import finding
from pipeline.rules.probation import about_a_year_after
from pipeline.rules.roster import Roster
from pipeline.rules.spans import Span

_SHOWN = 8


def check_celebration(
    event: Celebration, roster: Roster | None, talks: Sequence[Talk], kept_days: Iterable[dt.date]
) -> Iterator[Problem]:
    """`talks` are all of the branch; `kept_days` those of its activities that speak of a 政治生日."""
    for guest in event.guests:
        yield from _admission(guest.name, guest.admitted, roster)
        yield from _season(guest, event, roster)
        yield from _rereading(guest, event)
        yield from _talk(guest, event, talks)
    yield from _leaders(event)
    if event.date not in set(kept_days):
        message = f"{event.date} 没有写明“政治生日”的活动登记表"
        hint = "政治生日应作为主题党日活动开展：请报送当日的活动登记表，在主题、类别或内容里写明政治生日"
        yield finding(event.day, "birthday-activity-missing", message, hint)


def check_year(roster: Roster, year: int, events: Sequence[Celebration]) -> Iterator[Problem]:
    """Who cannot be entered into the year's register, and who was passed over by the events that came."""
    found, without = birthdays_of(roster, year), undated(roster, year)
    if without:
        names = _shown([str(member.name.value) for member in without])
        message = f"花名册上没有{names}的入党日期，排不进 {year} 年政治生日名册"
        yield finding(without[0].name, "birthday-undated", message, "请在花名册上补填入党日期，重新报送")
    if not events:
        return
    last = max(events, key=lambda event: event.date)
    present = {str(guest) for event in events for guest in event.guests}
    for birthday in found:
        day = Span.of(birthday.month)
        if birthday.is_kept and birthday.name not in present and day and day.last < quarter_of(last.date).first:
            message = f"{birthday.name}的政治生日在 {birthday.month}，到 {last.date} 为止的政治生日登记表上都没有此人"
            hint = "应当全覆盖：已经过了的请补进登记表，没有过的请补上"
            yield finding(
                birthday.member.admitted or birthday.member.name, "birthday-uncovered", message, hint, last.day
            )


def check_register(record: Record, form: FormMapping, roster: Roster, year: int) -> Iterator[Problem]:
    """A register that the branch made by itself: its dates, and whether it holds everyone."""
    place = form.table_with(Role.ADMITTED)
    if place is None:
        return
    table, admitted = place
    name = form.tables[table].member
    rows = record.rows(table)
    for row in rows:
        held = row.get(admitted)
        yield from _admission(row[name], held if held and held.value is not BLANK else None, roster)
    listed = {str(row[name].value) for row in rows}
    left_out = [birthday for birthday in birthdays_of(roster, year) if birthday.is_kept and birthday.name not in listed]
    if left_out:
        names = _shown([birthday.name for birthday in left_out])
        hint = "应当全覆盖，请补进名册"
        at = left_out[0].member.name
        yield finding(record.origin, "birthday-uncovered", f"政治生日名册上没有{names}", hint, at)


def _shown(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 人" if len(names) > _SHOWN else "")


def _admission(guest: Value, told: Value | None, roster: Roster | None) -> Iterator[Problem]:
    """What the form says of 入党日期 against what the roster says."""
    member = roster.by_name.get(str(guest.value)) if roster else None
    known = member.admitted if member else None
    if told is None or known is None or member is None or not _differ(told, known):
        return
    message = f"{guest.value}的入党日期写 {told.written}，花名册上是 {known.written}"
    hint = "政治生日按支部党员大会接收为预备党员之日，请核对"
    confirmed = member.confirmed
    if (confirmed and not _differ(told, confirmed)) or about_a_year_after(told.value, known.value):
        yield finding(told, "birthday-probation", f"{message}，写的可能是转正日期", hint, known)
    elif about_a_year_after(known.value, told.value):
        yield finding(told, "birthday-probation", f"{message}，花名册上的可能是转正日期", hint, known)
    else:
        yield finding(told, "birthday-date-differs", message, hint, known)


def _season(guest: Guest, event: Celebration, roster: Roster | None) -> Iterator[Problem]:
    member = roster.by_name.get(str(guest)) if roster else None
    admitted = (member.admitted if member else None) or guest.admitted
    if admitted is None or not isinstance(admitted.value, (dt.date, PartialDate)):
        return
    if (admitted.value.month - 1) // 3 != (event.date.month - 1) // 3:
        message = f"{guest} {admitted.written} 入党，政治生日在 {admitted.value.month} 月，活动却在 {event.date}"
        yield finding(guest.name, "birthday-out-of-season", message, "应在入党周年当月或当季度开展，请核对", admitted)


def _rereading(guest: Guest, event: Celebration) -> Iterator[Problem]:
    if guest.reread and isinstance(guest.reread.value, dt.date) and guest.reread.value > event.date:
        message = f"{guest}重温入党志愿书的日期 {guest.reread.value} 在活动（{event.date}）之后"
        yield finding(guest.reread, "birthday-reread-late", message, "应提前重温入党志愿书，请核对两个日期", event.day)


def _talk(guest: Guest, event: Celebration, talks: Sequence[Talk]) -> Iterator[Problem]:
    hint = "应在过政治生日之前谈心谈话，请核对日期，或报送谈心谈话记录"
    told = guest.talked.value if guest.talked else None
    if guest.talked and isinstance(told, dt.date) and told > event.date:
        yield finding(
            guest.talked,
            "talk-after-event",
            f"{guest}的谈话日期 {told} 在活动（{event.date}）之后",
            hint,
            event.day,
        )
        return
    own = sorted((talk for talk in talks if talk.person == str(guest)), key=lambda talk: talk.day)
    before = [talk for talk in own if prepares(talk.day, event.date)]
    later = [talk for talk in own if talk.day > event.date]
    if not before:
        message = f"没有收到{guest}在 {event.date} 之前一年内的谈心谈话记录"
        message += f"，{later[0].day} 的一次在活动之后" if later else ""
        at: Value | Origin = later[0].at if later else event.day
        yield finding(guest.name, "birthday-talk-missing", message, hint, at)
    elif isinstance(told, dt.date) and guest.talked and all(talk.day != told for talk in before):
        message = f"登记表写{guest}的谈话日期是 {told}，谈心谈话记录是 {before[-1].day}"
        yield finding(guest.talked, "birthday-talk-differs", message, "请核对两个日期", before[-1].at)


def _leaders(event: Celebration) -> Iterator[Problem]:
    present = {str(guest) for guest in event.guests}
    named = event.leaders.value if event.leaders else ()
    if event.leaders is None or not isinstance(named, tuple):
        return
    ticked = [str(guest) for guest in event.guests if guest.leads]
    if others := [name for name in named if name not in present]:
        message = f"领誓人{'、'.join(others)}不在过政治生日的党员里"
        yield finding(event.leaders, "birthday-oath-leader", message, "应由过政治生日的党员领誓，请核对")
    elif ticked and set(ticked) != set(named):
        message = f"表头写领誓人是{'、'.join(named)}，表中打√的是{'、'.join(ticked)}"
        yield finding(event.leaders, "birthday-oath-leader", message, "请改正其中一处")


def _differ(one: Value, other: Value) -> bool:
    first, second = Span.of(one.value), Span.of(other.value)
    return bool(first and second and (first.last < second.first or second.last < first.first))
