"""原始表单/: which files a packet's documents were made from, under names that do not collide."""

from __future__ import annotations

from pipeline.files.names import distinct_file, safe_file_name
from pipeline.ledger.entries import Photo
from pipeline.packet.activity import Activity
from pipeline.packet.photos import named_photos

FOLDER = "原始表单"


def originals_of(activity: Activity, photos: tuple[Photo, ...]) -> list[tuple[str, str]]:
    """Safe file name and SHA-256 of every form and photo that was used, by name."""
    held = [
        activity.sources[name]
        for name, source in activity.packet.sources.items()
        if source.keep_original and name in activity.sources
    ]
    dropped = {(record.file, record.file_digest) for record in (*held, *activity.at_home)}
    dropped |= {(photo.name, photo.digest) for photo in used_photos(activity, photos)}
    taken: set[str] = set()
    return [(distinct_file(safe_file_name(name), taken), digest) for name, digest in sorted(dropped)]


def used_photos(activity: Activity, photos: tuple[Photo, ...]) -> list[Photo]:
    """The photos that have come of those that the activity's forms name."""
    return [photo for _, photo in named_photos(activity, photos) if photo]
