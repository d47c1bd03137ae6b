"""Does a `dangan watch` run, which one, and when did it last look? For the page, the terminal and the next watcher."""

from __future__ import annotations

import datetime as dt
import os
import socket
from dataclasses import dataclass
from typing import Any, Final

from pipeline.flow.desk import Desk
from pipeline.ledger.entries import WatcherEntry

SILENT_S: Final = 15.0
"""A watcher that has said nothing for so long is taken for dead."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """`on_duty` may be dead by now: `runs` tells. `standby` are those that live."""

    on_duty: WatcherEntry | None
    runs: bool
    standby: tuple[WatcherEntry, ...]

    @property
    def looked_ms(self) -> int:
        """When the watcher last said that it lives, in milliseconds since 1970; 0 when none runs."""
        return round(_moment(self.on_duty).timestamp() * 1000) if self.on_duty and self.runs else 0


def watch_state(desk: Desk) -> WatchState:
    entries = desk.ledger.watchers()
    now = desk.now()
    on_duty = next((entry for entry in entries if entry.on_duty), None)
    standby = tuple(entry for entry in entries if not entry.on_duty and _runs(entry, now))
    return WatchState(on_duty, on_duty is not None and _runs(on_duty, now), standby)


def this_host() -> str:
    return socket.gethostname()


def has_died(entry: WatcherEntry) -> bool:
    """Known only of a process of this very host; Windows has no harmless way to ask."""
    if entry.host != this_host() or os.name != "posix":
        return False
    try:
        os.kill(entry.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def watch_answer(state: WatchState) -> dict[str, Any]:
    """For `dangan status --json`."""
    return {
        "runs": state.runs,
        "on_duty": _entry_answer(state.on_duty) if state.on_duty else None,
        "standby": [_entry_answer(entry) for entry in state.standby],
    }


def _entry_answer(entry: WatcherEntry) -> dict[str, Any]:
    return {"host": entry.host, "pid": entry.pid, "since": entry.since, "alive": entry.alive}


def _runs(entry: WatcherEntry, now: dt.datetime) -> bool:
    return not has_died(entry) and abs((now - _moment(entry)).total_seconds()) < SILENT_S


def _moment(entry: WatcherEntry) -> dt.datetime:
    return dt.datetime.fromisoformat(entry.alive)
