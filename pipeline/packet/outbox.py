"""The outbox: documents published whole, a person's edits never overwritten, what lapsed moved to the bin."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from pipeline.files.digest import digest_of, digest_of_file
from pipeline.files.publish import move_aside, remove_empty_folders, write_whole
from pipeline.ledger.entries import PublishedDocument

NEW_VERSION = "系统新版"


@dataclass(frozen=True, slots=True)
class Outbox:
    """`folder` is the outbox, `bin` where lapsed documents go."""

    folder: Path
    bin: Path

    def is_current(self, known: PublishedDocument | None, inputs: str) -> bool:
        """Nothing to do: made from the same inputs, and still there."""
        return known is not None and known.inputs == inputs and (self.folder / known.path).is_file()

    def publish(self, path: str, name: str, content: bytes, inputs: str, ours: Set[str]) -> PublishedDocument:
        """Puts `content` at `path`; beside it, as `名（系统新版）`, where a person has changed what lies there.

        `ours` are the digests of what we published there, or were about to when we were interrupted: what is
        neither that nor `content` is a person's, a changed 新版 too.
        """
        target = self.folder / path
        digest = digest_of(content)
        ours = {digest, *ours}
        place = next(place for place in _places(target) if not place.is_file() or digest_of_file(place) in ours)
        if not place.is_file() or digest_of_file(place) != digest:
            write_whole(place, content)
        for older in _there(target):
            if older not in (target, place) and digest_of_file(older) in ours:
                move_aside(older, self.bin / Path(path).parent)
        return PublishedDocument(path, name, digest, inputs, edited=place != target)

    def withdraw(self, known: PublishedDocument) -> bool:
        """Moves a lapsed document to the bin, and its folders when they are empty; a person's edit stays: False."""
        target = self.folder / known.path
        for place in _there(target):
            if digest_of_file(place) == known.digest:
                move_aside(place, self.bin / Path(known.path).parent)
        remove_empty_folders(target.parent, self.folder)
        return not target.is_file()

    def remove(self, path: str) -> None:
        """Deletes a file that is wholly ours, such as a manifest, and its folders when they are empty."""
        target = self.folder / path
        target.unlink(missing_ok=True)
        remove_empty_folders(target.parent, self.folder)


def _places(target: Path) -> Iterator[Path]:
    """Where a document may lie: its own place, then beside it, as often as people change that one as well."""
    yield target
    yield target.with_name(f"{target.stem}（{NEW_VERSION}）{target.suffix}")
    for number in count(2):
        yield target.with_name(f"{target.stem}（{NEW_VERSION}{number}）{target.suffix}")


def _there(target: Path) -> list[Path]:
    """Those of them that exist; nobody changes more than a few."""
    return [place for place in islice(_places(target), 9) if place.is_file()]
