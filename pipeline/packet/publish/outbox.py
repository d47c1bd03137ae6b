"""The outbox: documents published whole, a person's edits never overwritten, what lapsed moved to the bin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from pipeline.files.digest import digest_of_file
from pipeline.files.disk import flush_folder
from pipeline.files.publish import move_aside, remove_empty_folders, write_whole
from pipeline.ledger.entries import PublishedDocument

NEW_VERSION = "系统新版"


@dataclass(frozen=True, slots=True)
class Outbox:
    """`folder` is the outbox, `bin` where lapsed documents go.

    `write` publishes a file, or will; `is_bare` knows of folders in which nothing lies.
    """

    folder: Path
    bin: Path
    write: Callable[[str | Path, bytes], None] = write_whole
    is_bare: Callable[[str], bool] = lambda folder: False

    def lies_there(self, known: PublishedDocument) -> bool:
        """With our version where it lies beside a person's: one of the two deleted or moved away is a choice."""
        return all((self.folder / path).is_file() for path in (known.path, known.beside) if path)

    def publish(
        self, new: PublishedDocument, content: bytes, known: PublishedDocument | None, ours: Set[str]
    ) -> PublishedDocument:
        """Puts `content` where `new` says; beside it, as `名(系统新版)`, where a person has changed what lies there.

        A person's version that was made from this very content, or chosen over it, stands alone. `known` is what was
        published last, `ours` the digests of what we published there, or were about to when we were interrupted: what
        is neither that nor `content` is a person's, a changed 新版 too.
        """
        laid = f"{self.folder}{os.sep}{new.path}"
        if self.is_bare(os.path.dirname(laid)):  # noqa: PTH120
            self.write(laid, content)
            return new
        target = Path(laid)
        ours = {new.digest, *ours}
        if known and known.digest == new.digest and self._stands_alone(known, ours):
            return replace(new, edited=True)
        places = map(Path, _places(target))
        place = next(place for place in places if not place.is_file() or digest_of_file(place) in ours)
        if not place.is_file() or digest_of_file(place) != new.digest:
            self.write(place, content)
        for older in _there(target):
            if older not in (target, place) and digest_of_file(older) in ours:
                move_aside(older, self.bin / Path(new.path).parent)
        if place == target:
            return new
        return replace(new, edited=True, beside=place.relative_to(self.folder).as_posix())

    def found(self, path: str, name: str, digest: str) -> PublishedDocument:
        """What was published there under that digest, as it lies there now; what it was made from is not known."""
        places = {place: digest_of_file(place) for place in _there(self.folder / path)}
        edited = places.get(self.folder / path, digest) != digest
        ours = [place.relative_to(self.folder).as_posix() for place, held in places.items() if held == digest]
        return PublishedDocument(path, name, digest, "", edited, ours[0] if edited and ours else "")

    def choose(self, known: PublishedDocument, chosen: Path) -> None:
        """`chosen` becomes the document, one of those that lie there; the others go to the bin."""
        target = self.folder / known.path
        for other in _there(target):
            if other != chosen:
                move_aside(other, self.bin / Path(known.path).parent)
        if chosen != target:
            chosen.replace(target)
            flush_folder(target.parent)

    def versions(self, known: PublishedDocument) -> list[Path]:
        """All that lie there for one document, its own place first."""
        return _there(self.folder / known.path)

    def _stands_alone(self, known: PublishedDocument, ours: Set[str]) -> bool:
        target = self.folder / known.path
        beside = self.folder / known.beside
        return target.is_file() and digest_of_file(target) not in ours and not (known.beside and beside.is_file())

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


def _places(target: Path) -> Iterator[str]:
    """Where a document may lie: its own place, then beside it, as often as people change that one as well."""
    stem, ending = os.path.splitext(target)  # noqa: PTH122
    yield f"{stem}{ending}"
    yield f"{stem}({NEW_VERSION}){ending}"
    for number in count(2):
        yield f"{stem}({NEW_VERSION}{number}){ending}"


def _there(target: Path) -> list[Path]:
    """Those of them that exist; nobody changes more than a few."""
    # Asked of every document that is published: nine Paths would take three times as long.
    return [Path(place) for place in islice(_places(target), 9) if os.path.isfile(place)]  # noqa: PTH113
