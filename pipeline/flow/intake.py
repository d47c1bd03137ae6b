"""One dropped file: kept, read, judged, entered in the ledger or sent back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pipeline.files.faults import in_words
from pipeline.files.kinds import Kind
from pipeline.flow.answering import answered_by, clear_copies, made_up_for
from pipeline.flow.corrections import with_corrections
from pipeline.flow.desk import Desk
from pipeline.flow.drop import Drop, accepted, receive, tidy
from pipeline.flow.foreign import foreign_problem, photo_problem
from pipeline.flow.judge import Judgement, judge
from pipeline.flow.mended import mended_by
from pipeline.flow.returns import Refusal, send_back
from pipeline.forms.read import UNOPENED, read_workbook
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.model.outcome import Accepted, AcceptedForm, Duplicate, Outcome, Waiting
from pipeline.model.problem import Problem
from pipeline.model.record import Origin
from pipeline.packet.report import PHOTO
from pipeline.render.pictures import BrokenPicture, HugePicture, taken_at


def process(path: Path, desk: Desk) -> Outcome:
    """The story of one file, up to the ledger; documents follow in `assemble`. Raises OSError while it is locked."""
    drop = receive(path, desk)
    submission = drop.submission
    if earlier := _unchanged(submission, desk):
        try:
            tidy(drop, desk)
        except OSError as error:
            return Waiting(drop.file, f"已经收下过，收件箱里的这一份还删不掉（{in_words(error)}）；打开着请关闭")
        desk.ledger.note_duplicate(replace(submission, same_as=earlier.id))
        return Duplicate(drop.file, "/".join(part for part in (earlier.folder, earlier.name) if part))
    if drop.kind.is_photo:
        return _process_photo(drop, desk)
    if not drop.kind.is_workbook:
        problem = foreign_problem(drop.kind, submission.name)
        return send_back(drop, Refusal([problem], in_place=drop.kind is Kind.LOCKED), desk)
    original = desk.originals.path(submission.digest)
    reading = read_workbook(original, submission.name, desk.mappings.forms, submission.branch)
    judgement = judge(reading, submission.branch, submission.name, desk)
    records = with_corrections(judgement.records, drop, desk)
    if judgement.stops:
        return send_back(drop, _refusal(judgement, records), desk)
    return _take(drop, records, desk, judgement.not_read)


def _refusal(judgement: Judgement, records: Sequence[NewRecord]) -> Refusal:
    doubts = (warning for new in records for warning in new.warnings)
    problems = list(dict.fromkeys((*judgement.problems, *doubts)))
    opens = not any(problem.code in UNOPENED for problem in problems)
    return Refusal(problems, records, judgement.wanting, opens=opens, in_place=opens)


def _take(drop: Drop, records: Sequence[NewRecord], desk: Desk, not_read: Sequence[Problem] = ()) -> Accepted:
    answered = list(dict.fromkeys((*answered_by(drop, desk), *made_up_for(records, desk))))
    settled = answered or mended_by(drop, records, desk)
    # The copies go first: after a crash their returns count as taken away, and the file is taken once more.
    clear_copies(settled, desk, but={drop.path})
    told = replace(drop.submission, problems=(*not_read, *_of_rosters(records, desk)))
    entered = desk.ledger.take(told, records, [entry.id for entry in settled])
    with suppress(OSError):  # what cannot be taken away yet is known as taken when it is looked at again
        tidy(drop, desk)
    return replace(accepted(drop, entered, records), not_read=tuple(not_read))


def _of_rosters(records: Sequence[NewRecord], desk: Desk) -> list[Problem]:
    """What no activity tells of: a roster belongs to none."""
    rosters = (new for new in records if desk.mappings.forms[new.record.form].is_roster)
    return [warning for new in rosters for warning in new.warnings]


def _process_photo(drop: Drop, desk: Desk) -> Outcome:
    photo = replace(drop.submission, kind="photo")
    drop = replace(drop, submission=photo)
    at, known = Origin(photo.name), desk.known_branches()
    try:
        moment = taken_at(desk.originals.path(photo.digest))
    except HugePicture:
        return _send_photo_back(drop, photo_problem(at, "photo-too-large"), desk)
    except BrokenPicture:
        return _send_photo_back(drop, photo_problem(at, "photo-broken"), desk)
    if not photo.branch:
        return _send_photo_back(drop, photo_problem(at, "photo-without-branch"), desk)
    if known and photo.branch not in known:
        return _send_photo_back(drop, photo_problem(at, "branch-unknown", known), desk)
    taken = _take(replace(drop, submission=replace(photo, taken_at=moment)), [], desk)
    return replace(taken, forms=(AcceptedForm(PHOTO, photo.branch, photo.name),))


def _send_photo_back(drop: Drop, problem: Problem, desk: Desk) -> Outcome:
    return send_back(drop, Refusal([problem], in_place=False), desk)


def _unchanged(submission: Submission, desk: Desk) -> Submission | None:
    """Taken before with the same bytes, read by the same mappings, and not superseded since."""
    for earlier in desk.ledger.current_with(submission.digest, submission.branch):
        if earlier.state == "returned":
            continue
        if earlier.kind == "photo":
            current = (earlier.name, earlier.folder) == (submission.name, submission.folder)
        else:
            current = desk.would_read_alike(earlier.id)
        if current:
            return earlier
    return None
