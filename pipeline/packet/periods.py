"""What a month, a quarter or a year brought, put together: registers, ledgers, publications, single papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ledger.entries import Held
from pipeline.mapping.packet import Join, PacketMapping
from pipeline.model.periods import Period
from pipeline.packet.activity import Activity
from pipeline.packet.sheets import Sheets, joined_by


def periods_of(sheets: Sheets, packets: Sequence[PacketMapping], activities: Iterable[Activity]) -> list[Activity]:
    """One for each packet without kinds and each period in which one of its forms came; `activities` are all."""
    took_place = [activity for activity in activities if not activity.planned]
    homes = _homes(packets)
    return [
        _period(packet, period, sheets, took_place, homes[packet.packet])
        for packet in packets
        if not packet.kinds
        for period in _periods(packet, sheets)
    ]


def _periods(packet: PacketMapping, sheets: Sheets) -> list[Period]:
    found = {
        Period.of(day, packet.every)
        for source in packet.sources.values()
        if source.join in {Join.SUBJECT, Join.PERIOD}
        for _, day in sheets.dated(source.form, "subject-undated")
    }
    return sorted(found)


def _period(
    packet: PacketMapping, period: Period, sheets: Sheets, activities: Iterable[Activity], home: frozenset[str]
) -> Activity:
    branch = sheets.branch
    several = {
        name: _brought(source.form, period, sheets)
        for name, source in packet.sources.items()
        if source.join is Join.PERIOD
    }
    each = _brought(packet.sources[packet.subject].form, period, sheets) if packet.subject else ()
    standing = {
        name: newest
        for name, source in packet.sources.items()
        if source.join is Join.BRANCH and (newest := sheets.newest(source.form))
    }
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
        home=home,
        forms=sheets.forms,
    )


def _brought(form: str, period: Period, sheets: Sheets) -> tuple[Held, ...]:
    """Of a month or a year alone the first day stands for it wherever a whole date is asked for."""
    return tuple(
        replace(held, happened=day.isoformat()) for held, day in sheets.dated(form, "subject-undated") if day in period
    )


def _day(each: tuple[Held, ...], period: Period) -> dt.date:
    """Of a folder of single papers the first one's, else the period's first."""
    return dt.date.fromisoformat(each[0].happened) if each else period.first


def _homes(packets: Sequence[PacketMapping]) -> dict[str, frozenset[str]]:
    """Packet -> the forms that have their place there. A list of what belongs elsewhere is not its place."""
    taken = {form for join in Join if join not in {Join.PERIOD, Join.BRANCH} for form in joined_by(join, packets)}
    homes: dict[str, frozenset[str]] = {}
    for packet in packets:
        own = {packet.sources[packet.subject].form} if packet.subject else set()
        own |= set(joined_by(Join.PERIOD, [packet])) - taken
        taken |= own
        homes[packet.packet] = frozenset(own)
    return homes
