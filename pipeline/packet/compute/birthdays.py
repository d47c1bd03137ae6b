"""政治生日 of a year by the roster: the sequence, the plan by quarters and months, what is prepared, blank cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pipeline.ledger.entries import Held
from pipeline.model.periods import Length, Period
from pipeline.model.values import BLANK, Month
from pipeline.packet.compute.birthday_cards import CARD, GREETING, HOPES, Card, day_of_year
from pipeline.packet.compute.computation import Computed
from pipeline.packet.context import Context, Material
from pipeline.render.scan import Table
from pipeline.rules.birthdays import Birthday, birthdays_of, kept_in, undated
from pipeline.rules.celebrations import Celebration, Guest, Talk, celebration_of, prepares, talk_of
from pipeline.rules.roster import Roster
from pipeline.rules.spans import Span

Kept = Mapping[str, tuple[Celebration, Guest]]
"""Name -> where and how the person kept the day in the year; of several the first."""

_SEQUENCE: Final = ("序号", "姓名", "入党日期", "政治生日", "入党周年", "党龄", "活动日期", "备注")
_CARD: Final = "贺卡"
_WISH: Final = "愿望"
_OF_MONTH: Final = ("月份", "人数", "党员", "活动日期")
_PREPARED: Final = (
    "序号",
    "月份",
    "姓名",
    "政治生日",
    "重温志愿书日期",
    "谈话日期",
    "贺卡",
    "领誓",
    "愿望",
    "活动日期",
)


def birthdays(material: Material, context: Context) -> Context:
    year = material.activity.day.year
    roster = _roster(material)
    found = birthdays_of(roster, year) if roster else []
    kept = _kept(material)
    talks = _talks(material)
    quarters = [Period(year, number, Length.QUARTER) for number in range(1, 5)]
    by_month = {month: kept_in(found, month) for quarter in quarters for month in quarter.months}
    in_order = [birthday for month in by_month.values() for birthday in month]
    without = [str(member.name.value) for member in undated(roster, year)] if roster else []
    return {
        "序列": [{"序号": number, **_line(each, kept)} for number, each in enumerate(found, 1)],
        "季度": [_quarter(quarter, by_month, kept) for quarter in quarters],
        "筹备": [{"序号": number, **_prepared(each, kept, talks)} for number, each in enumerate(in_order, 1)],
        "贺卡": [Card(each.name, each.admitted, each.years).row() for each in in_order if each.name not in kept],
        "无入党日期": "、".join(without) or BLANK,
    }


def _roster(material: Material) -> Roster | None:
    standing = next((held for held in material.sources.values() if material.forms[held.form].is_roster), None)
    return material.measure.past.roster_in(standing) if standing else None


def _talks(material: Material) -> list[Talk]:
    records = [held for several in material.several.values() for held in several]
    found = (talk_of(held.record, material.forms[held.form]) for held in records)
    return [talk for talk in found if talk]


def _kept(material: Material) -> Kept:
    kept: dict[str, tuple[Celebration, Guest]] = {}
    for celebration in _celebrations(material.activity.each, material):
        for guest in celebration.guests:
            kept.setdefault(str(guest), (celebration, guest))
    return kept


def _celebrations(records: Iterable[Held], material: Material) -> list[Celebration]:
    found = (celebration_of(held.record, material.forms[held.form]) for held in records)
    return [celebration for celebration in found if celebration]


def _line(birthday: Birthday, kept: Kept) -> Context:
    standing = birthday.standing
    return {
        "姓名": birthday.name,
        "入党日期": birthday.admitted,
        "政治生日": day_of_year(birthday.admitted),
        "入党周年": birthday.years,
        "党龄": BLANK if standing is None else standing,
        "活动日期": _day_kept(birthday, kept),
        "备注": "；".join(_remarks(birthday)) or BLANK,
    }


def _remarks(birthday: Birthday) -> Iterable[str]:
    for value, what in ((birthday.member.joined, "转入"), (birthday.member.left, "转出")):
        if value and getattr(value.value, "year", None) == birthday.year:
            yield f"{day_of_year(value.value)}{what}"
    if not birthday.years:
        yield "当年入党"
    if not birthday.has_its_day:
        yield "当年没有2月29日"


def _quarter(quarter: Period, by_month: Mapping[Month, list[Birthday]], kept: Kept) -> Context:
    months = [_month(month, by_month[month], kept) for month in quarter.months]
    return {"季度": str(quarter), "人数": sum(month["人数"] for month in months), "各月": months}


def _month(month: Month, birthdays: list[Birthday], kept: Kept) -> Context:
    days = {kept[each.name][0].date for each in birthdays if each.name in kept}
    return {
        "月份": f"{month.month}月",
        "人数": len(birthdays),
        "党员": "、".join(_named(each) for each in birthdays) or BLANK,
        "活动日期": "、".join(f"{day.month}月{day.day}日" for day in sorted(days)) or BLANK,
    }


def _named(birthday: Birthday) -> str:
    """With the day of the month where it is known."""
    day = birthday.admitted.day if isinstance(birthday.admitted, dt.date) else 0
    return f"{birthday.name}（{day}日）" if day else birthday.name


def _prepared(birthday: Birthday, kept: Kept, talks: Iterable[Talk]) -> Context:
    celebration, guest = kept.get(birthday.name, (None, None))
    return {
        "月份": f"{birthday.admitted.month}月",
        "姓名": birthday.name,
        "政治生日": day_of_year(birthday.admitted),
        "重温志愿书日期": guest.reread.value if guest and guest.reread else BLANK,
        "谈话日期": guest.talked.value if guest and guest.talked else _talked(birthday, talks),
        "贺卡": _said(guest, _CARD) or _tick(guest, GREETING, HOPES),
        "领誓": "√" if celebration and birthday.name in celebration.led_by else BLANK,
        "愿望": _tick(guest, _WISH),
        "活动日期": _day_kept(birthday, kept),
    }


def _said(guest: Guest | None, column: str) -> Any:
    held = guest.row.get(column) if guest else None
    return held.value if held else BLANK


def _tick(guest: Guest | None, *columns: str) -> Any:
    return "√" if guest and any(held.value for name in columns if (held := guest.row.get(name))) else BLANK


def _talked(birthday: Birthday, talks: Iterable[Talk]) -> Any:
    """The last talk with the person in the year before the end of the birthday's month."""
    span = Span.of(birthday.month)
    days = [talk.day for talk in talks if span and talk.person == birthday.name and prepares(talk.day, span.last)]
    return max(days, default=BLANK)


def _day_kept(birthday: Birthday, kept: Kept) -> Any:
    return kept[birthday.name][0].date if birthday.name in kept else BLANK


BIRTHDAYS: Final = Computed(
    birthdays,
    names=("无入党日期",),
    reads=(GREETING, HOPES, _CARD, _WISH),
    tables={
        "序列": dict.fromkeys(_SEQUENCE),
        "季度": {"季度": None, "人数": None, "各月": Table(dict.fromkeys(_OF_MONTH))},
        "筹备": dict.fromkeys(_PREPARED),
        "贺卡": dict.fromkeys(CARD),
    },
)
