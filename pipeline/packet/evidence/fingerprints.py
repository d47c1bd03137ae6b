"""What of one packet should be nowhere else: its photos and its long texts, each known by a digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.files.digest import digest_of
from pipeline.ledger.entries import Photo
from pipeline.model.record import Value
from pipeline.packet.activity import Activity
from pipeline.packet.photos import named_photos
from pipeline.rules.copies import essence

OF_PHOTO = "照片"


class Fingerprint(NamedTuple):
    """`what` is 照片, or the name of the field that holds the text; `told` is the photo's name; `at` is its cell."""

    what: str
    digest: str
    told: str
    at: str


def fingerprints_of(activity: Activity, photos: tuple[Photo, ...]) -> Iterator[Fingerprint]:
    """Of a plan or a period nothing. A text is known by its essence: dates and signs do not count."""
    if activity.planned or activity.period:
        return
    for name, photo in named_photos(activity, photos):
        if photo:
            yield Fingerprint(OF_PHOTO, photo.digest, str(name.value), str(name.origin))
    for field, value in long_texts(activity):
        if told := essence(str(value.value)):
            yield Fingerprint(field, digest_of(told.encode()), "", str(value.origin))


def long_texts(activity: Activity) -> Iterator[tuple[str, Value]]:
    """What the activity's form tells at length: the minutes, the summary."""
    held = activity.sources.get(activity.packet.subject)
    if held is None:
        return
    long = activity.forms[held.form].long_fields
    for name, value in held.record.fields.items():
        if name in long:
            yield name, value
