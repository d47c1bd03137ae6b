"""Something that was sent in holds no more: its records, its place among the photos and papers, or its return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.flow.desk import Desk
from pipeline.flow.returning.answering import clear_copies
from pipeline.ledger.entries import Held, Submission
from pipeline.model.outcome import AcceptedForm, Withdrawn
from pipeline.packet.report import PAPER, PHOTO


@dataclass(frozen=True, slots=True)
class Word:
    """Who said so and why, where they told."""

    who: str = ""
    reason: str = ""


def stands(sent: Submission, desk: Desk) -> bool:
    """Whether there is anything to take back of it."""
    if sent.state == "returned" or (sent.state == "taken" and not sent.has_forms):
        return True
    return sent.state in {"taken", "cleared"} and bool(desk.ledger.in_force(sent.id))


def take_back(sent: Submission, desk: Desk, word: Word, only: Sequence[Held] | None = None) -> Withdrawn:
    """All of it that stands, or these records `only`; its original and its history stay. Raises LedgerError.

    A copy that lies in 退回 goes first: after a crash its return counts as taken away.
    """
    held = desk.ledger.in_force(sent.id) if only is None else only
    settled = [sent] if sent.state == "returned" and only is None else []
    clear_copies(settled, desk, but=())
    told = Submission(
        digest=sent.digest,
        name=sent.name,
        folder=sent.folder,
        branch=sent.branch,
        kind="withdrawal",
        received=desk.now().isoformat(timespec="seconds"),
        same_as=sent.id,
        who=word.who,
        reason=word.reason,
    )
    desk.ledger.take_back(told, held, [each.id for each in settled])
    return _withdrawn(sent, held)


def _withdrawn(sent: Submission, held: Sequence[Held]) -> Withdrawn:
    forms = [AcceptedForm(each.form, each.branch, each.key) for each in held]
    if not sent.has_forms:
        forms.append(AcceptedForm(PHOTO if sent.kind == "photo" else PAPER, sent.branch, sent.name))
    return Withdrawn(path_of(sent), path_of(sent), sent.id, tuple(forms))


def path_of(sent: Submission) -> str:
    """As people see it below the inbox."""
    return "/".join(part for part in (sent.folder, sent.name) if part)
