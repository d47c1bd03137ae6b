"""What the journal beside the originals tells of the ledger, line by line: enough to make it anew without its file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.ledger.body import from_text
from pipeline.ledger.entries import Entry, NewRecord, problems_from, problems_text
from pipeline.ledger.plain import plain, submission_of


@dataclass(frozen=True, slots=True)
class Cleared:
    """A return that the person took away."""

    submission: int


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A lapsed document that stays in the outbox, because a person changed it."""

    branch: str
    path: str


Told = Entry | Cleared | LeftBehind


def line_of(told: Told) -> dict[str, Any]:
    match told:
        case Entry():
            return {
                "entry": plain(told.submission),
                "records": [_of_record(new) for new in told.records],
                "settles": list(told.settles),
                **({"withdraws": list(told.withdraws)} if told.withdraws else {}),
            }
        case Cleared():
            return {"cleared": told.submission}
        case LeftBehind():
            return {"left_behind": asdict(told)}


def told_by(line: dict[str, Any]) -> Told:
    """Raises ValueError for a line that no program of ours wrote."""
    try:
        if "entry" in line:
            sent = submission_of(line["entry"])
            read = tuple(_record(each, sent.name) for each in line["records"])
            return Entry(sent, read, tuple(line["settles"]), tuple(line.get("withdraws", ())))
        if "cleared" in line:
            return Cleared(int(line["cleared"]))
        return LeftBehind(**line["left_behind"])
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"no line of the journal: {error!r}") from error


def standing(told: Iterable[Told]) -> list[Told]:
    """Without the entries that were broken off: their numbers were given again."""
    told = list(told)
    last = {each.submission.id: place for place, each in enumerate(told) if isinstance(each, Entry)}
    return [each for place, each in enumerate(told) if not isinstance(each, Entry) or last[each.submission.id] == place]


def _of_record(new: NewRecord) -> dict[str, Any]:
    return {
        "id": new.id,
        "form": new.record.form,
        "branch": new.branch,
        "key": new.key,
        "happened": new.happened,
        "sheet": new.record.origin.sheet,
        "mapping": new.mapping_digest,
        "body": new.body,
        "members": list(new.members),
        "warnings": problems_text(new.warnings),
        "corrects": list(new.corrects),
    }


def _record(held: dict[str, Any], file: str) -> NewRecord:
    return NewRecord(
        record=from_text(held["form"], held["body"], file, held["sheet"]),
        branch=held["branch"],
        key=held["key"],
        happened=held["happened"],
        mapping_digest=held["mapping"],
        members=tuple(held["members"]),
        warnings=problems_from(held["warnings"]),
        corrects=tuple(held["corrects"]),
        id=held["id"],
        body=held["body"],
    )
