"""How hands are started. Imports nothing heavy, so that they can load what they need while their parent does."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Final

_PRELOADED: Final = (
    "pipeline.flow.hands.served",
    # what is imported late elsewhere:
    "chinese_calendar",
    "docxtpl",
    "PIL.JpegImagePlugin",
    "python_calamine",
    "pipeline.flow.hands.shared",
)


def start_loading() -> BaseContext:
    """Not the plain fork: a copy of a process that has threads may wait for locks that nobody will give back."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import resource_tracker
    from multiprocessing.forkserver import ensure_running

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    resource_tracker.ensure_running()  # else it is started within, and lets Ctrl-C through again
    with _deaf_to_ctrl_c():
        ensure_running()
    return context


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile never hears it: Ctrl-C is for the parent, who ends the others without a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
