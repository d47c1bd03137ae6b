"""Which return does a file answer, where do the copies of settled ones go, and which returns can be tried again?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.files.copy_names import is_same_file, is_saved_anew
from pipeline.files.digest import digest_of_file
from pipeline.files.publish import move_aside, remove_empty_folders
from pipeline.flow.desk import Desk
from pipeline.flow.intake.another_part import is_free_now
from pipeline.flow.intake.drop import Drop
from pipeline.flow.intake.inbox_there import check_inbox, is_gone
from pipeline.flow.intake.papers_in import is_named_since
from pipeline.flow.returning.return_note import note_of
from pipeline.flow.withdrawing.returned_copy import moved_to_withdrawals
from pipeline.ledger.entries import Submission


def answered_by(drop: Drop, returned: Sequence[Submission], desk: Desk) -> list[Submission]:
    """Those of the open returns in whose place the file comes: it bears the number of one; else it was saved over the
    copy, or has its name in its folder.

    At the top of the inbox, and from outside, files of one name are different people's.
    """
    if drop.answers and (numbered := [entry for entry in returned if entry.number == drop.answers.number]):
        return numbered
    return [entry for entry in returned if desk.workspace.root / entry.copy == drop.path or _is_same(entry, drop)]


def _is_same(entry: Submission, drop: Drop) -> bool:
    if entry.folder != drop.submission.folder:
        return False
    came_back_as_it_was = entry.copy_digest == entry.digest
    by_name = is_same_file(drop.name, entry.name) or (came_back_as_it_was and is_saved_anew(drop.name, entry.name))
    return entry.digest == drop.submission.digest or bool(entry.folder and by_name)


def clear_copies(settled: Iterable[Submission], desk: Desk, but: Collection[Path]) -> dict[int, Path]:
    """Puts the copies of returns that are settled into the bin, `but` those in use; by return, where each lies now.

    A copy that a person has changed stays, and is looked at like any dropped file.
    """
    lying = {}
    for entry in settled:
        copy = desk.workspace.root / entry.copy
        note_of(copy).unlink(missing_ok=True)
        if copy not in but and is_untouched(entry, desk):
            with suppress(FileNotFoundError):
                lying[entry.id] = move_aside(copy, _bin_of(copy, desk))
        remove_empty_folders(copy.parent, desk.workspace.inbox)
    return lying


def _bin_of(copy: Path, desk: Desk) -> Path:
    """退回/机关第一党支部 below the bin."""
    return desk.workspace.bin / copy.parent.relative_to(desk.workspace.inbox)


def is_untouched(entry: Submission, desk: Desk) -> bool:
    """Whether the copy is as it went back, or gone."""
    try:
        return digest_of_file(desk.workspace.root / entry.copy) == entry.copy_digest
    except FileNotFoundError:
        return True


def forget_taken_away(desk: Desk) -> None:
    """A return whose file the person took out of 退回 is settled, unless it lies in 撤回: there it is taken back next.

    Raises InboxGone while the whole inbox is gone.
    """
    check_inbox(desk)
    gone = [entry for entry in desk.ledger.returned() if entry.copy and is_gone(desk.workspace.root / entry.copy)]
    if gone:
        check_inbox(desk)  # once more: it may have gone away while it was looked at
    moved = moved_to_withdrawals(desk) if gone else set()
    for entry in (each for each in gone if each.id not in moved):
        copy = desk.workspace.root / entry.copy
        desk.ledger.clear_return(entry.id)
        with suppress(OSError):
            note_of(copy).unlink(missing_ok=True)
        remove_empty_folders(copy.parent, desk.workspace.inbox)


def worth_another_try(desk: Desk) -> list[Path]:
    """Copies of returns that an unknown branch held up, and that branch has meanwhile been made known;

    of parts of a list whose other part holds no more; and of papers that a register has named since."""
    returned = desk.ledger.returned()
    waiting = [entry for entry in returned if _lacks_its_branch(entry)]
    known = set(desk.known_branches()) if waiting else set()
    again = [entry for entry in waiting if _branches(entry) <= known]
    again += [entry for entry in returned if is_free_now(entry, desk) or is_named_since(entry, desk)]
    return [desk.workspace.root / entry.copy for entry in again]


def _lacks_its_branch(entry: Submission) -> bool:
    """Be it among other things: then it goes back once more, without what is no longer true."""
    return any(problem.code == "branch-unknown" for problem in entry.problems) and bool(_branches(entry))


def _branches(entry: Submission) -> set[str]:
    return {entry.branch} if not entry.has_forms else {branch for branch, _, _ in entry.forms}
