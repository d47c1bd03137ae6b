"""One dropped file: kept, read, judged, entered in the ledger or sent back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.files.digest import digest_of_file
from pipeline.files.kinds import Kind, kind_of
from pipeline.files.names import readable_name
from pipeline.files.originals import Original
from pipeline.files.publish import remove_empty_folders
from pipeline.flow.corrections import with_corrections
from pipeline.flow.desk import Desk
from pipeline.flow.foreign import foreign_problem, photo_problem
from pipeline.flow.judge import forms_in, judge, spelled
from pipeline.flow.returns import Refusal, clear_returns, send_back, settled_by
from pipeline.forms.read import read_workbook
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.model.outcome import Accepted, AcceptedForm, Duplicate, Outcome, Returned
from pipeline.model.problem import Problem
from pipeline.model.record import Origin
from pipeline.packet.report import PHOTO
from pipeline.render.pictures import BrokenPicture, taken_at


@dataclass(frozen=True, slots=True)
class Drop:
    """A file on its way in. `folder` is its folder below the inbox (or below 退回), `branch` what that says."""

    path: Path
    file: str
    name: str
    folder: str
    branch: str
    inside: bool
    """Below the inbox: then it is taken away once it is entered."""


def process(path: Path, desk: Desk) -> Outcome:
    """The story of one file, up to the ledger; documents follow in `assemble`. Raises OSError while it is locked."""
    drop = _drop(path, desk)
    original = desk.originals.take_in(path)
    submission = _submission(drop, original, desk)
    if earlier := _unchanged(submission, desk):
        _tidy(drop, original, desk)
        return Duplicate(drop.file, "/".join(part for part in (earlier.folder, earlier.name) if part))
    kind = kind_of(original.path)
    if kind.is_photo:
        return _take_photo(drop, original, submission, desk)
    if not kind.is_workbook:
        refusal = Refusal([foreign_problem(kind, drop.name)], in_place=kind is Kind.LOCKED)
        return send_back(submission, refusal, path, drop.file, desk)
    reading = read_workbook(original.path, drop.name, desk.mappings.forms, drop.branch)
    records, problems = judge(reading, drop.branch, drop.name, desk)
    if any(problem.stops for problem in problems):
        submission = replace(submission, forms=forms_in(reading, drop.branch, desk))
        return send_back(submission, Refusal(problems, _opens(problems)), path, drop.file, desk)
    return _take(drop, original, submission, records, desk)


def _take(drop: Drop, original: Original, submission: Submission, records: list[NewRecord], desk: Desk) -> Accepted:
    mended = desk.workspace.returned in drop.path.parents
    corrected = with_corrections(records, submission, mended, desk)
    settled = settled_by(drop.path, submission, corrected, desk)
    # The copies go first: after a crash their returns count as taken away, and the file is taken once more.
    clear_returns(drop.path, settled, desk)
    entered = desk.ledger.take(submission, corrected, [entry.id for entry in settled])
    _tidy(drop, original, desk)
    forms = tuple(AcceptedForm(record.record.form, record.branch, record.key) for record in corrected)
    warnings = tuple(problem for record in corrected for problem in record.warnings)
    return Accepted(drop.file, entered, forms, warnings)


def _take_photo(drop: Drop, original: Original, submission: Submission, desk: Desk) -> Outcome:
    at = Origin(drop.name)
    try:
        moment = taken_at(original.path)
    except BrokenPicture:
        return _send_photo_back(photo_problem(at, "photo-broken"), drop, submission, desk)
    if not drop.branch:
        return _send_photo_back(photo_problem(at, "photo-without-branch"), drop, submission, desk)
    known = desk.known_branches()
    if known and drop.branch not in known:
        return _send_photo_back(photo_problem(at, "branch-unknown", known), drop, submission, desk)
    photo = replace(submission, kind="photo", taken_at=moment)
    accepted = _take(drop, original, photo, [], desk)
    return Accepted(accepted.file, accepted.submission, (AcceptedForm(PHOTO, drop.branch, drop.name),))


def _opens(problems: list[Problem]) -> bool:
    return all(problem.code != "workbook-unreadable" for problem in problems)


def _send_photo_back(problem: Problem, drop: Drop, submission: Submission, desk: Desk) -> Returned:
    return send_back(submission, Refusal([problem], in_place=False), drop.path, drop.file, desk)


def _drop(path: Path, desk: Desk) -> Drop:
    inbox, returned = desk.workspace.inbox, desk.workspace.returned
    inside = inbox in path.parents
    if not inside:
        branch = _branch_among([path.parent.name], desk)
        return Drop(path, readable_name(str(path)), readable_name(path.name), "", branch, inside=False)
    below = path.relative_to(returned if returned in path.parents else inbox)
    folder = readable_name(below.parent.as_posix()) if below.parent != Path() else ""
    file = readable_name(path.relative_to(inbox).as_posix())
    return Drop(path, file, readable_name(path.name), folder, _branch_of(folder, desk), inside=True)


def _branch_of(folder: str, desk: Desk) -> str:
    """A known branch anywhere on the way down, else the first folder below the inbox."""
    parts = list(PurePosixPath(folder).parts)
    return _branch_among(parts, desk) or (parts[0] if parts else "")


def _branch_among(names: Iterable[str], desk: Desk) -> str:
    known = desk.known_branches()
    return next((branch for name in names if (branch := spelled(name, known)) in known), "")


def _submission(drop: Drop, original: Original, desk: Desk) -> Submission:
    received = desk.now().isoformat(timespec="seconds")
    return Submission(original.digest, drop.name, drop.folder, drop.branch, "forms", received)


def _unchanged(submission: Submission, desk: Desk) -> Submission | None:
    """Taken before with the same bytes, read by the same mappings, and not superseded since."""
    for earlier in desk.ledger.current_with(submission.digest, submission.branch):
        if earlier.kind == "photo":
            current = (earlier.name, earlier.folder) == (submission.name, submission.folder)
        else:
            read_by = desk.ledger.reading_of(earlier.id)
            current = all(desk.mappings.digests.get(form) == digest for form, digest in read_by.items())
        if current:
            return earlier
    return None


def _tidy(drop: Drop, original: Original, desk: Desk) -> None:
    """Takes the file out of the inbox, unless it was changed in the meantime: then it is looked at again."""
    if not drop.inside:
        return
    try:
        if digest_of_file(drop.path) == original.digest:
            drop.path.unlink()
    except FileNotFoundError:
        return
    if desk.workspace.returned in drop.path.parents:
        remove_empty_folders(drop.path.parent, desk.workspace.inbox)
