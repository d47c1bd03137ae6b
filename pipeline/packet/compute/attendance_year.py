"""全年出勤: each member's attendance through the year, month by month and one by one, and its counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.model.values import BLANK, Attendance
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.packet.gather.occasions import kinds_for_all, occasions_of
from pipeline.render.scan import Table
from pipeline.rules.attendance import tally_attendance
from pipeline.rules.attendance_year import Entry, Year, calls, people_of, year_of
from pipeline.rules.occasions import Occasion, Told
from pipeline.rules.spans import Span

MONTHS: Final = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
_COUNTS: Final = ("应参加", "实参加", "请假", "缺席", "补课", "出勤率")
_OF_ENTRY: Final = ("序号", "日期", "类型", "主题", "情况", "事由", "补课")
_OF_OCCASION: Final = ("序号", "日期", "类型", "主题", "应到", "实到", "请假", "缺席")

_SIGNS: Final[Mapping[Attendance, str]] = {
    Attendance.PRESENT: "√",
    Attendance.LATE: "迟",
    Attendance.LEFT_EARLY: "退",
    Attendance.ONLINE: "网",
    Attendance.TAUGHT_AT_HOME: "送",
    Attendance.EXCUSED: "假",
    Attendance.ABSENT: "×",
    Attendance.BY_PROXY: "代",
    Attendance.MADE_UP: "补",
    Attendance.OBSERVING: "列",
}
_LEAVE: Final = {
    "病": ("病", "住院"),
    "公": ("公差", "出差", "公出", "因公", "公假", "公务"),
    "事": ("事假", "因事", "私事"),
}
"""Kinds of leave that have a sign of their own, by words of mark or reason."""
_UNLISTED: Final = "？"


def attendance_year(material: Material, context: Context) -> Context:
    activity = material.activity
    occasions = occasions_of(activity.within)
    last = activity.period.last if activity.period else activity.day
    on, for_all = material.measure.past.roster_on, kinds_for_all(material.measure)
    called = calls(occasions, on, for_all)
    people = people_of(occasions, Span(activity.day, last), on)
    return {
        "考勤": _rows(year_of(name, called) for name in people.members),
        "名册外": _rows(year_of(name, called) for name in people.others),
        "考勤活动": [{"序号": number, **_occasion(each)} for number, each in enumerate(occasions, 1)],
    }


def _rows(years: Iterable[Year]) -> list[Context]:
    return [{"序号": number, **_person(year)} for number, year in enumerate(years, 1)]


def _person(year: Year) -> Context:
    tally = year.tally
    signs = dict.fromkeys(MONTHS, "")
    for entry in year.entries:
        signs[MONTHS[entry.occasion.day.month - 1]] += sign_of(entry.told)
    months = {name: told or BLANK for name, told in signs.items()}
    counts = {
        "应参加": tally.expected,
        "实参加": len(tally.present),
        "请假": len(tally.excused),
        "缺席": len(tally.absent),
        "补课": year.made_up,
        "出勤率": year.rate or BLANK,
    }
    entries = [_entry(number, each) for number, each in enumerate(year.entries, 1)]
    return {"姓名": year.name, **months, **counts, "各次": entries}


def sign_of(told: Told | None) -> str:
    if told is None:
        return _UNLISTED
    if told.is_made_up:
        return _SIGNS[Attendance.MADE_UP]
    sign = _SIGNS[told.state]
    if told.state is not Attendance.EXCUSED:
        return sign
    said = f"{told.mark.written} {told.reason}"
    return next((kind for kind, words in _LEAVE.items() if any(word in said for word in words)), sign)


def _entry(number: int, entry: Entry) -> Context:
    """There is one for each member and occasion of the year."""
    told, occasion = entry.told, entry.occasion
    return {
        "序号": number,
        "日期": occasion.day,
        "类型": "、".join(occasion.kinds),
        "主题": occasion.theme or BLANK,
        "情况": told.state if told else "签到表没有列出",
        "事由": told.reason or BLANK if told else BLANK,
        "补课": "已补课" if told and told.is_made_up else BLANK,
    }


def _occasion(occasion: Occasion) -> Context:
    tally = tally_attendance((name, told.state) for name, told in occasion.told.items())
    return {
        "日期": occasion.day,
        "类型": "、".join(occasion.kinds),
        "主题": occasion.theme or BLANK,
        "应到": tally.expected,
        "实到": len(tally.present),
        "请假": len(tally.excused),
        "缺席": len(tally.absent),
    }


_PERSON: Final = {
    **dict.fromkeys(("序号", "姓名", *MONTHS, *_COUNTS)),
    "各次": Table(dict.fromkeys(_OF_ENTRY)),
}

ATTENDANCE_YEAR: Final = Computed(
    attendance_year, tables={"考勤": _PERSON, "名册外": _PERSON, "考勤活动": dict.fromkeys(_OF_OCCASION)}
)
