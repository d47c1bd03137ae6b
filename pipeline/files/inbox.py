"""What lies in the inbox: the files that people dropped, what is passed over, and why a file may have to wait."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.files.faults import in_words
from pipeline.files.kinds import is_whole, kind_of
from pipeline.files.passed_over import is_ignored, is_ignored_folder, why_folder_not_taken, why_not_taken

_OWNER_PREFIXES: Final = ("~$", ".~")

GRACE_S: Final = 10.0
"""A file that is not whole may still be on its way for so long after its last change."""


@dataclass(slots=True)
class Lying:
    """One look at the inbox: what can be taken, and what is not taken and why, each in the order of the paths."""

    files: list[Path] = field(default_factory=list)
    passed_over: list[tuple[Path, str]] = field(default_factory=list)


def look_into(inbox: Path) -> Lying:
    """Every regular file below the inbox that is somebody's; links are not followed and nothing is opened.

    A folder that cannot be read is passed over with the reason; raises OSError when that is the inbox itself.
    """
    lying = Lying()
    folders = [inbox]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            if folder == inbox:
                raise
            continue  # taken away since its parent was read
        except OSError as error:
            if folder == inbox:
                raise
            lying.passed_over.append((folder, f"这个文件夹打不开（{in_words(error)}），里面的文件收不了"))
            continue
        folders += [Path(entry.path) for entry in reversed(found) if not _looked_at(entry, lying)]
    lying.files.sort()
    lying.passed_over.sort()
    return lying


def is_below(path: Path, folder: Path) -> bool:
    """Whether it lies somewhere in the folder. By their text: to ask for a path's parents makes each of them anew."""
    return os.path.normcase(path).startswith(os.path.normcase(folder) + os.sep)


def dropped_files(folder: Path) -> list[Path]:
    """The files alone; raises OSError when the folder cannot be read."""
    return look_into(folder).files


def reason_to_wait(path: Path, now: float) -> str:
    """Why the file is not ready, in words for its person; empty when it is. `now` in seconds as of time.time()."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # opened, a pipe would hold us up for ever
            return "这不是普通文件，不收"
        if any(path.with_name(owner).is_file() for owner in _owner_names(path.name)):
            return "文件正在 WPS 或 Excel 中打开，请保存后关闭"
        if _is_fresh(path, now) and not is_whole(path, kind_of(path)):
            return "文件还没有复制完"
    except FileNotFoundError:
        return "文件已移走"
    except OSError as error:
        return f"暂时打不开（{in_words(error)}）"
    return ""


def _looked_at(entry: os.DirEntry[str], lying: Lying) -> bool:
    """False for a folder that is still to be looked into."""
    path = Path(entry.path)
    try:
        if entry.is_dir(follow_symlinks=False):
            if is_ignored_folder(entry.name):
                return True
            if reason := why_folder_not_taken(entry.name):
                lying.passed_over.append((path, reason))
            return bool(reason)
        if is_ignored(entry.name):
            return True
        if entry.is_symlink():
            lying.passed_over.append((path, "这是链接，不是文件本身；请把文件复制进来"))
        elif not entry.is_file(follow_symlinks=False):
            lying.passed_over.append((path, "这不是普通文件，不收"))
        elif reason := why_not_taken(entry.name):
            lying.passed_over.append((path, reason))
        else:
            lying.files.append(path)
    except OSError as error:
        lying.passed_over.append((path, f"暂时读不到（{in_words(error)}），会再看"))
    return True


def _is_fresh(path: Path, now: float) -> bool:
    """A copy may keep the old time of its content: then the time of the entry itself tells."""
    status = path.stat()
    return any(abs(now - changed) < GRACE_S for changed in (status.st_mtime, status.st_ctime))


def _owner_names(name: str) -> Iterator[str]:
    """What a program that has the file open puts beside it: Office replaces two characters of a long name by ~$,

    WPS puts .~ before all of it, LibreOffice .~lock. before and # behind. No longer than a file system allows.
    """
    names = [f".~lock.{name}#"]
    for prefix in _OWNER_PREFIXES:
        names.append(prefix + name)
        if len(name.rpartition(".")[0]) > 2:
            names.append(prefix + name[2:])
    return (owner for owner in names if len(os.fsencode(owner)) <= 255)
