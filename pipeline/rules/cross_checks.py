"""What the forms of one activity say of each other. Each disagreement is a warning; a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from pipeline.mapping.form import FormMapping, Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Record, Row, Value
from pipeline.model.values import BLANK, Attendance


def check_activity(
    records: Mapping[str, Record], forms: Mapping[str, FormMapping], roster: Record | None
) -> list[Problem]:
    """`records` are the activity's, by form; `roster` is the branch's current one."""
    problems: list[Problem] = []
    if roster:
        known = _members(roster, forms[roster.form])
        for record in records.values():
            problems += _not_on_roster(record, forms[record.form], known)
            problems += _expected(record, forms[record.form], known)
    problems += _themes(records, forms)
    return problems


def check_photo(name: Value, taken_at: str, day: dt.date) -> Problem | None:
    """The picture's own time against the activity's date."""
    if not taken_at or taken_at.startswith(day.isoformat()):
        return None
    return _warn(
        name,
        "photo-date-differs",
        f"照片 {name.value} 摄于 {taken_at[:10]}，活动日期是 {day}",
        "请核对照片和活动日期",
    )


def _members(roster: Record, form: FormMapping) -> set[object]:
    place = form.table_with(Role.MEMBER)
    return {row[place[1]].value for row in roster.rows(place[0])} if place else set()


def _not_on_roster(record: Record, form: FormMapping, known: set[object]) -> Iterator[Problem]:
    place = form.table_with(Role.MEMBER)
    if place is None:
        return
    for row in record.rows(place[0]):
        name = row[place[1]]
        if name.value not in known and not _observes(row):
            yield _warn(
                name,
                "not-on-roster",
                f"{name.value}不在党员花名册上",
                "请核对姓名；是新转入的，请重新报送花名册",
            )


def _observes(row: Row) -> bool:
    return any(held.value is Attendance.OBSERVING for held in row.values())


def _expected(record: Record, form: FormMapping, known: set[object]) -> Iterator[Problem]:
    place = form.table_with(Role.MEMBER)
    if place is None or form.table_with(Role.MARK) is None:
        return
    listed = {row[place[1]].value for row in record.rows(place[0])}
    absent = [str(name) for name in known if name not in listed]
    if absent:
        names = "、".join(sorted(absent)[:8])
        at = record.origin
        message = f"花名册上有 {len(absent)} 名党员不在签到表上：{names}"
        yield Problem(at, "roster-not-listed", message, "请核对应到人员", Severity.WARNS)


def _themes(records: Mapping[str, Record], forms: Mapping[str, FormMapping]) -> Iterator[Problem]:
    told = []
    for record in records.values():
        name = forms[record.form].by_role(Role.THEME)
        if name and record.value(name) is not BLANK:
            told.append(record.fields[name])
    for other in told[1:]:
        if _plain(other) != _plain(told[0]):
            message = f"活动主题写“{other.value}”，{told[0].origin.file} 写“{told[0].value}”"
            yield _warn(other, "theme-differs", message, "请统一活动主题")


def _plain(value: Value) -> str:
    return "".join(str(value.value).split())


def _warn(value: Value, code: str, message: str, hint: str) -> Problem:
    return Problem(value.origin, code, message, hint, Severity.WARNS)
