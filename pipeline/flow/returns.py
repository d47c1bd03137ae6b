"""Sending a file back: it lies in 退回/, beside a text that says what is wrong, where, and what to type."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of_file
from pipeline.files.inbox import RETURN_NOTE
from pipeline.files.publish import copy_whole, free_name, remove_empty_folders, sync_folder, write_whole
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.model.outcome import Returned
from pipeline.model.problem import Problem

_MOST_BYTES: Final = 255
"""Of a name, on all file systems that matter."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file goes back; `in_place` tells that the person can mend the very file that came back."""

    problems: Sequence[Problem]
    in_place: bool = True


def send_back(submission: Submission, refusal: Refusal, path: Path, file: str, desk: Desk) -> Returned:
    """Enters the return in the ledger first, then moves the file: a crash in between is made good by a second run."""
    target = _place(submission, path, desk)
    copy = desk.relative(target)
    desk.ledger.send_back(submission, refusal.problems, copy)
    write_whole(note_of(target), _note(submission.name, refusal).encode("utf-8-sig"))
    if target != path:
        if desk.workspace.inbox in path.parents and digest_of_file(path) == submission.digest:
            _move(path, target, submission, desk)
        else:
            copy_whole(desk.originals.path(submission.digest), target)
    return Returned(file, copy, tuple(refusal.problems))


def _move(path: Path, target: Path, submission: Submission, desk: Desk) -> None:
    """The file itself goes: what a program is still writing arrives in 退回, where the change is seen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy_whole(desk.originals.path(submission.digest), target)
        if digest_of_file(path) == submission.digest:
            path.unlink()
        return
    sync_folder(target.parent)


def settled_by(path: Path, taken: Submission, read: Sequence[NewRecord], desk: Desk) -> list[Submission]:
    """The returns in whose place the good file at `path` comes: it was mended there, it has the same name in the same
    folder, or it holds every form that could be read in what came back.

    At the top of the inbox, and from outside, files of one name are different people's.
    """
    forms = {(new.branch, new.record.form, new.key) for new in read}
    return [
        submission
        for submission in desk.ledger.returned()
        if desk.workspace.root / submission.copy == path
        or (taken.folder and (submission.name, submission.folder) == (taken.name, taken.folder))
        or (submission.forms and submission.forms <= forms)
    ]


def clear_returns(path: Path, settled: Iterable[Submission], desk: Desk) -> None:
    """Takes away the copies of what the good file at `path` settles.

    A copy that a person has changed stays, and is looked at like any dropped file.
    """
    for submission in settled:
        copy = desk.workspace.root / submission.copy
        note_of(copy).unlink(missing_ok=True)
        if copy != path and copy.is_file() and digest_of_file(copy) == submission.digest:
            copy.unlink()
        remove_empty_folders(copy.parent, desk.workspace.inbox)


def forget_taken_away(desk: Desk) -> None:
    """A return whose file the person took out of 退回 is settled. Raises SetupError while the whole inbox is gone."""
    if not desk.workspace.inbox.is_dir():
        hint = "多半是网络文件夹断开了，请恢复后再试；确实不要原来的了，请新建一个空的 inbox 文件夹"
        raise SetupError(f"收件箱不见了：{desk.workspace.inbox}", hint)
    for submission in desk.ledger.returned():
        copy = desk.workspace.root / submission.copy
        if submission.copy and not copy.exists():
            desk.ledger.clear_return(submission.id)
            note_of(copy).unlink(missing_ok=True)
            remove_empty_folders(copy.parent, desk.workspace.inbox)


def note_of(copy: Path) -> Path:
    """Beside the copy, under its name, cut where a file system would not take the whole."""
    most = _MOST_BYTES - len(RETURN_NOTE.encode())
    return copy.with_name(copy.name.encode()[:most].decode(errors="ignore") + RETURN_NOTE)


def _place(submission: Submission, path: Path, desk: Desk) -> Path:
    """Where it lies already when it lies in 退回; else its own folder there, over an older return of the same file."""
    returned = desk.workspace.returned
    if returned in path.parents:
        return path
    wanted = returned / submission.folder / submission.name
    if wanted.is_file():
        known = {desk.workspace.root / entry.copy: entry for entry in desk.ledger.returned()}
        there = known.get(wanted)
        if there is None or there.digest != digest_of_file(wanted) or not _is_same_file(there, submission):
            return free_name(wanted)
    return wanted


def _is_same_file(earlier: Submission, later: Submission) -> bool:
    """By its place below the inbox; at the top of it, where everybody may drop, only by its bytes."""
    if earlier.digest == later.digest:
        return True
    return bool(later.folder) and (earlier.name, earlier.folder) == (later.name, later.folder)


_MEND_HERE: Final = (
    "请在同一文件夹里打开这个表格，按下面逐条改正、保存、关闭，系统会自动重新收取；",
    "也可以改好后重新放进收件箱。改好以前，这份表格没有收。",
)
_SEND_ANEW: Final = (
    "这个文件没有收。请照下面说的准备好文件，重新放进收件箱；",
    "退回的这一份用不着了，可以删去。",
)


def _note(name: str, refusal: Refusal) -> str:
    stops = [problem for problem in refusal.problems if problem.stops]
    asks = [problem for problem in refusal.problems if not problem.stops]
    lines = [
        f"《{name}》需要更正，共 {len(stops)} 处" if refusal.in_place else f"《{name}》没有收",
        "",
        *(_MEND_HERE if refusal.in_place else _SEND_ANEW),
        "",
    ]
    for number, problem in enumerate(stops, 1):
        lines += _lines(f"{number}.", problem)
    if asks:
        lines += ["", "另请顺便核对（不改也能收）：", ""]
        for number, problem in enumerate(asks, 1):
            lines += _lines(f"{number}.", problem)
    return "\r\n".join(lines) + "\r\n"


def _lines(number: str, problem: Problem) -> list[str]:
    place = "　".join(
        part
        for part in (
            f"工作表“{problem.at.sheet}”" if problem.at.sheet else "",
            f"单元格 {problem.at.cell}" if problem.at.cell else "",
        )
        if part
    )
    lines = [f"{number} {place or '整个文件'}：{problem.message}"]
    if problem.hint:
        lines.append(f"   怎么改：{problem.hint}")
    return lines
