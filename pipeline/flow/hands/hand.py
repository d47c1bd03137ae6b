"""One hand as its parent sees it: a process that may hang or die at any moment."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Final

from pipeline.flow.desk import Desk
from pipeline.flow.hands.served import Done, Message, Ready, Told, serve
from pipeline.flow.hands.steps import Sign, Step

_FAREWELL_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without a sign of life, and bytes.

    What reads no workbook has longer: a file may be copied from a slow share, a packet hold a hundred photos.
    """

    reading_s: float = 20.0
    working_s: float = 300.0
    memory_bytes: int = 600 << 20
    """Of addresses; what is in use stays below 500 MB then."""


class Hand:
    """`ready`: it has opened its desk; `last` is what it told of the step that it is at."""

    def __init__(self, context: BaseContext, desk: Desk, number: int, limits: Limits) -> None:
        self.number = number
        self.ready = False
        self.last: Sign | None = None
        self._since = time.monotonic()
        self._owed = 0
        """Steps that it was given and has not answered."""
        self.connection, theirs = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, desk.set_up, number, limits.memory_bytes), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        return int(self._process.pid)

    def give(self, step: Step) -> None:
        """Done after those that it has already."""
        if not self._owed:
            self._since, self.last = time.monotonic(), None
        self._owed += 1
        with suppress(OSError):  # it has died: that is seen where its answer is awaited
            self.connection.send(step)

    def hear(self) -> Message | None:
        """What it has to say; None when it is dead."""
        try:
            message: Message = self.connection.recv()
        except (EOFError, OSError):
            return None
        self._since = time.monotonic()
        self.ready = self.ready or isinstance(message, Ready)
        self.last = message.sign if isinstance(message, Told) else None
        self._owed -= isinstance(message, Done)
        return message

    @property
    def silent_s(self) -> float:
        """Seconds since it was given its step, or gave its last sign of life."""
        return time.monotonic() - self._since

    def is_alive(self) -> bool:
        return bool(self._process.is_alive())

    def kill(self) -> None:
        self._process.kill()
        self._end()

    def dismiss(self) -> None:
        """When it has nothing in work."""
        self.connection.close()
        self._process.join(_FAREWELL_S)
        self._process.kill()
        self._end()

    def _end(self) -> None:
        self.connection.close()
        self._process.join(_FAREWELL_S)
        if not self._process.is_alive():
            self._process.close()
