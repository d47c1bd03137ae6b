"""Every file of a year against the manifest of its packet: as it was published, changed, gone, or not ours."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of_file
from pipeline.files.faults import in_words
from pipeline.files.passed_over import is_ignored
from pipeline.filing.register import read_register
from pipeline.flow.desk import Clock, Desk, open_ledger
from pipeline.flow.known_years import must_be_one_of, told_years
from pipeline.ledger.laid import LaidFile
from pipeline.ledger.ledger import Ledger
from pipeline.packet.publish.by_manifest import told_by
from pipeline.packet.publish.manifest import NAME as MANIFEST
from pipeline.packet.publish.originals import FOLDER as ORIGINALS
from pipeline.packet.publish.outbox import Outbox
from pipeline.settings.workspace import Workspace

_PUT_TOGETHER: Final = ("迎检", "工作手册")
"""A year's folders of what is put together out of packets: the manifest alone tells it, and the ledger nothing."""

_OF_PACKET: Final = "删去它，再运行 dangan rebuild，会照台账库重新写好"
_OF_PUT_TOGETHER: Final = "再运行一次 dangan inspect 或 dangan handbook，会重新写好"


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is asked: what lies there and what is known of it. Settings, mappings and rules may be broken."""

    workspace: Workspace
    ledger: Ledger
    outbox: Outbox
    now: Clock


class State(Enum):
    UNCHANGED = "unchanged"
    EDITED = "edited"
    MISSING = "missing"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Checked:
    """`path` lies below the outbox; `note` says more where there is more to say."""

    path: str
    state: State
    note: str = ""


@contextmanager
def kept_in(workspace: Workspace, now: Clock = dt.datetime.now) -> Iterator[Kept]:
    """Closed on the way out. Raises SetupError or LedgerError when the workspace cannot be used."""
    ledger = open_ledger(workspace)
    try:
        yield Kept(workspace, ledger, Outbox(workspace.outbox, workspace.bin), now)
    finally:
        ledger.close()


def verify(desk: Desk | Kept, year: int) -> list[Checked]:
    """By path. What a manifest says is held against the ledger first: who changed one has not proven anything.

    Raises SetupError for a year of which nobody knows anything.
    """
    if not (years := told_years(desk.ledger, desk.outbox)):
        raise SetupError("还没有收到过表单，没有可以核对的材料", "请先把表单放进 inbox 里支部的文件夹")
    must_be_one_of(sorted(years | {desk.now().year}), year)
    laid = desk.ledger.laid(year)
    packets: dict[str, list[LaidFile]] = {}
    for file in laid:
        packets.setdefault(file.folder, []).append(file)
    checked = [one for folder, files in packets.items() for one in _packet(folder, files, desk.outbox.folder)]
    sealed = read_register(desk.workspace.private).sealed.get(str(year), {})
    checked += [_file(path, digest, desk.outbox.folder) for path, digest in sealed.items()]
    for name in _PUT_TOGETHER:
        checked += _put_together(f"{year}/{name}", desk.outbox)
    known = {one.path for one in checked}
    left = {path for branch in desk.ledger.asked() for path in desk.ledger.left_behind(branch)}
    for path in _lying(desk.outbox.folder, year):
        if path in left:
            checked.append(Checked(path, State.EDITED, "活动已经变了，这一份有人改过，留着没有动"))
        elif path not in known:
            checked.append(Checked(path, State.FOREIGN))
    return sorted(checked, key=lambda one: one.path)


def _packet(folder: str, files: list[LaidFile], outbox: Path) -> Iterator[Checked]:
    yield _manifest(folder, files, outbox)
    for file in files:
        note = f"新版在旁边：{file.beside.rpartition('/')[2]}" if file.beside else ""
        yield _file(file.path, file.digest, outbox, note)
        if file.beside:
            yield _file(file.beside, file.digest, outbox)


def _manifest(folder: str, files: list[LaidFile], outbox: Path) -> Checked:
    path = f"{folder}/{MANIFEST}"
    try:
        told = _told((outbox / path).read_bytes(), folder)
    except FileNotFoundError:
        return Checked(path, State.MISSING)
    except OSError as error:
        return Checked(path, State.UNREADABLE, in_words(error))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Checked(path, State.EDITED, f"不是程序写的样子；{_OF_PACKET}")
    same = told == {file.path: file.digest for file in files}
    note = "" if same else f"与台账库记着的不一样；{_OF_PACKET}"
    return Checked(path, State.UNCHANGED if same else State.EDITED, note)


def _told(content: bytes, folder: str) -> dict[str, str]:
    """Path below the outbox -> SHA-256, as the manifest says."""
    body = json.loads(content)
    told = {f"{folder}/{each['file']}": each["sha256"] for each in (*body["documents"], *body["papers"])}
    return told | {f"{folder}/{ORIGINALS}/{each['file']}": each["sha256"] for each in body["originals"]}


def _put_together(folder: str, outbox: Outbox) -> Iterator[Checked]:
    """Nothing where it has no manifest, such as an earlier version of the program left it."""
    path = f"{folder}/{MANIFEST}"
    try:
        told = told_by((outbox.folder / path).read_bytes(), folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        yield Checked(path, State.UNREADABLE, in_words(error))
        return
    except (ValueError, KeyError, TypeError):
        yield Checked(path, State.EDITED, f"不是程序写的样子；{_OF_PUT_TOGETHER}")
        return
    yield Checked(path, State.UNCHANGED)
    for file in told.values():
        beside = [place for place in outbox.versions(file) if place != outbox.folder / file.path]
        note = f"新版在旁边：{beside[-1].name}" if beside else ""
        yield _file(file.path, file.digest, outbox.folder, note)
        for place in beside:
            yield _file(place.relative_to(outbox.folder).as_posix(), file.digest, outbox.folder)


def _file(path: str, digest: str, outbox: Path, note: str = "") -> Checked:
    try:
        same = digest_of_file(outbox / path) == digest
    except FileNotFoundError:
        return Checked(path, State.MISSING, note)
    except OSError as error:
        return Checked(path, State.UNREADABLE, in_words(error))
    return Checked(path, State.UNCHANGED if same else State.EDITED, "" if same else note)


def _lying(outbox: Path, year: int) -> Iterator[str]:
    """Every file below the year's folder that somebody may have put there, but what systems keep for themselves."""
    top = outbox / str(year)
    for inside, folders, names in os.walk(top):
        depth = len(Path(inside).relative_to(top).parts)
        folders[:] = sorted(name for name in folders if depth > 1 or not _is_untold(Path(inside, name)))
        for name in names:
            if not is_ignored(name):
                yield Path(inside, name).relative_to(outbox).as_posix()


def _is_untold(folder: Path) -> bool:
    return folder.name in _PUT_TOGETHER and not (folder / MANIFEST).exists()
