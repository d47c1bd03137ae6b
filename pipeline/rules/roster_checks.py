"""A form's people against the roster of its day: who is not on it, who is not listed, whose name is whose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance
from pipeline.rules.finding import finding
from pipeline.rules.form_checks import told_no_member
from pipeline.rules.names import namesakes, nearest_names
from pipeline.rules.roster import Member, Roster
from pipeline.rules.spans import Span, span_of

_SHOWN = 8
_OUTSIDE_MARKS = "不是本支部党员的请注明“列席”"
_OUTSIDE = "不是本支部党员的不应列在这张表里"
_MANY = 20
"""So many strangers are no slips: the sheet or the roster is another branch's, or an old one."""


def check_members(
    record: Record, form: FormMapping, roster: Roster, observers: Collection[str] = ()
) -> Iterator[Problem]:
    """Of the people in the form's table, and how many it expects; `observers` only sit in, as another form says."""
    if place := form.table_with(Role.MEMBER):
        table, column = place
        span = span_of(record, form)
        yield from check_strangers(record, form, roster, observers)
        yield from _untimely(record.rows(table), column, roster, span, observers) if span else ()
        if span and form.table_with(Role.MARK):
            yield from _not_listed([row[column] for row in record.rows(table)], record, roster, span)
        yield from _bases(record, form, roster)
    yield from _expected(record, form, roster)


def check_strangers(
    record: Record, form: FormMapping, roster: Roster, observers: Collection[str] = ()
) -> Iterator[Problem]:
    """Of the people in the form's table, whom the roster does not know."""
    if (place := form.table_with(Role.MEMBER)) is None:
        return
    table, column = place
    unknown = [row for row in record.rows(table) if str(row[column].value) not in roster.by_name]
    strangers = [row for row in unknown if not _is_guest(row[column], row, observers)]
    outside = _OUTSIDE_MARKS if form.table_with(Role.MARK) else _OUTSIDE
    yield from _strangers(strangers, column, record, roster, outside)


def _is_guest(name: Value, row: Row, observers: Collection[str]) -> bool:
    """Who is no member by what the forms say: whether the marks agree is another check's."""
    observes = any(held.value is Attendance.OBSERVING for held in row.values())
    return observes or name.value in observers or told_no_member(name, row) is not None


def _strangers(rows: Sequence[Row], column: str, record: Record, roster: Roster, outside: str) -> Iterator[Problem]:
    if len(rows) > _MANY:
        names = "、".join(str(row[column].value) for row in rows[:_SHOWN])
        message = f"表中有 {len(rows)} 人不在党员花名册上：{names} 等"
        hint = "请核对支部名称是否写对；花名册不是最新的，请重新报送花名册"
        yield finding(record.origin, "not-on-roster", message, hint, roster.at)
        return
    for row in rows:
        yield _stranger(row[column], any(_is_present(held) for held in row.values()), roster, outside)


def _is_present(held: Value) -> bool:
    return isinstance(held.value, Attendance) and held.value.is_present


def _stranger(name: Value, present: bool, roster: Roster, outside: str) -> Problem:
    told = str(name.value)
    if several := namesakes(told, roster.by_name):
        places = "、".join(f"{other}（{roster.by_name[other].name.origin.cell}）" for other in several)
        message = f"花名册上有{places}，“{told}”分不清是哪一位"
        other = roster.by_name[several[0]].name
        return finding(name, "namesake-unclear", message, f"请写成花名册上的写法：{'、'.join(several)}", other)
    near = nearest_names(told, roster.by_name)
    message = f"{told}不在党员花名册上" + ("，签到却算作党员出席" if present and not near else "")
    hint = f"花名册上相近的有：{'、'.join(near)}" if near else "请核对姓名"
    hint += f"；{outside}，新转入的请重新报送花名册"
    return finding(name, "not-on-roster", message, hint, roster.by_name[near[0]].name if near else roster.at)


def _untimely(
    rows: Iterable[Row], column: str, roster: Roster, span: Span, observers: Collection[str]
) -> Iterator[Problem]:
    for row in rows:
        name = row[column]
        member = roster.by_name.get(str(name.value))
        if member is None:
            continue
        later, left = member.not_yet(span), member.no_more(span)
        if not (later or left) or _is_guest(name, row, observers):
            continue
        hint = "请核对花名册上的日期和这张表的日期"
        if later:
            message = f"{name.value} {later.value} 才入党或转入（花名册 {later.origin.cell}），这张表却列了此人"
            yield finding(name, "not-member-then", message, hint, later)
        elif left:
            message = f"{name.value} {left.value} 已转出（花名册 {left.origin.cell}），这张表却列了此人"
            yield finding(name, "not-member-then", message, hint, left)


def _not_listed(names: Sequence[Value], record: Record, roster: Roster, span: Span) -> Iterator[Problem]:
    """Of a sign-in sheet alone: dues may be collected in parts. Who is probably meant by a slip is not told again."""
    listed = {str(name.value) for name in names}
    strangers = [name for name in listed if name not in roster.by_name]
    for name in strangers if len(strangers) <= _MANY else ():
        listed |= set(namesakes(name, roster.by_name) or nearest_names(name, roster.by_name)[:1])
    away = [member for member in _certain(roster, span) if str(member.name.value) not in listed]
    if away:
        shown = "、".join(str(member.name.value) for member in away[:_SHOWN]) + (" 等" if len(away) > _SHOWN else "")
        message = f"花名册上有 {len(away)} 名党员不在签到表上：{shown}"
        hint = "请核对应到人员；没有到的也要列出，写明请假或缺席"
        yield finding(record.origin, "roster-not-listed", message, hint, away[0].name)


def _expected(record: Record, form: FormMapping, roster: Roster) -> Iterator[Problem]:
    name, span = form.by_role(Role.EXPECTED), span_of(record, form)
    told = record.fields.get(name) if name else None
    if told is None or not isinstance(told.value, int) or span is None:
        return
    certain = len(_certain(roster, span))
    most = sum(member.belonged(span) is not False for member in roster.members)
    if not certain <= told.value <= most:
        counted = str(certain) if certain == most else f"{certain}—{most}"
        message = f"表中写应到 {told.value} 人，按花名册这一天有党员 {counted} 人"
        hint = "请核对应到人数；花名册有变动的请重新报送，并写明转入、转出日期"
        yield finding(told, "expected-differs", message, hint, roster.at)


def _certain(roster: Roster, span: Span) -> list[Member]:
    return [member for member in roster.members if member.belonged(span)]


def _bases(record: Record, form: FormMapping, roster: Roster) -> Iterator[Problem]:
    place = form.table_with(Role.BASE)
    if place is None or form.table_with(Role.PAID) is None:
        return
    table, base = place
    name = form.tables[table].member
    for row in record.rows(table):
        told, member = row.get(base), roster.by_name.get(str(row[name].value))
        known = member.base if member else None
        if told is None or known is None or told.value is BLANK or not isinstance(known.value, Decimal):
            continue
        if told.value != known.value:
            message = f"{row[name].value}的计算基数写 {told.value} 元，花名册上是 {known.value} 元"
            yield finding(told, "base-differs", message, "基数年初核定后一般全年不变，请核对", known)
