"""Photos that came, and that no row of any form names: they are in no document, and a person should know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final

from pipeline.ledger.entries import Photo
from pipeline.mapping.vocabulary import Role
from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin
from pipeline.packet.activity import Activity
from pipeline.packet.papers.paper import Paper
from pipeline.packet.publish.originals import used_photos

_MOST_NAMED: Final = 5


def photos_without_row(
    activities: Sequence[Activity], photos: Iterable[Photo], papers: Iterable[Paper]
) -> list[Problem]:
    """One line for the photos of a day, and one for those that do not tell their day."""
    papers_too = {(paper.folder, paper.file) for paper in papers}
    newest = {(photo.folder, photo.name): photo for photo in photos if (photo.folder, photo.name) not in papers_too}
    if not newest:
        return []
    named, used = _named(activities), set[int]()
    keys = [key for photo in newest.values() for key in _keys(photo)]
    if any(key in named and keys.count(key) > 1 for key in set(keys)):
        # Several bear a name that a row gives: which of them is meant takes a closer look.
        used = {photo.submission for each in activities for photo in used_photos(each, tuple(newest.values()))}
        without = [photo for photo in newest.values() if photo.submission not in used]
    else:
        without = [photo for photo in newest.values() if named.isdisjoint(_keys(photo))]
    without.sort(key=lambda photo: (photo.taken_at[:10], photo.folder, photo.name))
    return [_line(day, list(those)) for day, those in groupby(without, lambda photo: photo.taken_at[:10])]


def _named(activities: Iterable[Activity]) -> set[str]:
    """What the rows of photos name, as `_keys` tells a photo."""
    return {
        str(row[place[1]].value).casefold().strip()
        for activity in activities
        for held in activity.sources.values()
        if (place := activity.forms[held.form].table_with(Role.PHOTO))
        for row in held.record.rows(place[0])
    }


def _keys(photo: Photo) -> set[str]:
    name = photo.name.casefold().strip()
    return {name, PurePosixPath(name).stem}


def _line(day: str, photos: list[Photo]) -> Problem:
    names = "、".join(photo.name for photo in photos[:_MOST_NAMED])
    names += f" 等 {len(photos)} 张" if len(photos) > _MOST_NAMED else ""
    taken = f"（摄于 {day}）" if day else ""
    message = f"照片 {names}{taken} 收下了，但是没有一张登记表的“照片”栏写着，没有排进活动剪影"
    hint = (
        "要用的，请在那次活动登记表的“照片”栏里一张写一行（文件名、说明），重新报送；"
        "放错了的，把同一张照片放进 inbox/撤回"
    )
    return Problem(Origin(photos[0].folder or photos[0].name), "photo-without-row", message, hint, Severity.WARNS)
