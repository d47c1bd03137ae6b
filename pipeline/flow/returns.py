"""Sending a file back: it lies in 退回/, beside a text that says what is wrong, where, and what to type."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.files.digest import digest_of_file
from pipeline.files.inbox import RETURN_NOTE
from pipeline.files.publish import copy_whole, free_name, remove_empty_folders, write_whole
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import Submission
from pipeline.model.outcome import Returned
from pipeline.model.problem import Problem

_MOST_BYTES: Final = 255
"""Of a name, on all file systems that matter."""


def send_back(submission: Submission, problems: Sequence[Problem], path: Path, file: str, desk: Desk) -> Returned:
    """Enters the return in the ledger first, then moves the file: a crash in between is made good by a second run."""
    target = _place(submission, path, desk)
    copy = desk.relative(target)
    desk.ledger.send_back(submission, problems, copy)
    write_whole(note_of(target), _note(submission.name, problems).encode("utf-8-sig"))
    if target != path:
        copy_whole(desk.originals.path(submission.digest), target)
        if desk.workspace.inbox in path.parents and digest_of_file(path) == submission.digest:
            path.unlink()
    return Returned(file, copy, tuple(problems))


def clear_returns(path: Path, taken: Submission, desk: Desk) -> None:
    """Takes away what came back earlier under the name and folder of the good file at `path`.

    A copy that a person has changed stays, and is looked at like any dropped file.
    """
    for submission in desk.ledger.returned():
        if (submission.name, submission.folder) != (taken.name, taken.folder):
            continue
        copy = desk.workspace.root / submission.copy
        note_of(copy).unlink(missing_ok=True)
        if copy != path and copy.is_file() and digest_of_file(copy) == submission.digest:
            copy.unlink()
        remove_empty_folders(copy.parent, desk.workspace.inbox)


def forget_taken_away(desk: Desk) -> None:
    """A return whose file the person took out of 退回 is settled."""
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
    """Where it lies already when it lies in 退回; else its own folder there, over an older return of its name."""
    returned = desk.workspace.returned
    if returned in path.parents:
        return path
    wanted = returned / submission.folder / submission.name
    if wanted.is_file():
        known = {desk.workspace.root / entry.copy: entry.digest for entry in desk.ledger.returned()}
        if known.get(wanted) != digest_of_file(wanted):
            return free_name(wanted)
    return wanted


def _note(name: str, problems: Sequence[Problem]) -> str:
    stops = [problem for problem in problems if problem.stops]
    asks = [problem for problem in problems if not problem.stops]
    lines = [
        f"《{name}》需要更正，共 {len(stops)} 处",
        "",
        "请在同一文件夹里打开这个表格，按下面逐条改正、保存、关闭，系统会自动重新收取；",
        "也可以改好后重新放进收件箱。改好以前，这份表格没有收。",
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
