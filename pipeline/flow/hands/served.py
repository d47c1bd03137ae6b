"""A hand's own side: it does the steps that it is given, one at a time, until nobody is there to give them."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Final

from pipeline.errors import DanganError
from pipeline.flow.desk import Desk, SetUp
from pipeline.flow.hands.steps import Sign, Step
from pipeline.flow.turn import hand_at_work

_ORPHAN_S: Final = 600.0
"""A hand that hangs where not even its threads run ends so long after its step began, be its parent dead or not."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The hand has opened its desk: what breaks from now on is the step's fault."""


@dataclass(frozen=True, slots=True)
class Told:
    sign: Sign


@dataclass(frozen=True, slots=True)
class Done:
    result: object


@dataclass(frozen=True, slots=True)
class Raised:
    error: DanganError


Message = Ready | Told | Done | Raised


def serve(connection: Connection, set_up: SetUp, number: int, memory_bytes: int) -> None:
    """`number` tells this hand from the others that work at the same time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)  # what native readers say when they break
    threading.Thread(target=end_with_parent, daemon=True).start()
    _limit_memory(memory_bytes)
    try:
        desk = set_up.open()
    except DanganError as error:
        connection.send(Raised(error))
        return
    connection.send(Ready())
    with suppress(EOFError):
        while True:
            step: Step = connection.recv()
            with hand_at_work(desk.workspace, number):
                if not _has_parent():
                    return
                _do(step, desk, connection, silent)
                while connection.poll():
                    _do(connection.recv(), desk, connection, silent)


def _do(step: Step, desk: Desk, connection: Connection, silent: int) -> None:
    faulthandler.dump_traceback_later(_ORPHAN_S, exit=True, file=silent)
    answer = _answer(step, desk, connection)
    faulthandler.cancel_dump_traceback_later()
    connection.send(answer)


def _answer(step: Step, desk: Desk, connection: Connection) -> Done | Raised:
    try:
        return Done(step.run(desk, lambda sign: connection.send(Told(sign))))
    except DanganError as error:
        return Raised(error)
    except MemoryError:
        os._exit(1)  # who knows what is left undone: another hand begins anew
    except Exception as error:
        message = f"程序内部出错（{type(error).__name__}：{error}）"
        return Raised(DanganError(message, "请把这句话和 .dangan 文件夹交给维护人员"))


def _limit_memory(most: int) -> None:
    """Of addresses, as the system counts them; where it has no such limit, the reader's own must do."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _has_parent() -> bool:
    parent = parent_process()
    return parent is not None and parent.is_alive()


def end_with_parent() -> None:
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
    os._exit(1)
