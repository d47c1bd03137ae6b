"""Until it is on the disk: a file or a folder by itself, or many at once where the system can."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

_Path = TypeVar("_Path", str, Path)

_MANY: Final = 8
"""Fewer are waited for one by one: who asks for all waits for what others write there, too."""


def flush(paths: Collection[_Path]) -> dict[_Path, OSError]:
    """Files that were written, folders in which something was made or renamed. Returns which could not be, and why."""
    if len(paths) >= _MANY and _flushed_at_once(paths):
        return {}
    faults: dict[_Path, OSError] = {}
    for path in paths:
        try:
            _flush(Path(path))
        except OSError as error:
            faults[path] = error
    return faults


def flush_folder(folder: Path) -> None:
    """A rename is on disk only when its folder is; Windows and some network shares have no such call."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _flush(path: Path) -> None:
    if path.is_dir():
        flush_folder(path)
        return
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _flushed_at_once(paths: Collection[str | Path]) -> bool:
    """Each by its own file system. Where that fails, it is not known of which it failed."""
    sync = _file_system_flusher()
    if sync is None:
        return False
    try:
        for path in {os.stat(path).st_dev: path for path in paths}.values():  # noqa: PTH116
            handle = os.open(path, os.O_RDONLY)
            try:
                if sync(handle):
                    return False
            finally:
                os.close(handle)
    except OSError:
        return False
    return True


@cache
def _file_system_flusher() -> Callable[[int], int] | None:
    """Of Linux, since 5.8 with what could not be written; Python has no name for it."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), "syncfs", None)
