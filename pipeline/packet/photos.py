"""Which dropped picture is the one that the activity form names?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.ledger.entries import Photo
from pipeline.mapping.vocabulary import Role
from pipeline.model.picture import Picture
from pipeline.model.record import Value
from pipeline.model.values import BLANK
from pipeline.packet.activity import Activity
from pipeline.packet.context import Context, Material


def photo_rows(rows: list[Context], column: str, material: Material) -> list[Context]:
    """`column` names the picture.

    Each row with 图, 拍摄时间 (EXIF), 题名 and 缺图: true while the picture has not come."""
    day = material.activity.day
    folders = {held.folder for held in material.sources.values()}
    return [_row(row, column, find_photo(str(row[column]), material.photos, day, folders), material) for row in rows]


def find_photo(name: str, photos: tuple[Photo, ...], day: dt.date, folders: set[str]) -> Photo | None:
    """By name, with or without its ending. Of several: that taken on the day, else that beside the form, else none.

    In one folder a later picture of a name replaces the earlier one.
    """
    wanted = _plain(name)
    newest: dict[str, Photo] = {}
    for photo in photos:
        if _is_called(_plain(photo.name), wanted):
            newest[photo.folder] = photo
    candidates = list(newest.values())
    for choice in (
        [photo for photo in candidates if photo.taken_at.startswith(day.isoformat())],
        [photo for photo in candidates if photo.folder in folders],
        candidates,
    ):
        if len(choice) == 1:
            return choice[0]
    return None


def named_photos(activity: Activity, photos: tuple[Photo, ...]) -> Iterator[tuple[Value, Photo | None]]:
    """Each picture that a form of the activity names, and the one that was dropped, if it has come."""
    for held in activity.sources.values():
        place = activity.forms[held.form].table_with(Role.PHOTO)
        if place is None:
            continue
        table, column = place
        for row in held.record.rows(table):
            name = row[column]
            yield name, find_photo(str(name.value), photos, activity.day, {held.folder})


def picture_of(photo: Photo) -> Picture:
    """As documents show it."""
    return Picture(photo.digest, name=photo.name)


def _plain(name: str) -> str:
    return name.casefold().strip()


def _is_called(dropped: str, named: str) -> bool:
    return dropped.startswith(named) and named in {dropped, PurePosixPath(dropped).stem}


def _row(row: Context, column: str, photo: Photo | None, material: Material) -> Context:
    caption = row.get("说明") or row[column]
    extra: dict[str, Any] = {
        "题名": f"{material.activity.theme} {caption}",
        "缺图": photo is None,
        "图": BLANK,
        "拍摄时间": BLANK,
    }
    if photo:
        extra |= {"图": picture_of(photo), "拍摄时间": _spoken(photo.taken_at) or BLANK}
    return {**row, **extra}


def _spoken(taken_at: str) -> str:
    """2026-03-20 14:40 -> 2026年3月20日 14:40."""
    if not taken_at:
        return ""
    moment = dt.datetime.fromisoformat(taken_at)
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
