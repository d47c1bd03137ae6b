"""An executor's workers: each a process that opens the desk once, and then does the lines that it is given."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack
from typing import Any

from pipeline.flow.desk import Desk, SetUp
from pipeline.flow.hands.served import end_with_parent
from pipeline.flow.hands.start import start_loading
from pipeline.flow.hands.steps import Step
from pipeline.flow.turn import hand_at_work

_at: list[Desk] = []
"""The desk of this process."""
_locks = ExitStack()


def processes(most: int) -> Callable[[SetUp, int], Executor]:
    """At most so many processes of this machine."""

    def hire(set_up: SetUp, lines: int) -> Executor:
        context = start_loading()
        numbers = context.Value("i", 0)
        return ProcessPoolExecutor(min(most, lines), context, begin, (set_up, numbers))

    return hire


def begin(set_up: SetUp, numbers: Any) -> None:
    """`numbers` counts the workers, for their locks: until the last one has ended, no other run begins."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who lets us finish
    threading.Thread(target=end_with_parent, daemon=True).start()
    with numbers.get_lock():
        number = numbers.value
        numbers.value += 1
    _locks.enter_context(hand_at_work(set_up.workspace, number))
    _at.append(set_up.open())


def do_line(line: tuple[Step, ...]) -> tuple[object, ...]:
    desk = _at[0]
    return tuple(step.run(desk, lambda sign: None) for step in line)
