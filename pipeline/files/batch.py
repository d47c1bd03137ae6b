"""Files that are published together, at less cost than one by one: whoever sees the last of them sees all."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from pathlib import Path

from pipeline.files.disk import flush
from pipeline.files.publish import aside_in, folders_made


class Batch:
    """Written aside first, and seen when all of it is on disk. Of what is not published by the end of the `with`, only

    empty folders stay.

    Paths are text within: of an office's year there are fifty thousand files, and a Path for each step would take as
    long as the system does.
    """

    def __init__(self) -> None:
        self._aside: dict[str, str] = {}
        self._before: dict[str, _Stamp | None] = {}
        """What lay there when it was decided to write in its place."""
        self._bare: dict[str, bool] = {}
        self._mark = os.urandom(3).hex()
        self._numbers = count()
        self._last: str | None = None
        self._changed: set[str] = set()
        """Folders that hold something new."""

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        for aside in self._aside.values():
            Path(aside).unlink(missing_ok=True)

    def is_bare(self, folder: str) -> bool:
        """Whether nothing lay there at the first look; what has come since then is seen at the publishing."""
        if folder not in self._bare:
            self._bare[folder] = _nothing_in(folder)
        return self._bare[folder]

    def write(self, target: str | Path, content: bytes) -> None:
        """Makes the folders it needs."""
        path = os.fspath(target)
        folder = os.path.dirname(path)  # noqa: PTH120
        self._before[path] = None if self.is_bare(folder) else _stamp_of(path)
        if folder not in self._changed:
            self._changed |= {folder, *folders_made(folder)}
        self._aside[path] = aside_in(folder, f"{self._mark}{next(self._numbers):06x}")
        _write(self._aside[path], content)

    def write_last(self, target: str | Path, content: bytes) -> None:
        """Published when all others are; what lies there goes before the first of them comes."""
        self.write(target, content)
        self._last = os.fspath(target)

    def _publishing(self) -> Iterator[Collection[str]]:
        """Yields what must be on the disk before it goes on."""
        yield self._aside.values()
        for target, before in self._before.items():
            # Where nothing was: an error for each of fifty thousand files would take longer than the question.
            if os.access(target, os.F_OK) if before is None else _stamp_of(target) != before:
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), target)  # a person is at work on it
        if self._last and self._before[self._last] and len(self._aside) > 1:
            Path(self._last).unlink(missing_ok=True)
        for target, aside in self._aside.items():
            if target != self._last:
                os.replace(aside, target)  # noqa: PTH105
        yield self._changed
        if self._last:
            os.replace(self._aside[self._last], self._last)  # noqa: PTH105
            yield [os.path.dirname(self._last)]  # noqa: PTH120
        self._aside.clear()
        self._before.clear()
        self._changed.clear()


def _write(path: str, content: bytes) -> None:
    """Without a stream, which would ask the system four questions about every file."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


_Stamp = tuple[int, int, int]


def _stamp_of(path: str) -> _Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _nothing_in(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except FileNotFoundError:
        return True
    except OSError:
        return False


def publish(batches: Iterable[Batch]) -> dict[Batch, OSError]:
    """Each batch by itself: what cannot be published holds up no other. Returns why it could not.

    They wait for the disk together, which serves many in little more time than one.
    """
    going = {batch: batch._publishing() for batch in batches}
    faults: dict[Batch, OSError] = {}
    while going:
        wanted: dict[str, Batch] = {}
        for batch, story in list(going.items()):
            try:
                wanted |= dict.fromkeys(next(story), batch)
            except StopIteration:
                del going[batch]
            except OSError as error:
                faults[batch] = error
        for path, fault in flush(wanted).items():
            faults.setdefault(wanted[path], fault)
        going = {batch: story for batch, story in going.items() if batch not in faults}
    return faults
