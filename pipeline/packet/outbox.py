"""The outbox: documents published whole, a person's edits never overwritten, what lapsed moved to the bin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.files.digest import digest_of, digest_of_file
from pipeline.files.publish import move_aside, remove_empty_folders, write_whole
from pipeline.ledger.entries import PublishedDocument

NEW_VERSION = "（系统新版）"


@dataclass(frozen=True, slots=True)
class Outbox:
    """`folder` is the outbox, `bin` where lapsed documents go."""

    folder: Path
    bin: Path

    def is_current(self, known: PublishedDocument | None, inputs: str) -> bool:
        """Nothing to do: made from the same inputs, and still there."""
        return known is not None and known.inputs == inputs and (self.folder / known.path).is_file()

    def publish(
        self, path: str, name: str, content: bytes, inputs: str, known: PublishedDocument | None
    ) -> PublishedDocument:
        """Puts `content` at `path`; beside it, as `名（系统新版）`, where a person has changed what lies there."""
        target = self.folder / path
        digest = digest_of(content)
        edited = self.is_edited(target, known, digest)
        place = _new_version(target) if edited else target
        if not place.is_file() or digest_of_file(place) != digest:
            write_whole(place, content)
        # An edited document keeps the digest that we last put there, so that it is still known as edited.
        kept = known.digest if edited and known else digest
        return PublishedDocument(path, name, kept, inputs, edited)

    def is_edited(self, target: Path, known: PublishedDocument | None, digest: str) -> bool:
        """A file that is neither what we published last nor what we are about to publish is a person's."""
        if not target.is_file():
            return False
        there = digest_of_file(target)
        return there != digest and (known is None or there != known.digest)

    def withdraw(self, known: PublishedDocument) -> bool:
        """Moves a lapsed document to the bin, and its folders when they are empty; a person's edit stays: False."""
        target = self.folder / known.path
        beside = _new_version(target)
        if beside.is_file():
            move_aside(beside, self.bin / Path(known.path).parent)
        if target.is_file():
            if digest_of_file(target) != known.digest:
                return False
            move_aside(target, self.bin / Path(known.path).parent)
        remove_empty_folders(target.parent, self.folder)
        return True

    def remove(self, path: str) -> None:
        """Deletes a file that is wholly ours, such as a manifest, and its folders when they are empty."""
        target = self.folder / path
        target.unlink(missing_ok=True)
        remove_empty_folders(target.parent, self.folder)


def _new_version(target: Path) -> Path:
    return target.with_name(f"{target.stem}{NEW_VERSION}{target.suffix}")
