"""Files that are published together, at less cost than one by one: whoever sees the last of them sees all."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pipeline.files.disk import flush
from pipeline.files.publish import folders_made, name_aside


class Batch:
    """Written aside first, and seen when all of it is on disk. Of what is not published by the end of the `with`, only

    empty folders stay.
    """

    def __init__(self) -> None:
        self._aside: dict[Path, Path] = {}
        self._before: dict[Path, _Stamp | None] = {}
        """What lay there when it was decided to write in its place."""
        self._last: Path | None = None
        self._changed: set[Path] = set()
        """Folders that hold something new."""

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        for aside in self._aside.values():
            aside.unlink(missing_ok=True)

    def write(self, target: Path, content: bytes) -> None:
        """Makes the folders it needs."""
        self._before[target] = _stamp_of(target)
        self._changed |= {target.parent, *folders_made(target.parent)}
        self._aside[target] = name_aside(target)
        self._aside[target].write_bytes(content)

    def write_last(self, target: Path, content: bytes) -> None:
        """Published when all others are; what lies there goes before the first of them comes."""
        self.write(target, content)
        self._last = target

    def _publishing(self) -> Iterator[Collection[Path]]:
        """Yields what must be on the disk before it goes on."""
        yield self._aside.values()
        for target in self._aside:
            if _stamp_of(target) != self._before[target]:
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(target))  # a person is at work on it
        if self._last and len(self._aside) > 1:
            self._last.unlink(missing_ok=True)
        for target, aside in self._aside.items():
            if target != self._last:
                aside.replace(target)
        yield self._changed
        if self._last:
            self._aside[self._last].replace(self._last)
            yield [self._last.parent]
        self._aside.clear()
        self._changed.clear()


_Stamp = tuple[int, int, int]


def _stamp_of(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def publish(batches: Iterable[Batch]) -> dict[Batch, OSError]:
    """Each batch by itself: what cannot be published holds up no other. Returns why it could not.

    They wait for the disk together, which serves many in little more time than one.
    """
    going = {batch: batch._publishing() for batch in batches}
    faults: dict[Batch, OSError] = {}
    while going:
        wanted: dict[Path, Batch] = {}
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
