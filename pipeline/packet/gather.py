"""Which activities are there, and which records belong to each? A pure function of what a branch has sent in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping, Role
from pipeline.mapping.packet import Join, PacketMapping, Source
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Row
from pipeline.model.values import BLANK, Month

DEFAULT_KIND = "主题党日"
"""What a sheet is of that names no kind: design, core forms."""


@dataclass(frozen=True)
class Activity:
    """What one packet is about. `sources` holds the record found for each source of the packet's mapping.

    `key` tells it from the branch's other activities of the packet. `number` counts the branch's activities of
    the packet in the year, by date, from 1; a planned one counts nothing. A packet without kinds is about a
    year's records of one form: `each` holds them, by date.
    """

    packet: PacketMapping
    branch: str
    key: str
    day: dt.date
    theme: str
    kinds: tuple[str, ...] = ()
    planned: bool = False
    sources: Mapping[str, Held] = field(default_factory=dict)
    each: tuple[Held, ...] = ()
    plan_row: Row | None = None
    number: int = 0

    @property
    def month(self) -> Month:
        return Month.of(self.day)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every activity of a branch, by date, and what could not be put to one."""

    activities: list[Activity]
    loose: list[Problem]


class Gathering:
    """Joins the records of one branch. `day_of` gives a planned month its day."""

    def __init__(
        self,
        forms: Mapping[str, FormMapping],
        packets: Iterable[PacketMapping],
        held: list[Held],
        day_of: Callable[[Month], dt.date],
    ) -> None:
        self._forms = forms
        self._packets = list(packets)
        self._held = held
        self._day_of = day_of
        self._loose: list[Problem] = []

    def run(self) -> Gathered:
        activities: list[Activity] = []
        for packet in self._packets:
            activities += self._subjects(packet) if packet.kinds else self._years(packet)
        activities += self._unannounced(activities)
        activities = self._join_dates(activities)
        for packet in self._packets:
            for name, source in packet.sources.items():
                if source.join is Join.PLAN:
                    activities = self._join_plan(activities, packet, name, source)
        activities = self._join_months(activities)
        activities = [self._join_branch(activity) for activity in activities]
        return Gathered(_numbered(sorted(activities, key=_order)), self._loose)

    def _of(self, form: str) -> list[Held]:
        return [held for held in self._held if held.form == form]

    def _text(self, held: Held, role: Role) -> str:
        name = self._forms[held.form].by_role(role)
        value = held.record.value(name) if name else BLANK
        return "" if value is BLANK else str(value)

    # --- the activities themselves

    def _subjects(self, packet: PacketMapping) -> list[Activity]:
        source = packet.sources[packet.subject]
        found = []
        for held in self._of(source.form):
            kinds = self._kinds(held)
            if self._packet_for(kinds) is not packet:
                continue
            day = dt.date.fromisoformat(held.happened)
            key = f"{held.happened} {'、'.join(sorted(kinds))}"
            theme = self._text(held, Role.THEME)
            found.append(Activity(packet, held.branch, key, day, theme, kinds, sources={packet.subject: held}))
        return found

    def _years(self, packet: PacketMapping) -> list[Activity]:
        years: dict[int, list[Held]] = {}
        for held in self._of(packet.sources[packet.subject].form):
            years.setdefault(int(held.happened[:4]), []).append(held)
        return [
            Activity(
                packet,
                held[0].branch,
                str(year),
                dt.date.fromisoformat(held[0].happened),
                "",
                each=tuple(held),
            )
            for year, held in years.items()
        ]

    def _kinds(self, held: Held) -> tuple[str, ...]:
        name = self._forms[held.form].by_role(Role.KINDS)
        value = held.record.value(name) if name else BLANK
        return value if isinstance(value, tuple) else (DEFAULT_KIND,)

    def _packet_for(self, kinds: tuple[str, ...]) -> PacketMapping | None:
        """The first packet in the mappings' order that serves one of the kinds."""
        return next((packet for packet in self._packets if set(packet.kinds) & set(kinds)), None)

    def _unannounced(self, known: list[Activity]) -> list[Activity]:
        """A sign-in sheet makes an activity of its own while no activity form of its date has come."""
        packet = self._packet_for((DEFAULT_KIND,))
        dates = {(activity.branch, activity.day) for activity in known if activity.packet.kinds}
        found: dict[dt.date, Activity] = {}
        if packet is None:
            return []
        for form in {source.form for source in packet.sources.values() if source.join is Join.DATE}:
            for held in self._of(form):
                day = dt.date.fromisoformat(held.happened)
                if (held.branch, day) in dates:
                    continue
                key = f"{held.happened} {DEFAULT_KIND}"
                theme = self._text(held, Role.THEME)
                found.setdefault(day, Activity(packet, held.branch, key, day, theme, (DEFAULT_KIND,)))
        return list(found.values())

    # --- what belongs to them

    def _join_dates(self, activities: list[Activity]) -> list[Activity]:
        joined = {id(activity): dict(activity.sources) for activity in activities}
        forms = {s.form for p in self._packets for s in p.sources.values() if s.join is Join.DATE}
        for form in sorted(forms):
            for held in self._of(form):
                self._join_date(held, activities, joined)
        return [replace(activity, sources=joined[id(activity)]) for activity in activities]

    def _join_date(self, held: Held, activities: list[Activity], joined: dict[int, dict[str, Held]]) -> None:
        same_day = [
            a for a in activities if a.day.isoformat() == held.happened and _slot(a.packet, held.form, Join.DATE)
        ]
        theme = self._text(held, Role.THEME)
        chosen = same_day if len(same_day) == 1 else [a for a in same_day if _alike(a.theme, theme)]
        if len(chosen) != 1:
            names = "、".join(activity.theme for activity in same_day)
            self._say(
                held,
                "activity-undecided",
                f"这一天有几项活动（{names}），看不出属于哪一项",
                "请把活动主题写得与登记表一致",
            )
            return
        slots = joined[id(chosen[0])]
        slot = _slot(chosen[0].packet, held.form, Join.DATE) or ""
        other = slots.get(slot)
        if other is None:
            slots[slot] = held
            return
        keep, drop = self._nearer(chosen[0].theme, other, held)
        slots[slot] = keep
        self._say(
            drop,
            "second-sheet",
            f"同一次活动另有一张{drop.form}（{keep.file}），这一张没有用",
            "两张都要用时，请把活动主题写得与各自的登记表一致",
        )

    def _nearer(self, theme: str, first: Held, second: Held) -> tuple[Held, Held]:
        """The one whose theme is the activity's; else the one sent later."""
        alike = [_alike(theme, self._text(held, Role.THEME)) for held in (first, second)]
        if alike[0] != alike[1]:
            return (first, second) if alike[0] else (second, first)
        return (second, first) if second.id > first.id else (first, second)

    def _join_plan(
        self, activities: list[Activity], packet: PacketMapping, name: str, source: Source
    ) -> list[Activity]:
        """Each row goes to an activity of its month, by theme, then by order; what is left over is planned."""
        result = list(activities)
        for held in self._of(source.form):
            for month, rows in self._months_of(held, source.table).items():
                places = _assigned([theme for _, theme in rows], result, packet, month)
                for number, (row, theme) in enumerate(rows):
                    place = places.get(number)
                    if place is None:
                        planned = self._planned(packet, held, month, number, theme)
                        result.append(replace(planned, sources={name: held}, plan_row=row))
                        continue
                    sources = {**result[place].sources, name: held}
                    result[place] = replace(result[place], sources=sources, plan_row=row)
        return result

    def _months_of(self, held: Held, table: str) -> dict[Month, list[tuple[Row, str]]]:
        """The plan's rows and their themes, by month."""
        mapping = self._forms[held.form].tables[table]
        month_column = mapping.by_role(Role.MONTH) or mapping.anchor
        theme_column = mapping.by_role(Role.THEME) or mapping.anchor
        months: dict[Month, list[tuple[Row, str]]] = {}
        for row in held.record.rows(table):
            month = row[month_column].value
            if isinstance(month, Month):
                months.setdefault(month, []).append((row, str(row[theme_column].value)))
        return months

    def _planned(self, packet: PacketMapping, held: Held, month: Month, number: int, theme: str) -> Activity:
        key = f"{month.iso()} 计划{number + 1 if number else ''}"
        return Activity(packet, held.branch, key, self._day_of(month), theme, packet.kinds, planned=True)

    def _join_months(self, activities: list[Activity]) -> list[Activity]:
        result = list(activities)
        for packet in self._packets:
            for name, source in packet.sources.items():
                if source.join is not Join.MONTH:
                    continue
                for held in self._of(source.form):
                    month = Month(int(held.happened[:4]), int(held.happened[5:7]))
                    place = _first_of(result, packet, month)
                    if place is None:
                        self._say(
                            held,
                            "activity-missing",
                            f"{month}还没有活动，这张表先放着",
                            "收到当月的活动登记表或年度安排后会自动归入",
                        )
                    else:
                        result[place] = replace(result[place], sources={**result[place].sources, name: held})
        return result

    def _join_branch(self, activity: Activity) -> Activity:
        """The branch's current record of the form: the newest by its own date."""
        sources = dict(activity.sources)
        for name, source in activity.packet.sources.items():
            if source.join is Join.BRANCH and (found := self._of(source.form)):
                sources[name] = max(found, key=lambda held: (held.happened, held.id))
        return replace(activity, sources=sources)

    def _say(self, held: Held, code: str, message: str, hint: str) -> None:
        at = Origin(held.file, held.sheet)
        self._loose.append(Problem(at, code, f"{held.form}：{message}", hint, Severity.WARNS))


def _slot(packet: PacketMapping, form: str, join: Join) -> str | None:
    return next((name for name, s in packet.sources.items() if s.form == form and s.join is join), None)


def _of_month(activities: list[Activity], packet: PacketMapping, month: Month) -> list[int]:
    """Where the month's activities stand: those that took place first, each by date."""
    there = [
        (activity.planned, activity.day, index)
        for index, activity in enumerate(activities)
        if activity.packet is packet and activity.month == month
    ]
    return [index for _, _, index in sorted(there)]


def _first_of(activities: list[Activity], packet: PacketMapping, month: Month) -> int | None:
    return next(iter(_of_month(activities, packet, month)), None)


def _assigned(themes: list[str], activities: list[Activity], packet: PacketMapping, month: Month) -> dict[int, int]:
    """Which of the month's themes stands for which activity: equal themes first, what is left in order."""
    free = [index for index in _of_month(activities, packet, month) if not activities[index].planned]
    found: dict[int, int] = {}
    for number, theme in enumerate(themes):
        if alike := [index for index in free if _alike(activities[index].theme, theme)]:
            found[number] = alike[0]
            free.remove(alike[0])
    rest = [number for number in range(len(themes)) if number not in found]
    return found | dict(zip(rest, free, strict=False))


def _alike(first: str, second: str) -> bool:
    """The same theme, however it is spaced; or one that holds the other."""
    plain = ["".join(text.split()).casefold() for text in (first, second)]
    return bool(plain[0]) and bool(plain[1]) and (plain[0] in plain[1] or plain[1] in plain[0])


def _order(activity: Activity) -> tuple[dt.date, str, str]:
    return activity.day, activity.packet.packet, activity.key


def _numbered(activities: list[Activity]) -> list[Activity]:
    counts: dict[tuple[str, int], int] = {}
    result = []
    for activity in activities:
        if activity.planned or activity.each:
            result.append(activity)
            continue
        place = (activity.packet.packet, activity.day.year)
        counts[place] = counts.get(place, 0) + 1
        result.append(replace(activity, number=counts[place]))
    return result
