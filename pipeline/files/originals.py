"""Every file ever dropped, kept by the SHA-256 of its bytes, before anything else happens to it."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of, digest_of_file
from pipeline.files.disk import flush
from pipeline.files.faults import in_words
from pipeline.files.publish import TEMPORARY_PREFIX, make_folder, write_whole

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Original:
    """The stored bytes of one dropped file; `name` is the file's name as dropped."""

    digest: str
    name: str
    path: Path


class LostOriginal(FileNotFoundError):
    """`name` is what the file was called where that is known."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(errno.ENOENT, os.strerror(errno.ENOENT), path)
        self.name = name

    def __reduce__(self) -> tuple[type[LostOriginal], tuple[str, str]]:
        """Goes from one process to another: an OSError would be made anew of its number and words."""
        return LostOriginal, (self.filename, self.name)


class Originals:
    """The store below one folder: two hex digits, then the digest, without an ending."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take_in(self, source: Path) -> Original:
        """Copies `source` in; the digest is that of the bytes that were stored. On disk they are after `flush`.

        Raises OSError where `source` cannot be read, SetupError where the store cannot be written.
        """
        aside = self._folder / f"{TEMPORARY_PREFIX}{os.urandom(6).hex()}.tmp"
        try:
            with _storing():
                make_folder(self._folder)
            digest = _copy_and_hash(source, aside)
            target = self.path(digest)
            with _storing():
                # A stored file that was damaged since is mended by the same file coming again.
                if not self.holds(digest):
                    target.parent.mkdir(exist_ok=True)
                    aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        return Original(digest, source.name, target)

    def flush(self, digests: Iterable[str]) -> None:
        """What was taken in under them is on disk: until then, nothing may happen to its source. Raises SetupError."""
        stored = {self.path(digest) for digest in digests}
        with _storing():
            for fault in flush({*stored, *(path.parent for path in stored), self._folder}).values():
                raise fault

    def keep(self, content: bytes) -> Original:
        """Bytes that were made out of a dropped file, in place of it; they have no name. Raises SetupError."""
        digest = digest_of(content)
        with _storing():
            if not self.holds(digest):
                write_whole(self.path(digest), content)
        return Original(digest, "", self.path(digest))

    def holds(self, digest: str) -> bool:
        """Whether it is there, undamaged."""
        try:
            return digest_of_file(self.path(digest)) == digest
        except FileNotFoundError:
            return False

    def is_empty(self) -> bool:
        return next(self._folder.glob("??/*"), None) is None

    def digests(self) -> list[str]:
        """Of all that is stored, in their order."""
        return sorted(path.name for path in self._folder.glob("??/*") if _DIGEST.fullmatch(path.name))

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def read(self, digest: str, name: str = "") -> bytes:
        """`name` is told where it is lost. Raises OSError, LostOriginal among them."""
        # Of each copy in an outbox, without a Path and without a buffer: half of the time.
        path = f"{self._folder}{os.sep}{digest[:2]}{os.sep}{digest}"
        try:
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
                return stream.readall()
        except FileNotFoundError as error:
            raise LostOriginal(path, name) from error


def _copy_and_hash(source: Path, target: Path) -> str:
    running = hashlib.sha256()
    with source.open("rb") as reader, _opened(target) as writer:
        while chunk := reader.read(1 << 20):
            running.update(chunk)
            _write(writer, chunk)
    return running.hexdigest()


def _opened(target: Path) -> io.FileIO:
    """Without a buffer, so that closing it writes nothing: what fails then would not be known as the store's."""
    with _storing():
        return target.open("wb", buffering=0)


def _write(writer: io.FileIO, chunk: bytes) -> None:
    left = memoryview(chunk)
    with _storing():
        while left:
            left = left[writer.write(left) :]


@contextmanager
def _storing() -> Iterator[None]:
    """Tells a store that cannot be written from a dropped file that cannot be read."""
    try:
        yield
    except OSError as error:
        message = f"原件存不进去：{in_words(error)}"
        hint = "请检查磁盘空间和 .dangan 文件夹的权限；文件还在原处，恢复后会自动再收"
        raise SetupError(message, hint) from error
