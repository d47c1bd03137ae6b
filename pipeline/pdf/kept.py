"""PDFs that were printed before: what decides whether one may be taken again, and which need not be kept."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from pipeline.pdf.fonts import font_config
from pipeline.pdf.soffice import not_started

_BEGIN: Final = b"%PDF-"
_END: Final = b"%%EOF"
_TAIL: Final = 1024
"""Bytes at the end of a PDF among which its mark is."""
_DAY_S: Final = 86400.0
"""What was used within it may be in the hands of a run that is still at work."""

_FONT_FOLDERS: Final = tuple(
    Path(folder).expanduser()
    for folder in ("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
)


def made_with(program: Path, fonts: Path | None) -> bytes:
    """What decides the pages beside the document: the program, and which fonts it may take. Raises NoConverter."""
    try:
        stamp = program.resolve().stat()
    except OSError as error:
        raise not_started(str(program), error) from error
    folders = [*_FONT_FOLDERS, *([fonts] if fonts else [])]
    times = [(str(entry), entry.lstat().st_mtime_ns) for folder in folders for entry in _with_all_below(folder)]
    return repr((stamp.st_size, stamp.st_mtime_ns, font_config(_FONT_FOLDERS[0], None), times)).encode()


def taken(pdf: Path) -> Path | None:
    """None where it is not there, or not whole; its time says from now on that it was used today."""
    # Before it is looked at: what `pruned` finds used it leaves.
    with contextlib.suppress(OSError):
        os.utime(pdf)
    return pdf if _is_whole(pdf) else None


def pruned(cache: Path, *, days: float, megabytes: float, now: float) -> int:
    """Takes away what was not used for so many days, and of the rest what is longest unused until it has room.

    What was used within a day stays in any case. How many were taken away; `now` in seconds, as `time.time` has it.
    """
    found = [(told.st_mtime, told.st_size, Path(entry)) for entry in _files(cache) if (told := _told(Path(entry)))]
    room, gone = megabytes * (1 << 20), 0
    for used, size, path in sorted(found, reverse=True):
        room -= size
        least = _DAY_S if room < 0 or path.suffix != ".pdf" else max(days * _DAY_S, _DAY_S)
        if now - used > least and (told := _told(path)) and told.st_mtime == used:
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
    return gone


def _files(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
    except OSError:
        return []


def _told(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _is_whole(pdf: Path) -> bool:
    """Begun and ended as a PDF is: what a lost disk or a cut power line left of one is printed again."""
    try:
        with pdf.open("rb") as stream:
            begins = stream.read(len(_BEGIN)) == _BEGIN
            stream.seek(max(0, pdf.stat().st_size - _TAIL))
            return begins and _END in stream.read()
    except OSError:
        return False


def _with_all_below(folder: Path) -> list[Path]:
    return sorted([folder, *folder.rglob("*")]) if folder.is_dir() else []
