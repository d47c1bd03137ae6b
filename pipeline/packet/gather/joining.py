"""Which records belong to which activity? By date and theme, by month, by the plan's row, by the branch alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Join, PacketMapping, Source
from pipeline.mapping.rules.book import BranchRules
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Row
from pipeline.model.values import Month, Scalar
from pipeline.packet.activity import Activity
from pipeline.packet.branch.plans import told_day
from pipeline.packet.sheets import Sheets, joined_by
from pipeline.packet.themes import alike
from pipeline.rules.days import planned_day


class Joining:
    """Gives each activity its records. `rules` give a planned month its day."""

    def __init__(self, sheets: Sheets, packets: list[PacketMapping], rules: BranchRules) -> None:
        self._sheets = sheets
        self._packets = packets
        self._rules = rules

    def run(self, activities: list[Activity]) -> list[Activity]:
        activities = self._join_dates(activities)
        for packet in self._packets:
            for name, source in packet.sources.items():
                if source.join is Join.PLAN:
                    activities = self._join_plan(activities, packet, name, source)
        activities = self._join_months(activities)
        return [self._join_branch(activity) for activity in activities]

    def _join_dates(self, activities: list[Activity]) -> list[Activity]:
        joined = {id(activity): dict(activity.sources) for activity in activities}
        for form in joined_by(Join.DATE, self._packets):
            for held, day in self._sheets.dated(form, "record-undated"):
                same_day = [a for a in activities if a.day == day and _slot(a.packet, form, Join.DATE)]
                if same_day:
                    self._join_date(held, same_day, joined)
                else:
                    self._sheets.say(
                        held, "activity-missing", "这一天还没有活动，这张表先放着", "收到活动登记表后会自动归入"
                    )
        return [replace(activity, sources=joined[id(activity)]) for activity in activities]

    def _join_date(self, held: Held, same_day: list[Activity], joined: dict[int, dict[str, Held]]) -> None:
        theme = self._sheets.text(held, Role.THEME)
        chosen = same_day if len(same_day) == 1 else [a for a in same_day if alike(a.theme, theme)]
        if len(chosen) != 1:
            names = "、".join(activity.theme for activity in same_day)
            self._sheets.say(
                held,
                "activity-undecided",
                f"这一天有几项活动（{names}），看不出属于哪一项",
                "请把活动主题写得与登记表一致",
            )
            return
        self._compare_kinds(held, chosen[0])
        slots = joined[id(chosen[0])]
        slot = _slot(chosen[0].packet, held.form, Join.DATE) or ""
        other = slots.get(slot)
        if other is None:
            slots[slot] = held
            return
        keep, drop = self._nearer(chosen[0].theme, other, held)
        slots[slot] = keep
        self._sheets.say(
            drop,
            "second-sheet",
            f"同一次活动另有一张{drop.form}（{keep.file}），这一张没有用",
            "两张都要用时，请把活动主题写得与各自的登记表一致",
        )

    def _compare_kinds(self, held: Held, activity: Activity) -> None:
        """A sheet whose name, or else that of its file, tells of an activity of another kind is told, and joined."""
        subject = activity.sources.get(activity.packet.subject)
        if subject is None or subject.submission == held.submission:
            return
        known = {kind for packet in self._packets for kind in packet.kinds}
        named = {kind for kind in known if kind in held.sheet} or {kind for kind in known if kind in held.file}
        if named and named.isdisjoint(activity.kinds):
            kinds = "、".join(activity.kinds)
            message = f"名称里写的是{'、'.join(sorted(named))}，这一天收到的活动登记却是{kinds}，归到了那次活动里"
            hint = "是那次活动的，不用理会；不是的，请核对日期，或补报这次活动的登记表"
            self._sheets.say(held, "kinds-differ", message, hint, subject.record.origin)

    def _nearer(self, theme: str, first: Held, second: Held) -> tuple[Held, Held]:
        """The one whose theme is the activity's; else the one sent later."""
        fits = [alike(theme, self._sheets.text(held, Role.THEME)) for held in (first, second)]
        if fits[0] != fits[1]:
            return (first, second) if fits[0] else (second, first)
        return (second, first) if second.id > first.id else (first, second)

    def _join_plan(
        self, activities: list[Activity], packet: PacketMapping, name: str, source: Source
    ) -> list[Activity]:
        """Each row goes to an activity of its month, by theme, then by order; what is left over is planned."""
        result, forms = list(activities), self._sheets.forms
        for held in self._sheets.of(source.form):
            for month, rows in self._months_of(held, source.table).items():
                places = _assigned([theme for _, theme in rows], result, packet, month)
                for number, (row, theme) in enumerate(rows):
                    place = places.get(number)
                    if place is None:
                        key = f"{month.iso()} 计划{number + 1 if number else ''}"
                        day = self._day_of(held, month, told_day(row, forms[held.form].tables[source.table]))
                        planned = Activity(packet, held.branch, key, day, theme, packet.kinds, planned=True)
                        result.append(replace(planned, sources={name: held}, plan_row=row, forms=forms))
                        continue
                    sources = {**result[place].sources, name: held}
                    result[place] = replace(result[place], sources=sources, plan_row=row)
        return result

    def _months_of(self, held: Held, table: str) -> dict[Month, list[tuple[Row, str]]]:
        """The plan's rows and their themes, by month."""
        mapping = self._sheets.forms[held.form].tables[table]
        month_column = mapping.by_role(Role.MONTH) or mapping.anchor
        theme_column = mapping.by_role(Role.THEME) or mapping.anchor
        months: dict[Month, list[tuple[Row, str]]] = {}
        for row in held.record.rows(table):
            month = row[month_column].value
            if isinstance(month, Month):
                months.setdefault(month, []).append((row, str(row[theme_column].value)))
        return months

    def _day_of(self, held: Held, month: Month, told: Scalar) -> dt.date:
        """The day that the plan itself names, if it is in the month, else the one that the branch's rules give."""
        if isinstance(told, dt.date) and Month.of(told) == month:
            return told
        planned = planned_day(month, self._rules)
        if planned.message:
            hint = "活动登记表上写哪一天，就按哪一天"
            self._sheets.say(held, "day-unsettled", planned.message, hint)
        return planned.day

    def _join_months(self, activities: list[Activity]) -> list[Activity]:
        result = list(activities)
        for packet in self._packets:
            for name, source in packet.sources.items():
                if source.join is not Join.MONTH:
                    continue
                for held, day in self._sheets.dated(source.form, "record-undated"):
                    month = Month.of(day)
                    there = _of_month(result, packet, month)
                    place = self._place_in(there, result, held.form)
                    if place is None:
                        self._sheets.say(
                            held,
                            "activity-missing",
                            f"{month}还没有活动，这张表先放着",
                            "收到当月的活动登记表或年度安排后会自动归入",
                        )
                    else:
                        result[place] = replace(result[place], sources={**result[place].sources, name: held})
                        for other in (each for each in there if each != place):
                            lies = {**result[other].elsewhere, held.form: result[place].day}
                            result[other] = replace(result[other], elsewhere=lies)
        return result

    def _place_in(self, places: list[int], activities: list[Activity], form: str) -> int | None:
        """The month's earliest activity; for dues the earliest that says they were paid there, if one does."""
        if self._sheets.forms[form].table_with(Role.DUE):
            places = [place for place in places if self._pays(activities[place])] or places
        return next(iter(places), None)

    def _pays(self, activity: Activity) -> bool:
        held = activity.sources.get(activity.packet.subject)
        name = self._sheets.forms[held.form].by_role(Role.PAYS) if held else None
        return bool(held and name and held.record.value(name) is True)

    def _join_branch(self, activity: Activity) -> Activity:
        sources = dict(activity.sources)
        for name, source in activity.packet.sources.items():
            if source.join is Join.BRANCH and (newest := self._sheets.newest(source.form)):
                sources[name] = newest
        return replace(activity, sources=sources)


def _slot(packet: PacketMapping, form: str, join: Join) -> str | None:
    return next((name for name, s in packet.sources.items() if s.form == form and s.join is join), None)


def _of_month(activities: list[Activity], packet: PacketMapping, month: Month) -> list[int]:
    """Where the month's activities stand: those that took place first, each by date."""
    of = month.year, month.month
    there = [
        (activity.planned, activity.day, index)
        for index, activity in enumerate(activities)
        if activity.packet is packet and (activity.day.year, activity.day.month) == of
    ]
    return [index for _, _, index in sorted(there)]


def _assigned(themes: list[str], activities: list[Activity], packet: PacketMapping, month: Month) -> dict[int, int]:
    """Which of the month's themes stands for which activity: equal themes first, what is left in order."""
    free = [index for index in _of_month(activities, packet, month) if not activities[index].planned]
    found: dict[int, int] = {}
    for number, theme in enumerate(themes):
        if same := [index for index in free if alike(activities[index].theme, theme)]:
            found[number] = same[0]
            free.remove(same[0])
    rest = [number for number in range(len(themes)) if number not in found]
    return found | dict(zip(rest, free, strict=False))
