"""One run at a time: two on one workspace would take each other's documents for a person's edits.

A run may have several hands; what a run that was killed left of them ends before the next begins.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from filelock import BaseFileLock, FileLock, Timeout

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.settings.workspace import Workspace

_HAND: Final = "hand-{}.lock"


class Busy(SetupError):
    """Another process is at work in the workspace."""


@contextmanager
def turn(desk: Desk, patience_s: float) -> Iterator[None]:
    """Waits for `patience_s` seconds at most; raises Busy. The system gives the lock back when a process dies."""
    with turn_in(desk.workspace, patience_s):
        yield


@contextmanager
def turn_in(workspace: Workspace, patience_s: float) -> Iterator[None]:
    """As `turn`, for a workspace whose ledger cannot be opened."""
    end = time.monotonic() + patience_s
    lock = FileLock(workspace.private / "lock")
    with _held(lock, patience_s):
        for path in sorted(workspace.private.glob(_HAND.format("*"))):
            with _held(FileLock(path), max(0.0, end - time.monotonic())):
                pass
        yield


@contextmanager
def turn_at(work: str, workspace: Workspace, patience_s: float) -> Iterator[None]:
    """One at a time among those who do that `work`, which holds up no run. Raises Busy."""
    with _held(FileLock(workspace.private / f"{work}.lock"), patience_s):
        yield


@contextmanager
def hand_at_work(workspace: Workspace, number: int) -> Iterator[None]:
    """No new run begins meanwhile. `number` tells the hand from the others of its run."""
    with FileLock(workspace.private / _HAND.format(number)):
        yield


@contextmanager
def _held(lock: BaseFileLock, patience_s: float) -> Iterator[None]:
    try:
        lock.acquire(timeout=patience_s)
    except Timeout as error:
        raise Busy(
            "另一个 dangan 正在处理这个工作区", "请等它做完再试；一直这样时，看看是不是有别的 dangan watch 在运行"
        ) from error
    try:
        yield
    finally:
        lock.release()
