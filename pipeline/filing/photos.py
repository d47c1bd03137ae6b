"""The photos of the year's activities, as the archive catalogues them (DA/T 50-2014)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from pipeline.filing.boxes import Filed, Series
from pipeline.filing.pieces import Identity
from pipeline.filing.register import Register
from pipeline.ledger.entries import Photo
from pipeline.mapping.vocabulary import Role
from pipeline.model.record import Row
from pipeline.packet.activity import Activity
from pipeline.packet.photos import find_photo

_PLACE: Final = "活动地点"
_CAPTION: Final = "说明"
_PHOTOGRAPHER: Final = "摄影者"


@dataclass(frozen=True, slots=True)
class FiledPhoto:
    """`activity` is whose it is: that of a piece; `when` is its own time, else the activity's day.

    Who is in it no form says: that is filled in by hand.
    """

    box: str
    activity: Identity
    digest: str
    caption: str
    when: str
    place: str
    background: str
    photographer: str
    number: int = 0

    @property
    def identity(self) -> Identity:
        return (*self.activity, self.digest)


def photos_of(activities: Iterable[Activity], photos: tuple[Photo, ...], box: str) -> Iterator[FiledPhoto]:
    """Each picture once, by activity, in the order of the form; those that have not come are left out."""
    seen: set[str] = set()
    for activity in activities:
        for held in activity.sources.values():
            table = activity.forms[held.form].table_with(Role.PHOTO)
            for row in held.record.rows(table[0]) if table else ():
                photo = find_photo(str(row[table[1]].value), photos, activity.day, {held.folder}) if table else None
                if photo and photo.digest not in seen:
                    seen.add(photo.digest)
                    yield _filed(box, activity, photo, row, str(held.record.value(_PLACE) or ""))


def _filed(box: str, activity: Activity, photo: Photo, row: Row, place: str) -> FiledPhoto:
    return FiledPhoto(
        box=box,
        activity=(activity.branch, activity.packet.packet, activity.key),
        digest=photo.digest,
        caption=_told(row, _CAPTION) or activity.theme,
        when=photo.taken_at or activity.day.isoformat(),
        place=place,
        background=" ".join(activity.theme.split()),
        photographer=_told(row, _PHOTOGRAPHER),
    )


def catalogue(photos: Iterable[FiledPhoto], series: Series, filed: Iterable[Filed]) -> list[dict[str, Any]]:
    """The columns of the standard; 参见号 is the 档号 of the activity's own piece."""
    pieces = {one.piece.identity: one.reference for one in filed}
    return [
        {
            "题名": photo.caption,
            "照片号": series.reference(photo.number),
            "参见号": pieces.get(photo.activity, ""),
            "时间": _spoken(photo.when),
            "地点": photo.place,
            "人物": "",
            "背景": photo.background,
            "摄影者": photo.photographer,
        }
        for photo in photos
    ]


def numbered_photos(photos: Iterable[FiledPhoto], series: Series, register: Register) -> tuple[FiledPhoto, ...]:
    """By number; the register has numbers for all of them."""
    numbers = register.numbers(series.key)
    found = (replace(photo, number=numbers[photo.identity]) for photo in photos)
    return tuple(sorted(found, key=lambda photo: photo.number))


def _told(row: Row, column: str) -> str:
    return str(row[column].value or "") if column in row else ""


def _spoken(when: str) -> str:
    """2026-03-20 14:40 -> 20260320 14:40."""
    day, _, time = when.partition(" ")
    return f"{dt.date.fromisoformat(day):%Y%m%d} {time}".strip()
