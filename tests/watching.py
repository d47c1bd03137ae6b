"""A watcher in its thread, for tests that wait for what happens and never for a fixed time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from pipeline.errors import DanganError
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Alone, Crew
from pipeline.flow.ingest import IngestReport
from pipeline.watch.watcher import Ears, Watcher


class Watching:
    """The watcher in its thread, and all that it said."""

    def __init__(self, desk: Desk, crew: Crew | None = None) -> None:
        self.desk = desk
        self.reports: list[IngestReport] = []
        self.faults: list[DanganError] = []
        self.notes: list[str] = []
        self.watcher = Watcher(desk, Ears(self.reports.append, self.faults.append, self.notes.append), crew or Alone())
        self.crash: BaseException | None = None
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self.watcher.run()
        except BaseException as error:
            self.crash = error

    def __enter__(self) -> Watching:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.watcher.stop()
        self._thread.join(10)
        assert not self._thread.is_alive()
        if self.crash:
            raise self.crash

    def outcomes(self, kind: type[Any]) -> list[Any]:
        return [outcome for report in list(self.reports) for outcome in report.of(kind)]


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 15
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)
