"""What a branch's activities say of each other: a talk after what it prepares, a photo or minutes used twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.ledger.entries import Photo
from pipeline.mapping.form import FormMapping
from pipeline.model.problem import Problem
from pipeline.model.record import Origin, Value
from pipeline.packet.absences import absences_between
from pipeline.packet.activity import Activity
from pipeline.packet.birthdays import birthdays_between
from pipeline.packet.checks import dated_at
from pipeline.packet.dues import dues_between
from pipeline.packet.measure import Measure
from pipeline.packet.photos import named_photos
from pipeline.rules.copies import check_photo_copy, check_text_copy, essence
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
        *_texts(took_place, forms),
        *birthdays_between(took_place, forms, measure),
        *absences_between(took_place, forms, measure),
        *dues_between(took_place, forms, measure),
    ):
        kept = graded([problem], measure.catalogue, activity.kinds)
        if kept:
            found.setdefault(key_of(activity), []).extend(kept)
    return found


def key_of(activity: Activity) -> ActivityKey:
    return activity.packet.packet, activity.key


def _talks(activities: Iterable[Activity], forms: Mapping[str, FormMapping]) -> Iterator[tuple[Activity, Problem]]:
    everything = list(activities)
    events = [
        Event(activity.day, words, dated_at(activity) or Origin(activity.theme))
        for activity in everything
        if activity.packet.kinds
        for words in [" ".join((activity.theme, *activity.kinds))]
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


def _texts(activities: Iterable[Activity], forms: Mapping[str, FormMapping]) -> Iterator[tuple[Activity, Problem]]:
    first: dict[tuple[str, str], tuple[Activity, Value]] = {}
    for activity in activities:
        held = activity.sources.get(activity.packet.subject)
        for name, value in held.record.fields.items() if held else ():
            field = forms[held.form].fields.get(name) if held else None
            if field is None or not field.is_long or not (told := essence(str(value.value))):
                continue
            before, there = first.setdefault((name, told), (activity, value))
            if before.day != activity.day:
                yield activity, check_text_copy(name, value, there, before.day)
