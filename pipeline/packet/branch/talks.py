"""A branch's talks of two: between whom each was, by the committee and the roster of its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from pipeline.ledger.entries import Held
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Record
from pipeline.model.values import BLANK
from pipeline.packet.branch.facts import BranchPast
from pipeline.rules.bodies import is_post
from pipeline.rules.pairings import Meeting, Pairing, pairing_of


def talk_tags(held: Held, past: BranchPast) -> frozenset[str]:
    """The pairing as the tag by which rules ask for it; nothing where the record is no talk, or of no pairing."""
    talk = meeting_of(held, past)
    pairing = pairing_in(held, talk, past) if talk else None
    return frozenset([str(pairing)] if pairing else [])


def meeting_of(held: Held, past: BranchPast) -> Meeting | None:
    """None where the record is no talk of two."""
    form = past.forms[held.form]
    if form.by_role(Role.TALKER) is None:
        return None
    talker, other = form.by_role(Role.TALKER), form.by_role(Role.TALKED_TO)
    if talker is None or other is None:
        return None
    names = [held.record.value(name) for name in (talker, other)]
    day = held.record.value(form.by_role(Role.DATE) or "")
    if any(name is BLANK for name in names) or not isinstance(day, dt.date):
        return None
    return Meeting(day, *map(str, names))


def pairing_in(held: Held, talk: Meeting, past: BranchPast) -> Pairing | None:
    """Where neither the branch's sheet nor its roster names a committee, by the posts that the talk itself tells."""
    committee: Collection[str] = past.on(talk.day).committee or _by_own_posts(held.record, talk)
    return pairing_of(talk.one, talk.other, committee, past.on(talk.day).members)


def acting_committee(talks: Iterable[Held], past: BranchPast) -> list[str]:
    """By the posts that the talks themselves tell."""
    read = ((held.record, meeting_of(held, past)) for held in talks)
    return sorted({name for record, talk in read if talk for name in _by_own_posts(record, talk)})


def _by_own_posts(record: Record, talk: Meeting) -> set[str]:
    posts = {talk.one: record.value("谈话人职务"), talk.other: record.value("谈话对象职务")}
    return {name for name, post in posts.items() if is_post(str(post))}
