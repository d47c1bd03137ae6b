"""Keeps outbox/总览.html true: written when something changed, and now and then as a sign of life."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words
from pipeline.flow.desk import Desk
from pipeline.flow.intake.lying import InboxView
from pipeline.flow.overview.overview import write_overview

HEARTBEAT_S: Final = 30.0
"""The page itself says that it has grown old after two minutes."""


class Page:
    """Knows what the page that lies there says."""

    def __init__(self) -> None:
        self._told: object = None
        self._written = float("-inf")

    def show(self, desk: Desk, inbox: InboxView, failures: Sequence[DanganError], standby: object = ()) -> None:
        """Raises SetupError when it cannot be written, LedgerError when it cannot be made."""
        alarms, told_failures = ([error.message for error in faults] for faults in (inbox.alarms, failures))
        told = (inbox.waiting, inbox.not_taken, alarms, told_failures, standby)
        if told == self._told and time.monotonic() - self._written < HEARTBEAT_S:
            return
        try:
            write_overview(desk, inbox, failures)
        except OSError as error:
            self._told = None
            raise SetupError(f"总览页写不进去：{in_words(error)}", "请检查磁盘空间和发件箱的权限") from error
        self._told, self._written = told, time.monotonic()

    def out_of_date(self) -> None:
        """Something else that it shows has changed."""
        self._told = None
