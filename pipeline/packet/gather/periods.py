"""What a month, a quarter or a year brought, put together: registers, ledgers, publications, single papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.model.periods import Period
from pipeline.packet.activity import Activity
from pipeline.packet.papers.period_papers import filed_by_person, not_filed, papers_by_period, periods_listed
from pipeline.packet.sheets import Sheets, joined_by


def periods_of(sheets: Sheets, packets: Sequence[PacketMapping], activities: Iterable[Activity]) -> list[Activity]:
    """One for each packet without kinds and each period in which one of its forms or papers came; `activities` are all.

    Papers that lie with an activity are not put here once more.
    """
    took_place = [activity for activity in activities if not activity.planned]
    homes = homes_of(packets)
    free = not_filed(sheets.papers, took_place)
    found = []
    for packet in (one for one in packets if not one.kinds):
        papers = papers_by_period(packet, free)
        for period in sorted({*_periods(packet, sheets), *papers, *periods_listed(packet, took_place, free)}):
            activity = _period(packet, period, sheets, took_place, homes[packet.packet])
            found.append(replace(activity, papers=papers[period]) if period in papers else activity)
    return filed_by_person(found, free)


def _periods(packet: PacketMapping, sheets: Sheets) -> list[Period]:
    """What was ever sent makes a period only where a document needs it: a plan may wait for what it is held against."""
    needed = {name for document in packet.documents for need in document.needs for name in need.split("|")}
    found = {
        Period.of(day, packet.every)
        for name, source in packet.sources.items()
        if source.join in {Join.SUBJECT, Join.PERIOD} or (source.join is Join.EVER and name in needed)
        for _, day in sheets.dated(source.form, "subject-undated")
    }
    return sorted(found)


def _period(
    packet: PacketMapping, period: Period, sheets: Sheets, activities: Iterable[Activity], home: frozenset[str]
) -> Activity:
    branch = sheets.branch
    several = {
        name: _brought(source.form, period if source.join is Join.PERIOD else None, sheets)
        for name, source in packet.sources.items()
        if source.join.gives_list
    }
    each = _brought(packet.sources[packet.subject].form, period, sheets) if packet.subject else ()
    standing = {
        name: newest
        for name, source in packet.sources.items()
        if source.join is Join.BRANCH and (newest := sheets.newest(source.form))
    }
    reaches_back = any(source.join is Join.EVER for source in packet.sources.values())
    first = period.first
    return Activity(
        packet,
        branch,
        period.iso(),
        _day(each, period),
        "",
        sources=standing,
        period=period,
        each=each,
        several=several,
        within=tuple(activity for activity in activities if activity.day in period),
        before=tuple(activity for activity in activities if reaches_back and activity.day < first),
        home=home,
        on_file=sheets.papers,
        forms=sheets.forms,
    )


def _brought(form: str, period: Period | None, sheets: Sheets) -> tuple[Held, ...]:
    """By date."""
    brought = (held for held, day in sheets.dated(form, "subject-undated") if period is None or day in period)
    return tuple(sorted(brought, key=lambda held: held.order))


def _day(each: tuple[Held, ...], period: Period) -> dt.date:
    """Of a folder of single papers the first one's, else the period's first."""
    return (each and each[0].day) or period.first


def homes_of(packets: Sequence[PacketMapping]) -> dict[str, frozenset[str]]:
    """Packet -> the forms that have their place there. A list of what belongs elsewhere is not its place."""
    lists = {join for join in Join if join.gives_list}
    taken = {form for join in Join if join not in {*lists, Join.BRANCH} for form in joined_by(join, packets)}
    homes: dict[str, frozenset[str]] = {}
    for packet in packets:
        own = {packet.sources[packet.subject].form} if packet.subject else set()
        own |= {form for join in lists for form in joined_by(join, [packet])} - taken
        taken |= own
        homes[packet.packet] = frozenset(own)
    return homes
