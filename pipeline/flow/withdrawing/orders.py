"""An order to take something back is on disk before it is carried out: one that was broken off is not forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.files.digest import digest_of
from pipeline.files.faults import in_words
from pipeline.files.publish import write_whole
from pipeline.flow.desk import Desk
from pipeline.flow.intake.inbox_there import check_inbox
from pipeline.flow.withdrawing.withdraw import Word, path_of, stands, take_back
from pipeline.ledger.entries import Submission
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


def carry_out(desk: Desk) -> Iterator[Withdrawn | SetupError]:
    """Every order that lies there, or why it still does; one whose work is done already only goes.

    Raises LedgerError, and InboxGone: out of sight, a copy in 退回 would outlive its return.
    """
    orders = sorted(desk.workspace.orders.glob("*.json"))
    if orders:
        check_inbox(desk)
    for path in orders:
        sent: Submission | None = None
        try:
            order = _read(path)
            sent = desk.ledger.submission(order.submission) if order else None
            if order and sent and (withdrawn := _done(order, sent, desk)):
                yield withdrawn
            path.unlink()
        except OSError as error:
            yield _not_yet(sent, error)


def _done(order: Order, sent: Submission, desk: Desk) -> Withdrawn | None:
    if not stands(sent, desk):
        return None
    held = desk.ledger.in_force(sent.id)
    only = None if order.records is None else [each for each in held if each.id in order.records]
    return take_back(sent, desk, Word(order.who, order.reason), only) if only is None or only else None


def _not_yet(sent: Submission | None, error: OSError) -> SetupError:
    what = path_of(sent) if sent else "有一项"
    return SetupError(
        f"{what} 的撤回已记下，还没有做完：{in_words(error)}", "请关闭打开的文件，检查文件夹的权限；下次运行会接着做"
    )


def _read(path: Path) -> Order | None:
    """None for what no program of ours wrote. Raises OSError."""
    try:
        held = json.loads(path.read_bytes())
        records = None if held["records"] is None else tuple(map(int, held["records"]))
        return Order(int(held["submission"]), records, str(held["who"]), str(held["reason"]))
    except (ValueError, KeyError, TypeError):
        return None
