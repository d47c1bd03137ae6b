"""Publish whole or not at all: a reader sees the old file or the new one, never a part of either."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.files.disk import flush_folder

TEMPORARY_PREFIX = ".~dangan-"
_TEMPORARY = re.compile(re.escape(TEMPORARY_PREFIX) + r"[0-9a-f]{12}\.tmp")


def write_whole(target: str | Path, content: bytes) -> None:
    """Writes beside the target, flushes to disk, then renames; makes the folders it needs."""
    with written_aside(Path(target), content) as publish:
        publish()


def copy_whole(source: Path, target: Path) -> None:
    """Copies the bytes, not the times or rights, and publishes them as `write_whole` does."""

    def copy(stream: BinaryIO) -> None:
        with source.open("rb") as reader:
            shutil.copyfileobj(reader, stream, 1 << 20)

    with _aside(target, copy) as publish:
        publish()


@contextmanager
def written_aside(target: Path, content: bytes) -> Iterator[Callable[[], None]]:
    """Writes beside the target; what it hands out publishes. What is not published by then leaves no trace.

    For what must be known to be possible before something else is done.
    """
    with _aside(target, lambda stream: stream.write(content)) as publish:
        yield publish


def move_aside(source: Path, folder: Path) -> Path:
    """Moves a file into `folder`, under its name or `名 (2)` where the name is taken; returns where it is."""
    make_folder(folder)
    target = free_name(folder / source.name)
    shutil.move(source, target)
    return target


def free_name(wanted: Path) -> Path:
    """`wanted`, or the first of `名 (2)`, `名 (3)` … that nothing bears."""
    candidate, count = wanted, 1
    while candidate.exists() or candidate.is_symlink():
        count += 1
        candidate = wanted.with_name(f"{wanted.stem} ({count}){wanted.suffix}")
    return candidate


def remove_empty_folders(folder: Path, up_to: Path) -> None:
    """Removes `folder` and its parents below `up_to` as long as they are empty."""
    while folder != up_to and up_to in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def sweep(folder: Path) -> int:
    """Deletes what interrupted writes left below `folder`, and returns how many; nobody may be writing there."""
    swept, below = 0, [str(folder)]
    while below:
        # An outbox has ten thousand folders: os.walk would ask of each once more what it is.
        with suppress(OSError), os.scandir(below.pop()) as lying:
            for entry in lying:
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.path)
                elif is_temporary(entry.name):
                    with suppress(OSError):
                        os.unlink(entry)  # noqa: PTH108
                        swept += 1
    return swept


def is_temporary(name: str) -> bool:
    """Of a file that is being written; see `aside_in`."""
    return _TEMPORARY.fullmatch(name) is not None


def make_folder(folder: Path) -> None:
    """With the folders above it, each on disk before it is used."""
    for changed in folders_made(str(folder)):
        flush_folder(Path(changed))


def folders_made(folder: str) -> list[str]:
    """Makes the folder and those above it; returns those in which one was made, the topmost first.

    On disk they are when those are flushed.
    """
    if os.path.isdir(folder):  # noqa: PTH112
        return []
    parent = os.path.dirname(folder)  # noqa: PTH120
    above = folders_made(parent) if parent != folder else []
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112
            raise
    return [*above, parent]


@contextmanager
def _aside(target: Path, fill: Callable[[BinaryIO], object]) -> Iterator[Callable[[], None]]:
    make_folder(target.parent)
    aside = Path(aside_in(str(target.parent), os.urandom(6).hex()))

    def publish() -> None:
        aside.replace(target)
        flush_folder(target.parent)

    try:
        with aside.open("wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        yield publish
    finally:
        aside.unlink(missing_ok=True)


def aside_in(folder: str, mark: str) -> str:
    """A path in the folder that the target is in, under a name that nobody else takes for a file; see `sweep`.

    `mark` are twelve hex digits, which nobody else has.
    """
    return f"{folder}{os.sep}{TEMPORARY_PREFIX}{mark}.tmp"
