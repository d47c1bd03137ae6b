"""Every file ever dropped, kept by the SHA-256 of its bytes, before anything else happens to it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.files.publish import TEMPORARY_PREFIX, sync_folder, write_whole


@dataclass(frozen=True, slots=True)
class Original:
    """The stored bytes of one dropped file; `name` is the file's name as dropped."""

    digest: str
    name: str
    path: Path


class Originals:
    """The store below one folder: two hex digits, then the digest, without an ending."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take_in(self, source: Path) -> Original:
        """Copies `source` in, on disk before it returns; the digest is that of the bytes that were stored."""
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f"{TEMPORARY_PREFIX}{os.urandom(6).hex()}.tmp"
        try:
            digest = _copy_and_hash(source, aside)
            target = self.path(digest)
            if target.exists() and target.stat().st_size == aside.stat().st_size:
                aside.unlink()
            else:
                target.parent.mkdir(exist_ok=True)
                aside.replace(target)
                sync_folder(target.parent)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        return Original(digest, source.name, target)

    def keep(self, content: bytes) -> Original:
        """Bytes that were made out of a dropped file, in place of it; they have no name."""
        digest = digest_of(content)
        if not self.path(digest).exists():
            write_whole(self.path(digest), content)
        return Original(digest, "", self.path(digest))

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def read(self, digest: str) -> bytes:
        return self.path(digest).read_bytes()


def _copy_and_hash(source: Path, target: Path) -> str:
    running = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb") as writer:
        while chunk := reader.read(1 << 20):
            running.update(chunk)
            writer.write(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    return running.hexdigest()
