"""Hands whose reader breaks at one file, as a damaged workbook breaks it: the fault travels with the desk's clock."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from standing_clock import StandingClock

from pipeline.flow.desk import Desk
from pipeline.flow.intake import intake
from pipeline.forms.workbook import WorkbookFile


def hang(name: str, mark: Path) -> None:
    time.sleep(60)


def die(name: str, mark: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(name: str, mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        die(name, mark)


def eat(name: str, mark: Path) -> None:
    assert [bytes(50 << 20) for _ in range(20)]


FAULTS: Final = {fault.__name__: fault for fault in (hang, die, die_once, eat)}


class FaultyClock(StandingClock):
    """In this process a clock like another; where it arrives, the reader breaks at the file of that name."""

    def __init__(self, now: dt.datetime, fault: str, name: str, mark: Path) -> None:
        super().__init__(now)
        self._arriving = (now, fault, name, mark)

    def __reduce__(self) -> tuple[Callable[..., StandingClock], tuple[Any, ...]]:
        return _arrive, self._arriving


def _arrive(now: dt.datetime, fault: str, name: str, mark: Path) -> StandingClock:
    real = intake.read_workbook

    def read(workbook: WorkbookFile, file: str, *rest: Any) -> Any:
        if file == name:
            FAULTS[fault](name, mark)
        return real(workbook, file, *rest)

    intake.read_workbook = read
    return StandingClock(now)


def with_fault(desk: Desk, fault: str, name: str) -> Desk:
    return replace(desk, now=FaultyClock(desk.now(), fault, name, desk.workspace.root / "已坏过一次"))
