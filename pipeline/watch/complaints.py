"""A fault that lasts is told once, and again when it comes back."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.errors import DanganError
from pipeline.flow.log import log_fault
from pipeline.settings.workspace import Workspace


class Complaints:
    """What was said in the round before and in this one."""

    def __init__(self, workspace: Workspace, tell: Callable[[DanganError], None]) -> None:
        self._workspace = workspace
        self._tell = tell
        self._before: set[str] = set()
        self._now: dict[str, DanganError] = {}

    def next_round(self) -> None:
        self._before, self._now = set(self._now), {}

    def say(self, error: DanganError) -> None:
        if error.message not in self._before | set(self._now):
            self._tell(error)
            log_fault(self._workspace, error)
        self._now[error.message] = error

    @property
    def standing(self) -> list[DanganError]:
        """Those of this round."""
        return list(self._now.values())
