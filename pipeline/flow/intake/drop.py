"""One dropped file: its bytes are kept, and it is known where it lay, whose it is, and which return it answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.files.copy_names import plain_name
from pipeline.files.digest import digest_of_file
from pipeline.files.inbox import is_below
from pipeline.files.kinds import Kind
from pipeline.files.names import readable_name
from pipeline.files.originals import Original
from pipeline.files.publish import remove_empty_folders
from pipeline.flow.branch_names import is_branch_folder, spelled
from pipeline.flow.desk import Desk
from pipeline.forms.workbook import WorkbookFile
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.model.outcome import Accepted, AcceptedForm


@dataclass(frozen=True, slots=True)
class Drop:
    """A file on its way in; `file` is its path below the inbox, as it is shown.

    `digest` is that of the bytes that lie at `path`. What is read are those of `submission`: of a marked copy they are
    the person's own, without our list and marks.
    """

    path: Path
    file: str
    name: str
    """With what a marked copy bears behind its name, which the name of its submission does not."""
    digest: str
    kind: Kind
    workbook: WorkbookFile
    submission: Submission
    answers: Submission | None
    """The return whose number it bears, settled or not."""
    known: Sequence[str]
    """The branches that were known when it came."""
    inside: bool
    """Below the inbox: then it is taken away once it is entered."""

    def is_unchanged(self) -> bool:
        """Whether the bytes that were taken in are still those that lie there. Raises OSError."""
        return digest_of_file(self.path) == self.digest


def receive(path: Path, original: Original, desk: Desk) -> Drop:
    """`original` are the file's bytes, kept before anything else happened to it."""
    workbook = WorkbookFile(original.path)
    number = workbook.return_number
    answers = desk.ledger.return_with(number) if number else None
    sent = _unmarked(original, number, answers, desk)
    if sent.path != original.path:
        workbook = WorkbookFile(sent.path)
    unread = receive_unread(path, sent, desk, answers)
    return replace(unread, digest=original.digest, kind=workbook.kind, workbook=workbook)


def receive_unread(path: Path, sent: Original, desk: Desk, answers: Submission | None = None) -> Drop:
    """What is known of a file without a look into it; `sent` are its bytes as the person sent them."""
    inside = is_below(path, desk.workspace.inbox)
    folder = _folder(path, desk) or (answers.folder if answers else "")
    known = desk.known_branches()
    branch = _branch(path, folder, known, desk)
    received = desk.now().isoformat(timespec="seconds")
    return Drop(
        path=path,
        file=readable_name(path.relative_to(desk.workspace.inbox).as_posix() if inside else str(path)),
        name=readable_name(path.name),
        digest=sent.digest,
        kind=Kind.OTHER,
        workbook=WorkbookFile(sent.path),
        submission=Submission(sent.digest, plain_name(readable_name(sent.name)), folder, branch, "forms", received),
        answers=answers,
        known=known,
        inside=inside,
    )


def branch_folder(path: Path, known: Collection[str], desk: Desk) -> str:
    """The branch in whose folder the file lies, inside the inbox or outside; nothing where it may be any branch's."""
    branch = _branch(path, _folder(path, desk), known, desk)
    return branch if is_branch_folder(branch, known) else ""


def _unmarked(original: Original, number: str, answers: Submission | None, desk: Desk) -> Original:
    """What the person sent, without what was put into it when it went back."""
    if not number:
        return original
    from pipeline.forms.marked.copy import unmarked

    if answers and answers.copy_digest == original.digest:
        return Original(answers.digest, answers.name, desk.originals.path(answers.digest))
    content = unmarked(original.path)
    return original if content is None else replace(desk.originals.keep(content), name=original.name)


def accepted(drop: Drop, entered: int, records: Iterable[NewRecord]) -> Accepted:
    """`entered` is the submission's number in the ledger."""
    forms = tuple(AcceptedForm(new.record.form, new.branch, new.key, new.warnings) for new in records)
    return Accepted(drop.file, entered, forms)


def secure(digests: Iterable[str], desk: Desk) -> None:
    """What was dropped, and what the ledger tells of it, are on disk: before, no file leaves the inbox.

    `digests` are those of the files as they were dropped. Raises SetupError, LedgerError.
    """
    desk.originals.flush(digests)
    desk.ledger.flush()


def tidy(path: Path, digest: str, desk: Desk) -> None:
    """Takes the file out of the inbox, unless it was changed in the meantime: then it is looked at again."""
    if not is_below(path, desk.workspace.inbox):
        return
    try:
        if digest_of_file(path) == digest:
            path.unlink()
    except FileNotFoundError:
        return
    if is_below(path, desk.workspace.returned):
        remove_empty_folders(path.parent, desk.workspace.inbox)


def _folder(path: Path, desk: Desk) -> str:
    """Below the inbox, or below 退回, which holds the same folders; nothing for a file from outside."""
    inbox, returned = desk.workspace.inbox, desk.workspace.returned
    if not is_below(path, inbox):
        return ""
    below = path.relative_to(returned if is_below(path, returned) else inbox)
    return readable_name(below.parent.as_posix()) if below.parent != Path() else ""


def _branch(path: Path, folder: str, known: Collection[str], desk: Desk) -> str:
    """A known branch anywhere on the way down, else the first folder below the inbox; outside, only a known one."""
    if not folder and not is_below(path, desk.workspace.inbox):
        return _branch_among([path.parent.name], known)
    parts = PurePosixPath(folder).parts
    return _branch_among(parts, known) or (parts[0] if parts else "")


def _branch_among(names: Iterable[str], known: Collection[str]) -> str:
    return next((branch for name in names if (branch := spelled(name, known)) in known), "")
