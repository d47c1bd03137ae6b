"""One dropped file: kept, read, judged, entered in the ledger or sent back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.files.faults import in_words
from pipeline.files.kinds import Kind
from pipeline.files.originals import Original
from pipeline.flow.desk import Desk
from pipeline.flow.intake.another_part import without_parts
from pipeline.flow.intake.before import Before
from pipeline.flow.intake.corrections import with_corrections
from pipeline.flow.intake.drop import Drop, accepted, receive, receive_unread, secure, tidy
from pipeline.flow.intake.judge import Judgement, judge
from pipeline.flow.intake.papers_in import is_written, paper_kinds
from pipeline.flow.returning.answering import answered_by, clear_copies
from pipeline.flow.returning.foreign import branch_problem, foreign_problem, photo_problem, unreadable_problem
from pipeline.flow.returning.making_up import made_up_for, told
from pipeline.flow.returning.mended import mended_by
from pipeline.flow.returning.returns import Refusal, send_back
from pipeline.flow.withdrawing.unasked import without_withdrawn
from pipeline.forms.read import UNOPENED, read_workbook
from pipeline.ledger.entries import NewRecord, Submission
from pipeline.model.outcome import Accepted, AcceptedForm, Duplicate, Outcome, Waiting
from pipeline.model.problem import Problem
from pipeline.model.record import Origin
from pipeline.packet.papers.papers import unclear
from pipeline.packet.report import PAPER, PHOTO
from pipeline.render.pictures import BrokenPicture, HugePicture, taken_at


def process(path: Path, desk: Desk, kept: Callable[[Original], object] = lambda original: None) -> Outcome:
    """The story of one file, up to the ledger; documents follow in `assemble`. Raises OSError while it is locked.

    `kept` is told when the file's bytes are safe, before anyone looks into them.
    """
    original = desk.originals.take_in(path)
    kept(original)
    drop = receive(path, original, desk)
    if known := _known(drop, desk):
        return known
    if kinds := paper_kinds(drop.kind, drop.submission, desk):
        return _process_paper(drop, kinds, desk)
    if drop.kind.is_photo:
        return _process_picture(drop, "photo", PHOTO, desk)
    if not drop.kind.is_workbook:
        may_be = desk.mappings.papers.kinds if is_written(drop.kind, drop.submission.name) else ()
        problem = foreign_problem(drop.kind, drop.submission.name, may_be)
        return send_back(drop, Refusal([problem], in_place=drop.kind is Kind.LOCKED), desk)
    submission = drop.submission
    reading = read_workbook(drop.workbook, submission.name, desk.mappings.forms, submission.branch)
    before = Before(desk.ledger)
    judgement = judge(reading, drop, before, desk)
    judgement = without_parts(without_withdrawn(judgement, drop, desk), drop, before, desk)
    records = with_corrections(judgement.records, drop, before, desk)
    if judgement.stops:
        return send_back(drop, _refusal(judgement, records), desk)
    return _take(drop, records, desk, judgement.not_read)


def process_unread(path: Path, original: Original, code: str, desk: Desk) -> Outcome:
    """Sends back a file that no reader gets through, unless it was entered before the reader broke off."""
    drop = receive_unread(path, original, desk)
    problem = unreadable_problem(code, drop.submission.name)
    return _known(drop, desk) or send_back(drop, Refusal([problem], in_place=False), desk)


def _known(drop: Drop, desk: Desk) -> Duplicate | Waiting | None:
    """What becomes of a file that was taken before and still holds."""
    earlier = _unchanged(drop.submission, desk)
    if earlier is None:
        return None
    secure([drop.digest, earlier.digest], desk)
    try:
        tidy(drop.path, drop.digest, desk)
    except OSError as error:
        return Waiting(drop.file, f"已经收下过，收件箱里的这一份还删不掉（{in_words(error)}）；打开着请关闭")
    desk.ledger.note_duplicate(replace(drop.submission, same_as=earlier.id))
    return Duplicate(drop.file, "/".join(part for part in (earlier.folder, earlier.name) if part))


def _refusal(judgement: Judgement, records: Sequence[NewRecord]) -> Refusal:
    doubts = (warning for new in records for warning in new.warnings)
    problems = list(dict.fromkeys((*judgement.problems, *doubts)))
    opens = not any(problem.code in UNOPENED for problem in problems)
    return Refusal(problems, records, judgement.wanting, opens=opens, in_place=opens)


def _take(drop: Drop, records: Sequence[NewRecord], desk: Desk, not_read: Sequence[Problem] = ()) -> Accepted:
    returned = desk.ledger.returned()
    answered = answered_by(drop, returned, desk)
    others = [entry for entry in made_up_for(records, returned, desk) if entry not in answered]
    others = others if answered or others else mended_by(drop, records, returned, desk)
    # The copies go first: after a crash their returns count as taken away, and the file is taken once more.
    lying = clear_copies([*answered, *others], desk, but={drop.path})
    notes = (*not_read, *(told(entry, drop.submission.name, lying.get(entry.id), desk) for entry in others))
    sent = replace(drop.submission, problems=(*notes, *_of_rosters(records, desk)))
    entered = desk.ledger.take(sent, records, [entry.id for entry in (*answered, *others)])
    return replace(accepted(drop, entered, records), not_read=notes, lies=drop.digest)


def _of_rosters(records: Sequence[NewRecord], desk: Desk) -> list[Problem]:
    """What no activity tells of: a roster belongs to none."""
    rosters = (new for new in records if desk.mappings.forms[new.record.form].is_roster)
    return [warning for new in rosters for warning in new.warnings]


def _process_picture(drop: Drop, kind: str, form: str, desk: Desk) -> Outcome:
    """A photo or a scan, as `kind` says; `form` as for `_keep`."""
    picture = replace(drop.submission, kind=kind)
    drop = replace(drop, submission=picture)
    try:
        moment = taken_at(desk.originals.path(picture.digest))
    except HugePicture:
        return _send_back_as_it_is(drop, photo_problem(Origin(picture.name), "photo-too-large"), desk)
    except BrokenPicture:
        return _send_back_as_it_is(drop, photo_problem(Origin(picture.name), "photo-broken"), desk)
    return _keep(replace(drop, submission=replace(picture, taken_at=moment)), form, desk)


def _process_paper(drop: Drop, kinds: Sequence[str], desk: Desk) -> Outcome:
    """Kept as it is, whatever a document holds: its author alone answers for it. Of `kinds` there should be one."""
    if len(kinds) > 1:
        return _send_back_as_it_is(drop, unclear(Origin(drop.submission.name), kinds), desk)
    if drop.kind.is_photo:
        return _process_picture(drop, "scan", PAPER, desk)
    return _keep(replace(drop, submission=replace(drop.submission, kind="paper")), PAPER, desk)


def _keep(drop: Drop, form: str, desk: Desk) -> Outcome:
    """A file that tells nothing itself: its folder says whose it is. `form` stands for the form that it is not."""
    sent = drop.submission
    if problem := branch_problem(sent, form, drop.known):
        return _send_back_as_it_is(drop, problem, desk)
    taken = _take(drop, [], desk)
    return replace(taken, forms=(AcceptedForm(form, sent.branch, sent.name),))


def _send_back_as_it_is(drop: Drop, problem: Problem, desk: Desk) -> Outcome:
    return send_back(drop, Refusal([problem], in_place=False), desk)


def _unchanged(submission: Submission, desk: Desk) -> Submission | None:
    """Taken before with the same bytes, read by the same mappings, and not superseded since."""
    for earlier in desk.ledger.current_with(submission.digest, submission.branch):
        if earlier.state == "returned":
            continue
        if not earlier.has_forms:
            current = (earlier.name, earlier.folder) == (submission.name, submission.folder)
        else:
            current = desk.would_read_alike(earlier.id)
        if current:
            return earlier
    return None
