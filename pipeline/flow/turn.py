"""One at a time: two processes on one workspace would take each other's documents for a person's edits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.settings.workspace import Workspace


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
    lock = FileLock(workspace.private / "lock", timeout=patience_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise Busy(
            "另一个 dangan 正在处理这个工作区", "请等它做完再试；一直这样时，看看是不是有别的 dangan watch 在运行"
        ) from error
    try:
        yield
    finally:
        lock.release()
