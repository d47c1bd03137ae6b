"""Files that are published together, at less cost than one by one: whoever sees the last of them sees all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.files.publish import folders_made, name_aside, sync_folder


class Batch:
    """Written aside first, and seen when all of it is on disk. Of what is not published by the end of the `with`, only

    empty folders stay.
    """

    def __init__(self) -> None:
        self._aside: dict[Path, Path] = {}
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
        self._changed |= {target.parent, *folders_made(target.parent)}
        self._aside[target] = name_aside(target)
        with self._aside[target].open("wb") as stream:
            stream.write(content)
            stream.flush()
            _begin_flush(stream)

    def write_last(self, target: Path, content: bytes) -> None:
        """Published when all others are; what lies there goes before the first of them comes."""
        self.write(target, content)
        self._last = target

    def _flush(self) -> None:
        for aside in self._aside.values():
            with aside.open("r+b") as stream:
                os.fsync(stream.fileno())

    def _show(self) -> None:
        if self._last and len(self._aside) > 1:
            self._last.unlink(missing_ok=True)
        for target, aside in self._aside.items():
            if target != self._last:
                aside.replace(target)

    def _settle(self) -> None:
        for folder in self._changed:
            sync_folder(folder)

    def _close(self) -> None:
        if self._last:
            self._aside[self._last].replace(self._last)
            sync_folder(self._last.parent)
        self._aside.clear()
        self._changed.clear()


def publish(batches: Iterable[Batch]) -> dict[Batch, OSError]:
    """Each batch by itself: what cannot be published holds up no other. Returns why it could not.

    All are flushed before any is seen, for the disk serves many at once in little more time than one.
    """
    batches, faults = list(batches), dict[Batch, OSError]()
    for stage in (Batch._flush, Batch._show, Batch._settle, Batch._close):
        for batch in batches:
            if batch not in faults:
                try:
                    stage(batch)
                except OSError as error:
                    faults[batch] = error
    return faults


def _begin_flush(stream: BinaryIO) -> None:
    """The disk begins while the next file is made; where it cannot be told to, the flush takes all the time."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
