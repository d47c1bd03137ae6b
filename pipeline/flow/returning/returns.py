"""Sending a file back: the person's own workbook, marked, lies in 退回/ until it is mended.

What cannot be marked lies there as it came, beside a text.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.files.copy_names import copy_name, plain_name
from pipeline.files.digest import digest_of
from pipeline.files.disk import flush_folder
from pipeline.files.inbox import is_below
from pipeline.files.publish import copy_whole, free_name, written_aside
from pipeline.flow.desk import Desk
from pipeline.flow.intake.drop import Drop, accepted, tidy
from pipeline.flow.returning.answering import answered_by, clear_copies, is_untouched
from pipeline.flow.returning.making_up import made_up_for, told
from pipeline.flow.returning.return_note import note_of, note_text
from pipeline.flow.returning.sheets_taken import sheets_taken
from pipeline.ledger.entries import FormKey, NewRecord, Submission
from pipeline.model.outcome import Returned, Waiting
from pipeline.model.problem import Problem

_NUMBER_SIGNS: Final = 8


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file goes back, and what of it is taken all the same.

    `wanting` are the forms that it goes back for, where that can be told. `opens`: it is a workbook that can be marked.
    `in_place`: the person can mend the very file that comes back.
    """

    problems: Sequence[Problem]
    taken: Sequence[NewRecord] = ()
    wanting: frozenset[FormKey] = frozenset()
    opens: bool = False
    in_place: bool = True

    @property
    def sheets_taken(self) -> list[str]:
        wrong = {problem.at.sheet for problem in self.problems if problem.stops}
        return sheets_taken((new.record for new in self.taken), wrong)


def send_back(drop: Drop, refusal: Refusal, desk: Desk) -> Returned | Waiting:
    """Enters the return and what is taken in the ledger first: a crash in between is made good by a second run."""
    number = _number(drop.submission)
    marked = _marked(drop, refusal, number, desk)
    returned = desk.ledger.returned()
    replaced = [entry for entry in answered_by(drop, returned, desk) if _is_ours(entry, drop, desk)]
    target = _place(drop, marked is not None, replaced, desk)
    entry = replace(
        drop.submission,
        number=number,
        copy=desk.relative(target),
        copy_digest=drop.digest if marked is None else digest_of(marked),
        problems=tuple(refusal.problems),
        forms=refusal.wanting,
    )
    if drop.inside and not drop.is_unchanged():
        return Waiting(drop.file, "文件刚才又改过，稍后再收")
    desk.originals.flush([drop.digest])
    entered, notes = _lies_there_already(entry, desk), tuple[Problem, ...]()
    if not entered:
        laid, content = (target, marked) if marked is not None else (note_of(target), _note(entry.name, refusal))
        others = [each for each in made_up_for(refusal.taken, returned, desk) if each not in replaced]
        settled = [*replaced, *others]
        # Where 退回 cannot be written to, nothing is entered: it would be entered again at every try.
        with written_aside(laid, content) as publish:
            lying = clear_copies(settled, desk, but={drop.path, target})
            entered = desk.ledger.send_back(entry, refusal.taken, [each.id for each in settled])
            publish()
        notes = tuple(told(each, entry.name, lying.get(each.id), desk) for each in others)
    if marked is None:
        _bring(drop, target, desk)
    elif drop.path != target:
        tidy(drop.path, drop.digest, desk)
    taken = replace(accepted(drop, entered, refusal.taken), not_read=notes) if refusal.taken else None
    return Returned(drop.file, entry.copy, entry.problems, taken)


def _lies_there_already(entry: Submission, desk: Desk) -> int:
    """The submission that sent the same file back for the same reasons, and whose copy is as it was; 0 for none."""
    facts = (entry.copy, entry.copy_digest, entry.number, entry.problems, entry.forms)
    for earlier in desk.ledger.current_with(entry.digest, entry.branch):
        told = (earlier.copy, earlier.copy_digest, earlier.number, earlier.problems, earlier.forms)
        lies_there = (desk.workspace.root / entry.copy).is_file() and is_untouched(earlier, desk)
        if earlier.state == "returned" and told == facts and lies_there and desk.would_read_alike(earlier.id):
            return earlier.id
    return 0


def _number(submission: Submission) -> str:
    """The same for the same file; another for what comes back wrong again, so that no two files answer one return."""
    facts = (submission.digest, submission.folder, submission.name)
    return digest_of("\n".join(facts).encode())[:_NUMBER_SIGNS].upper()


def _marked(drop: Drop, refusal: Refusal, number: str, desk: Desk) -> bytes | None:
    if not refusal.opens:
        return None
    from pipeline.forms.marked.copy import Unmarkable, marked_copy

    original = desk.originals.path(drop.submission.digest)
    try:
        return marked_copy(original, drop.kind, refusal.problems, refusal.sheets_taken, number).content
    except Unmarkable:
        return None


def _is_ours(entry: Submission, drop: Drop, desk: Desk) -> bool:
    """A copy that a person is mending is left to them: the file is a return of its own then."""
    return desk.workspace.root / entry.copy == drop.path or is_untouched(entry, desk)


def _place(drop: Drop, marked: bool, replaced: Sequence[Submission], desk: Desk) -> Path:
    """Where the copy lies already; else in the folder of the same name below 退回."""
    ours = [desk.workspace.root / entry.copy for entry in replaced]
    name = drop.name
    if marked:
        if copies := [path for path in ours if path.suffix == ".xlsx" and plain_name(path.name) != path.name]:
            return drop.path if drop.path in copies else copies[0]
        name = copy_name(drop.submission.name)
    elif is_below(drop.path, desk.workspace.returned):
        return drop.path
    wanted = desk.workspace.returned / drop.submission.folder / name
    return wanted if wanted in {drop.path, *ours} else free_name(wanted)


def _note(name: str, refusal: Refusal) -> bytes:
    return note_text(name, refusal.problems, refusal.sheets_taken, refusal.in_place).encode("utf-8-sig")


def _bring(drop: Drop, target: Path, desk: Desk) -> None:
    """Lays the file itself into 退回; one from outside the inbox stays where it is, too."""
    if not drop.inside:
        copy_whole(desk.originals.path(drop.digest), target)
    elif drop.path != target:
        _move(drop, target, desk)


def _move(drop: Drop, target: Path, desk: Desk) -> None:
    """The file itself goes: what a program is still writing arrives in 退回, where the change is seen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        drop.path.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy_whole(desk.originals.path(drop.digest), target)
        tidy(drop.path, drop.digest, desk)
        return
    flush_folder(target.parent)
