"""What a branch's activities say of each other: a talk after what it prepares, a photo or minutes used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.ledger.entries import Photo
from pipeline.mapping.form import FormMapping
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Value
from pipeline.packet.activity import Activity
from pipeline.packet.branch.absences import absences_between
from pipeline.packet.branch.birthdays import BIRTHDAY, birthdays_between, celebrated_days
from pipeline.packet.branch.dues import dues_between
from pipeline.packet.branch.measure import Measure
from pipeline.packet.checks.branch_checks import branch_between
from pipeline.packet.checks.checks import dated_at
from pipeline.packet.evidence.fingerprints import long_texts
from pipeline.packet.photos import named_photos
from pipeline.rules.copies import (
    check_photo_copy,
    check_text_copy,
    check_text_likeness,
    essence,
    likeness,
    shingles,
)
from pipeline.rules.grading import graded
from pipeline.rules.talk_checks import Event, check_talk, is_prepared

ActivityKey = tuple[str, str]
"""Packet and key."""


def checks_between(
    activities: Sequence[Activity], forms: Mapping[str, FormMapping], photos: tuple[Photo, ...], measure: Measure
) -> dict[ActivityKey, list[Problem]]:
    """Each told of the activity that comes later; `activities` are all of a branch, by date.

    One afternoon may serve as two activities: what these share is no copy.
    """
    found: dict[ActivityKey, list[Problem]] = {}
    took_place = [activity for activity in activities if not activity.planned]
    for activity, problem in (
        *_talks(took_place, forms),
        *_photos(took_place, photos),
        *_texts(took_place),
        *birthdays_between(took_place, forms, measure),
        *absences_between(took_place, forms, measure),
        *dues_between(took_place, measure),
        *branch_between(took_place, forms, measure),
    ):
        kept = graded([problem], measure.catalogue, activity.kinds)
        if kept:
            found.setdefault(key_of(activity), []).extend(kept)
    return found


def key_of(activity: Activity) -> ActivityKey:
    return activity.packet.packet, activity.key


def _talks(activities: Iterable[Activity], forms: Mapping[str, FormMapping]) -> Iterator[tuple[Activity, Problem]]:
    everything = list(activities)
    celebrated = dict.fromkeys(celebrated_days(everything, forms), (BIRTHDAY,))
    events = [
        Event(activity.day, words, dated_at(activity) or Origin(activity.theme))
        for activity in everything
        if activity.packet.kinds
        for words in [" ".join((activity.theme, *activity.kinds, *celebrated.get(activity.day, ())))]
        if is_prepared(words)
    ]
    for activity in everything if events else ():
        for held in activity.each:
            for problem in check_talk(held.record, forms[held.form], events):
                yield activity, problem


def _photos(activities: Iterable[Activity], photos: tuple[Photo, ...]) -> Iterator[tuple[Activity, Problem]]:
    first: dict[str, tuple[Activity, Value]] = {}
    for activity in activities:
        for name, photo in named_photos(activity, photos):
            if photo is None:
                continue
            before, there = first.setdefault(photo.digest, (activity, name))
            if before.day != activity.day:
                yield activity, check_photo_copy(name, there, before.day)


@dataclass(frozen=True, slots=True)
class _Text:
    activity: Activity
    value: Value
    essence: str
    shingles: set[str]


def _texts(activities: Iterable[Activity]) -> Iterator[tuple[Activity, Problem]]:
    """Each text against the earlier ones under the same name: word for word, else against the one most like it."""
    earlier: dict[str, list[_Text]] = {}
    for activity in activities:
        for name, value in long_texts(activity):
            if not (told := essence(str(value.value))):
                continue
            text = _Text(activity, value, told, shingles(told))
            before = earlier.setdefault(name, [])
            if problem := _copied(name, text, [one for one in before if one.activity.day != activity.day]):
                yield activity, problem
            before.append(text)


def _copied(name: str, text: _Text, before: Sequence[_Text]) -> Problem | None:
    for one in before:
        if one.essence == text.essence:
            return check_text_copy(name, text.value, one.value, one.activity.day)
    likest = max(before, key=lambda one: likeness(one.shingles, text.shingles), default=None)
    share = likeness(likest.shingles, text.shingles) if likest else 0
    return check_text_likeness(name, text.value, likest.value, likest.activity.day, share) if likest and share else None
