"""What lies in the inbox: the files that people dropped, and why one of them may have to wait."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.files.kinds import is_whole, kind_of
from pipeline.files.publish import TEMPORARY_PREFIX

RETURN_NOTE: Final = ".退回说明.txt"
"""Ends the name of the text that lies beside a returned file."""

_IGNORED: Final = {"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"}
_OWNER_PREFIXES: Final = ("~$", ".~")
_UNFINISHED: Final = (".tmp", ".part", ".partial", ".crdownload")

GRACE_S: Final = 10.0
"""A file that is not whole may still be on its way for so long after its last change."""


def dropped_files(inbox: Path) -> Iterator[Path]:
    """Every regular file below the inbox that is somebody's, links not followed, in the order of their paths."""
    for folder, folders, names in os.walk(inbox):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if not is_ignored(name) and not path.is_symlink() and path.is_file():
                yield path


def is_ignored(name: str) -> bool:
    """Lock files, system files, files that a program is still writing, and our own notes."""
    lower = name.casefold()
    return (
        lower in _IGNORED
        or name.startswith((*_OWNER_PREFIXES, TEMPORARY_PREFIX, "._"))
        or lower.endswith(_UNFINISHED)
        or name.endswith(RETURN_NOTE)
    )


def reason_to_wait(path: Path, now: float) -> str:
    """Why the file is not ready, in words for its person; empty when it is. `now` in seconds as of time.time()."""
    if any(path.with_name(owner).is_file() for owner in _owner_names(path.name)):
        return "文件正在 WPS 或 Excel 中打开，请保存后关闭"
    try:
        if _is_fresh(path, now) and not is_whole(path, kind_of(path)):
            return "文件还没有复制完"
    except FileNotFoundError:
        return "文件已移走"
    except OSError:
        return "文件被别的程序占用，暂时打不开"
    return ""


def _is_fresh(path: Path, now: float) -> bool:
    """A copy may keep the old time of its content: then the time of the entry itself tells."""
    status = path.stat()
    return any(abs(now - changed) < GRACE_S for changed in (status.st_mtime, status.st_ctime))


def _owner_names(name: str) -> Iterator[str]:
    """What a program that has the file open puts beside it: Office replaces two characters of a long name by ~$,

    WPS puts .~ before all of it, LibreOffice .~lock. before and # behind.
    """
    for prefix in _OWNER_PREFIXES:
        yield prefix + name
        if len(name.rpartition(".")[0]) > 2:
            yield prefix + name[2:]
    yield f".~lock.{name}#"
