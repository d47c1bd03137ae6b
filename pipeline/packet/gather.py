"""Which activities are there, and which records belong to each? A pure function of what a branch has sent in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.ledger.entries import Held
from pipeline.mapping.form import FormMapping, Role
from pipeline.mapping.packet import Join, PacketMapping, Source
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Row
from pipeline.model.values import BLANK, Month
from pipeline.packet.themes import alike


@dataclass(frozen=True)
class Activity:
    """What one packet is about. `sources` holds the record found for each source of the packet's mapping.

    `key` tells it from the branch's other activities of the packet. `number` counts the branch's activities of
    the packet in the year, by date, from 1; a planned one counts nothing. A packet without kinds is about a
    year's records of one form: `each` holds them, by date, each with its first day as the day that it is of.
    `forms` are the mappings that its records were read with.
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
    forms: Mapping[str, FormMapping] = field(default_factory=dict, repr=False)

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
        self._loose = []
        activities = self._subjects()
        for packet in self._packets:
            if not packet.kinds:
                activities += self._years(packet)
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

    def _subjects(self) -> list[Activity]:
        """One for each activity form, in the first packet of the mappings' order that serves one of its kinds."""
        found = []
        for form in sorted({packet.sources[packet.subject].form for packet in self._packets if packet.kinds}):
            for held, day in self._dated(form, "subject-undated"):
                kinds = self._kinds(held)
                packet = self._packet_for(kinds, form)
                if packet is None:
                    what = f"没有一种材料包收“{'、'.join(kinds)}”" if kinds else "没有写活动类型"
                    self._say(held, "packet-missing", what, "请改正活动类型，或在 mappings/packets 里加一种材料包")
                    continue
                key = f"{held.happened} {'、'.join(sorted(kinds))}"
                theme = self._text(held, Role.THEME)
                sources = {packet.subject: held}
                found.append(Activity(packet, held.branch, key, day, theme, kinds, sources=sources, forms=self._forms))
        return found

    def _years(self, packet: PacketMapping) -> list[Activity]:
        years: dict[int, list[Held]] = {}
        for held, day in self._dated(packet.sources[packet.subject].form, "subject-undated"):
            # Of a month or a year alone the first day stands for it wherever a whole date is asked for.
            years.setdefault(day.year, []).append(replace(held, happened=day.isoformat()))
        return [
            Activity(
                packet,
                held[0].branch,
                str(year),
                dt.date.fromisoformat(held[0].happened),
                "",
                each=tuple(held),
                forms=self._forms,
            )
            for year, held in years.items()
        ]

    def _dated(self, form: str, code: str) -> Iterator[tuple[Held, dt.date]]:
        """The form's records with the first day of what they say of their time; what says nothing is told."""
        for held in self._of(form):
            if day := first_day(held.happened):
                yield held, day
            else:
                self._say(held, code, "看不出是哪一天、哪个月或哪一年的", "请填写日期后重新报送")

    def _kinds(self, held: Held) -> tuple[str, ...]:
        name = self._forms[held.form].by_role(Role.KINDS)
        value = held.record.value(name) if name else BLANK
        if isinstance(value, tuple):
            return value
        return (str(value),) if value is not BLANK else self._default_kinds(held.form)

    def _default_kinds(self, form: str) -> tuple[str, ...]:
        """What an activity is of that names no kind, as its form's mapping declares it."""
        mapping = self._forms[form]
        name = mapping.by_role(Role.KINDS)
        default = mapping.fields[name].default if name else None
        return (default,) if default else ()

    def _packet_for(self, kinds: tuple[str, ...], subject: str) -> PacketMapping | None:
        return next(
            (
                packet
                for packet in self._packets
                if set(packet.kinds) & set(kinds) and packet.sources[packet.subject].form == subject
            ),
            None,
        )

    def _unannounced(self, known: list[Activity]) -> list[Activity]:
        """A sign-in sheet makes an activity of its own while no activity form of its date has come.

        Two sheets of one day with different themes make two; the theme enters the second one's key.
        """
        dates = {activity.day for activity in known if activity.packet.kinds}
        found: list[Activity] = []
        for packet in self._packets:
            subject = packet.sources[packet.subject].form
            kinds = self._default_kinds(subject)
            if not packet.kinds or self._packet_for(kinds, subject) is not packet:
                continue
            for form in _joined_by(Join.DATE, [packet]):
                for held in self._of(form):
                    day = first_day(held.happened)
                    if day is None or day in dates:
                        continue
                    theme = self._text(held, Role.THEME)
                    same_day = [activity for activity in found if activity.day == day]
                    if any(not theme or not a.theme or alike(a.theme, theme) for a in same_day):
                        continue
                    key = f"{held.happened} {'、'.join(kinds)}" + (f" {theme}" if same_day else "")
                    found.append(Activity(packet, held.branch, key, day, theme, kinds, forms=self._forms))
        return found

    # --- what belongs to them

    def _join_dates(self, activities: list[Activity]) -> list[Activity]:
        joined = {id(activity): dict(activity.sources) for activity in activities}
        for form in _joined_by(Join.DATE, self._packets):
            for held, day in self._dated(form, "record-undated"):
                same_day = [a for a in activities if a.day == day and _slot(a.packet, form, Join.DATE)]
                if same_day:
                    self._join_date(held, same_day, joined)
                else:
                    self._say(held, "activity-missing", "这一天还没有活动，这张表先放着", "收到活动登记表后会自动归入")
        return [replace(activity, sources=joined[id(activity)]) for activity in activities]

    def _join_date(self, held: Held, same_day: list[Activity], joined: dict[int, dict[str, Held]]) -> None:
        theme = self._text(held, Role.THEME)
        chosen = same_day if len(same_day) == 1 else [a for a in same_day if alike(a.theme, theme)]
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
        fits = [alike(theme, self._text(held, Role.THEME)) for held in (first, second)]
        if fits[0] != fits[1]:
            return (first, second) if fits[0] else (second, first)
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
        day = self._day_of(month)
        return Activity(packet, held.branch, key, day, theme, packet.kinds, planned=True, forms=self._forms)

    def _join_months(self, activities: list[Activity]) -> list[Activity]:
        result = list(activities)
        for packet in self._packets:
            for name, source in packet.sources.items():
                if source.join is not Join.MONTH:
                    continue
                for held, day in self._dated(source.form, "record-undated"):
                    month = Month.of(day)
                    place = self._place_in(month, result, packet, held.form)
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

    def _place_in(self, month: Month, activities: list[Activity], packet: PacketMapping, form: str) -> int | None:
        """The month's earliest activity; for dues the earliest that says they were paid there, if one does."""
        places = _of_month(activities, packet, month)
        if self._forms[form].table_with(Role.DUE):
            places = [place for place in places if self._pays(activities[place])] or places
        return next(iter(places), None)

    def _pays(self, activity: Activity) -> bool:
        held = activity.sources.get(activity.packet.subject)
        name = self._forms[held.form].by_role(Role.PAYS) if held else None
        return bool(held and name and held.record.value(name) is True)

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


def first_day(happened: str) -> dt.date | None:
    """The first day of a day, month or year in ISO form; none where nothing is known."""
    parts = [int(part) for part in happened.split("-") if part]
    return dt.date(*[*parts, 1, 1][:3]) if parts else None


def _joined_by(join: Join, packets: Iterable[PacketMapping]) -> list[str]:
    """The forms that so find their packet, in a fixed order."""
    return sorted({s.form for packet in packets for s in packet.sources.values() if s.join is join})


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
