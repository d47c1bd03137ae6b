"""Has a person changed a file that a rebuild leaves alone? Asked of an office's year, so of few it is read."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from pipeline.files.digest import digest_of_file
from pipeline.ledger.laid import LaidFile
from pipeline.packet.publish.manifest import NAME as MANIFEST


class EditedByHand:
    """Only what is younger than its packet's manifest, which is written last, is read: `dangan verify` reads all."""

    def __init__(self, outbox: Path) -> None:
        self._top = f"{outbox}{os.sep}"
        self._written_last = lru_cache(maxsize=64)(lambda folder: self._time_of(f"{folder}/{MANIFEST}"))

    def __call__(self, file: LaidFile) -> bool:
        if file.edited:
            return True
        if self._time_of(file.path) <= self._written_last(file.folder):
            return False
        try:
            return digest_of_file(Path(self._top + file.path)) != file.digest
        except OSError:
            return False

    def _time_of(self, path: str) -> int:
        """When it was written, in nanoseconds; 0 for what is not there."""
        try:
            return os.stat(self._top + path).st_mtime_ns  # noqa: PTH116
        except OSError:
            return 0
