"""An order to take something back is on disk before it is carried out: one that was broken off is not forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.files.publish import write_whole
from pipeline.flow.desk import Desk
from pipeline.flow.withdrawing.withdraw import Word, stands, take_back
from pipeline.model.outcome import Withdrawn


@dataclass(frozen=True, slots=True)
class Order:
    """`records` are those that are meant; None means all that stands of the submission, its return too."""

    submission: int
    records: tuple[int, ...] | None
    who: str
    reason: str


def place(order: Order, desk: Desk) -> None:
    """Raises OSError."""
    text = json.dumps(asdict(order), ensure_ascii=False)
    write_whole(desk.workspace.orders / f"{digest_of(text.encode())[:16]}.json", text.encode())


def carry_out(desk: Desk) -> Iterator[Withdrawn]:
    """Every order that lies there; one whose work is done already only goes. Raises OSError, LedgerError."""
    for path in sorted(desk.workspace.orders.glob("*.json")):
        order = _read(path)
        sent = desk.ledger.submission(order.submission) if order else None
        if order and sent and stands(sent, desk):
            held = desk.ledger.in_force(sent.id)
            only = None if order.records is None else [each for each in held if each.id in order.records]
            if only is None or only:
                yield take_back(sent, desk, Word(order.who, order.reason), only)
        path.unlink()


def _read(path: Path) -> Order | None:
    """None for what no program of ours wrote."""
    try:
        held = json.loads(path.read_bytes())
        records = None if held["records"] is None else tuple(map(int, held["records"]))
        return Order(int(held["submission"]), records, str(held["who"]), str(held["reason"]))
    except (ValueError, KeyError, TypeError):
        return None
