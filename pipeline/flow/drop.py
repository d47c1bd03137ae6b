"""One dropped file: its bytes are kept, and it is known where it lay, whose it is, and which return it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.files.copy_names import plain_name
from pipeline.files.digest import digest_of_file
from pipeline.files.kinds import Kind, kind_of
from pipeline.files.names import readable_name
from pipeline.files.originals import Original
from pipeline.files.publish import remove_empty_folders
from pipeline.flow.desk import Desk
from pipeline.flow.judge import spelled
from pipeline.forms.marked.copy import unmarked
from pipeline.forms.marked.number import return_number
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
    submission: Submission
    answers: Submission | None
    """The return whose number it bears, settled or not."""
    inside: bool
    """Below the inbox: then it is taken away once it is entered."""

    def is_unchanged(self) -> bool:
        """Whether the bytes that were taken in are still those that lie there. Raises OSError."""
        return digest_of_file(self.path) == self.digest


def receive(path: Path, desk: Desk) -> Drop:
    """Keeps the file's bytes before anything else happens to it. Raises OSError while it is locked."""
    original = desk.originals.take_in(path)
    number = return_number(original.path) if kind_of(original.path).is_workbook else ""
    answers = desk.ledger.return_with(number)
    sent = _unmarked(original, number, answers, desk)
    inside = desk.workspace.inbox in path.parents
    folder = _folder(path, desk) or (answers.folder if answers else "")
    branch = _branch_of(folder, desk) if inside or folder else _branch_among([path.parent.name], desk)
    received = desk.now().isoformat(timespec="seconds")
    return Drop(
        path=path,
        file=readable_name(path.relative_to(desk.workspace.inbox).as_posix() if inside else str(path)),
        name=readable_name(path.name),
        digest=original.digest,
        kind=kind_of(sent.path),
        submission=Submission(sent.digest, plain_name(readable_name(sent.name)), folder, branch, "forms", received),
        answers=answers,
        inside=inside,
    )


def _unmarked(original: Original, number: str, answers: Submission | None, desk: Desk) -> Original:
    """What the person sent, without what was put into it when it went back."""
    if not number:
        return original
    if answers and answers.copy_digest == original.digest:
        return Original(answers.digest, answers.name, desk.originals.path(answers.digest))
    content = unmarked(original.path)
    return original if content is None else replace(desk.originals.keep(content), name=original.name)


def accepted(drop: Drop, entered: int, records: Iterable[NewRecord]) -> Accepted:
    """`entered` is the submission's number in the ledger."""
    forms = tuple(AcceptedForm(new.record.form, new.branch, new.key, new.warnings) for new in records)
    return Accepted(drop.file, entered, forms)


def tidy(drop: Drop, desk: Desk) -> None:
    """Takes the file out of the inbox, unless it was changed in the meantime: then it is looked at again."""
    if not drop.inside:
        return
    try:
        if drop.is_unchanged():
            drop.path.unlink()
    except FileNotFoundError:
        return
    if desk.workspace.returned in drop.path.parents:
        remove_empty_folders(drop.path.parent, desk.workspace.inbox)


def _folder(path: Path, desk: Desk) -> str:
    """Below the inbox, or below 退回, which holds the same folders; nothing for a file from outside."""
    inbox, returned = desk.workspace.inbox, desk.workspace.returned
    if inbox not in path.parents:
        return ""
    below = path.relative_to(returned if returned in path.parents else inbox)
    return readable_name(below.parent.as_posix()) if below.parent != Path() else ""


def _branch_of(folder: str, desk: Desk) -> str:
    """A known branch anywhere on the way down, else the first folder below the inbox."""
    parts = list(PurePosixPath(folder).parts)
    return _branch_among(parts, desk) or (parts[0] if parts else "")


def _branch_among(names: Iterable[str], desk: Desk) -> str:
    known = desk.known_branches()
    return next((branch for name in names if (branch := spelled(name, known)) in known), "")
