"""What lies in the inbox now: what can be taken, what waits and why, and what is not taken at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import DanganError
from pipeline.files.digest import digest_of_file
from pipeline.files.inbox import Lying, is_below, look_into, reason_to_wait
from pipeline.files.names import readable_name
from pipeline.flow.desk import Desk
from pipeline.flow.intake.inbox_there import check_inbox
from pipeline.flow.returning.answering import worth_another_try
from pipeline.model.outcome import NotTaken, Waiting

_NOT_YET: Final = "还没有收"
_MOST_SIGNS: Final = 200


@dataclass(frozen=True, slots=True)
class InboxView:
    """What the status page says of the inbox; `alarms` are what keeps it from being looked at."""

    waiting: tuple[Waiting, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    alarms: tuple[DanganError, ...] = ()


def to_take(desk: Desk, digest: Callable[[Path], str] = digest_of_file) -> Lying:
    """What lies there, without the returned files that nobody has touched since, unless they can go through now.

    `digest` may spare reading a file that was read before. Raises OSError when the inbox cannot be read.
    """
    still = {desk.workspace.root / entry.copy: entry.copy_digest for entry in desk.ledger.returned()}
    for path in worth_another_try(desk):
        still.pop(path, None)
    lying = look_into(desk.workspace.inbox)
    lying.files = [path for path in lying.files if not (path in still and _untouched(path, still[path], digest))]
    return lying


def inbox_view(desk: Desk, known: Iterable[Waiting] = ()) -> InboxView:
    """The inbox as it is at this moment; `known` are the reasons that this run has found."""
    reasons = {waiting.file: waiting.reason for waiting in known}
    try:
        check_inbox(desk)
        lying = to_take(desk)
    except DanganError as error:
        return InboxView(alarms=(error,))
    now = desk.now().timestamp()
    waiting = tuple(_waiting(path, reasons, now, desk) for path in lying.files)
    return InboxView(waiting, not_taken(lying, desk))


def not_taken(lying: Lying, desk: Desk) -> tuple[NotTaken, ...]:
    """A path that is longer than anyone reads is told by its beginning and its end."""
    return tuple(NotTaken(_cut(shown(path, desk)), reason) for path, reason in lying.passed_over)


def shown(path: Path, desk: Desk) -> str:
    """The file's path below the inbox as people read it; that of a file from outside whole."""
    inbox = desk.workspace.inbox
    return readable_name(path.relative_to(inbox).as_posix() if is_below(path, inbox) else str(path))


def _cut(name: str) -> str:
    return name if len(name) <= _MOST_SIGNS else f"{name[: _MOST_SIGNS // 2]}……{name[-_MOST_SIGNS // 2 :]}"


def _waiting(path: Path, reasons: Mapping[str, str], now: float, desk: Desk) -> Waiting:
    name = shown(path, desk)
    return Waiting(name, reasons.get(name) or reason_to_wait(path, now) or _NOT_YET)


def _untouched(path: Path, returned: str, digest: Callable[[Path], str]) -> bool:
    try:
        return digest(path) == returned
    except OSError:
        return True
