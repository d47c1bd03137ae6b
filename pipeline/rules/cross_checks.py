"""What the forms of one activity say of each other, and of the branch's roster. A person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from pipeline.mapping.form import FormMapping
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Record, Value
from pipeline.model.values import BLANK
from pipeline.rules.finding import finding
from pipeline.rules.minutes_checks import check_minutes, observers_in, sign_in_of
from pipeline.rules.named_people import check_attendees, check_named
from pipeline.rules.roster import Roster
from pipeline.rules.roster_checks import check_members


def check_activity(
    records: Mapping[str, Record], forms: Mapping[str, FormMapping], rosters: Mapping[str, Roster]
) -> list[Problem]:
    """`records` are the activity's, by form; `rosters`, by form too, those that were in force at their time."""
    problems: list[Problem] = []
    signed_in = any(forms[record.form].table_with(Role.MARK) for record in records.values())
    observers = {name for record in records.values() for name in observers_in(record, forms[record.form])}
    for record in (record for record in records.values() if not forms[record.form].is_roster):
        if roster := rosters.get(record.form):
            problems += check_members(record, forms[record.form], roster, observers)
            problems += check_named(record, forms[record.form], roster)
            if not signed_in:
                problems += check_attendees(record, forms[record.form], roster)
    for sheet in records.values():
        if sign_in := sign_in_of(sheet, forms[sheet.form]):
            for record in records.values():
                if record is not sheet:
                    problems += check_minutes(record, forms[record.form], sign_in)
    return _once([*problems, *_themes(records, forms)])


def check_photo(name: Value, taken_at: str, day: dt.date, dated: Origin | None = None) -> Problem | None:
    """The picture's own time against the activity's date, which stands at `dated`."""
    if not taken_at or taken_at.startswith(day.isoformat()):
        return None
    message = f"照片 {name.value} 摄于 {taken_at[:10]}，活动日期是 {day}"
    return finding(name, "photo-date-differs", message, "请核对照片和活动日期；相机时间不准的不用理会", dated)


def _themes(records: Mapping[str, Record], forms: Mapping[str, FormMapping]) -> Iterator[Problem]:
    told = []
    for record in records.values():
        name = forms[record.form].by_role(Role.THEME)
        if name and record.value(name) is not BLANK:
            told.append(record.fields[name])
    for other in told[1:]:
        if _plain(other) != _plain(told[0]):
            message = f"活动主题写“{other.value}”，{told[0].origin.file} 写“{told[0].value}”"
            yield finding(other, "theme-differs", message, "请统一活动主题", told[0])


def _plain(value: Value) -> str:
    return "".join(str(value.value).split())


def _once(problems: list[Problem]) -> list[Problem]:
    """One disagreement, one line: the two sides of it may have been looked at from each."""
    return list(dict.fromkeys(problems))
