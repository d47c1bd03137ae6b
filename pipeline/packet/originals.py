"""原始表单/: which files a packet's documents were made from, under names that do not collide."""

from __future__ import annotations

from pipeline.files.names import safe_file_name
from pipeline.ledger.entries import Photo
from pipeline.packet.gather import Activity
from pipeline.packet.photos import named_photos

FOLDER = "原始表单"


def originals_of(activity: Activity, photos: tuple[Photo, ...]) -> list[tuple[str, str]]:
    """Safe file name and SHA-256 of every form and photo that was used, by name."""
    held = [
        activity.sources[name]
        for name, source in activity.packet.sources.items()
        if source.keep_original and name in activity.sources
    ]
    dropped = {(record.file, record.file_digest) for record in (*held, *activity.each)}
    dropped |= {(photo.name, photo.digest) for photo in used_photos(activity, photos)}
    names: dict[str, int] = {}
    return [(_distinct(safe_file_name(name), names), digest) for name, digest in sorted(dropped)]


def used_photos(activity: Activity, photos: tuple[Photo, ...]) -> list[Photo]:
    """The photos that have come of those that the activity's forms name."""
    return [photo for _, photo in named_photos(activity, photos) if photo]


def _distinct(name: str, taken: dict[str, int]) -> str:
    """`名.xlsx`, then `名 (2).xlsx` …, told apart as the least exact file system does."""
    taken[name.casefold()] = count = taken.get(name.casefold(), 0) + 1
    if count == 1:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem} ({count}){dot}{ending}" if stem else f"{name} ({count})"
