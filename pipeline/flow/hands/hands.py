"""Processes that do the work side by side. One that hangs or dies costs its own step, and nobody else's."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, islice
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Final

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Line
from pipeline.flow.hands.hand import Hand, Limits
from pipeline.flow.hands.served import Done, Raised, Told
from pipeline.flow.hands.start import start_loading
from pipeline.flow.hands.steps import Broken, Step, Tell

_MOST: Final = 4
"""More would not stay below the memory that an office's computer has to spare."""
_BEAT_S: Final = 0.5
_AHEAD: Final = 8
"""Steps that a hand has: it need not wait for the next one, not even while its parent waits for the disk."""
_TRIES: Final = 2
"""A hand may have died of something else than its step."""


@dataclass(slots=True)
class _Job:
    """A hand at work: the first of `given` is in its hands, `rest` of the line follows.

    `tries` are the hands that died of that first one before.
    """

    hand: Hand
    given: deque[Step]
    rest: Iterator[Step]
    tries: int = 0


class Hands:
    """A crew of `most` processes at most. One of them stays warm from one call to the next."""

    def __init__(self, most: int | None = None, limits: Limits | None = None) -> None:
        self._most = most or min(_MOST, os.cpu_count() or 1)
        self._limits = limits or Limits()
        self._context = start_loading()
        self._desk: Desk | None = None
        self._idle: list[Hand] = []
        self._jobs: dict[Connection, _Job] = {}
        self._broke = False

    def __enter__(self) -> Hands:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keep(0)

    def warm_up(self, desk: Desk) -> None:
        """One hand is ready before there is work."""
        self._sit_at(desk)
        if not self._idle:
            self._idle.append(self._new_hand(desk))

    def work(
        self, lines: Iterable[Line], desk: Desk, tell: Tell, meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[tuple[Step, object]]:
        """See `Crew`."""
        self._sit_at(desk)
        queue = deque(map(iter, lines))
        try:
            while queue or self._jobs:
                while queue and len(self._jobs) < self._most:
                    self._begin(queue.popleft(), desk)
                if not self._jobs:
                    break  # every line was empty: there is nobody to wait for
                for connection in wait(list(self._jobs), _BEAT_S):
                    yield from self._listen(self._jobs[connection], desk, tell)  # type: ignore[index]
                for job in [job for job in self._jobs.values() if self._hangs(job)]:
                    yield from self._broken(job, Broken.TOO_LONG, desk)
                meanwhile()
        finally:
            for job in list(self._jobs.values()):
                self._lose(job)
            self._keep(1)

    def has_broken(self) -> bool:
        """Whether some hand was lost since this was asked last: what it was writing may lie there half."""
        broke, self._broke = self._broke, False
        return broke

    def _listen(self, job: _Job, desk: Desk, tell: Tell) -> Iterator[tuple[Step, object]]:
        match job.hand.hear():
            case None:
                yield from self._broken(job, Broken.DIED, desk)
            case Told(sign):
                tell(sign)
            case Raised(error):
                self._lose(job)  # it may have the next step in hands already
                raise error
            case Done(result):
                yield self._done(job), result

    def _hangs(self, job: _Job) -> bool:
        reads = job.given[0].reads(job.hand.last)
        return job.hand.silent_s > (self._limits.reading_s if reads else self._limits.working_s)

    def _done(self, job: _Job) -> Step:
        step = job.given.popleft()
        job.tries = 0
        self._give_ahead(job)
        if not job.given:
            self._let_go(job)
        return step

    def _broken(self, job: _Job, why: Broken, desk: Desk) -> Iterator[tuple[Step, object]]:
        """What hangs is given up at once, what dies after it has been tried again."""
        self._lose(job)
        tries = job.tries + 1
        if why is Broken.DIED and tries < _TRIES:
            self._start(_Job(self._new_hand(desk), job.given, job.rest, tries))
            return
        if not job.hand.ready:
            raise SetupError("处理表格的进程启动不了", "请看看内存是不是用尽了，关掉一些程序再试")
        step = job.given.popleft()
        self._begin(chain(job.given, job.rest), desk)
        yield step, step.given_up(why, job.hand.last, desk)

    def _begin(self, line: Iterator[Step], desk: Desk) -> None:
        given = deque(islice(line, _AHEAD))
        if given:
            self._start(_Job(self._free_hand(desk), given, line))

    def _start(self, job: _Job) -> None:
        self._jobs[job.hand.connection] = job
        for step in job.given:
            job.hand.give(step)

    def _give_ahead(self, job: _Job) -> None:
        for step in islice(job.rest, _AHEAD - len(job.given)):
            job.given.append(step)
            job.hand.give(step)

    def _let_go(self, job: _Job) -> None:
        del self._jobs[job.hand.connection]
        self._idle.append(job.hand)

    def _lose(self, job: _Job) -> None:
        del self._jobs[job.hand.connection]
        job.hand.kill()
        self._broke = True

    def _free_hand(self, desk: Desk) -> Hand:
        """One that died without work is no step's fault."""
        while self._idle:
            hand = self._idle.pop()
            if hand.is_alive():
                return hand
            hand.kill()
        return self._new_hand(desk)

    def _new_hand(self, desk: Desk) -> Hand:
        taken = {hand.number for hand in (*self._idle, *(job.hand for job in self._jobs.values()))}
        return Hand(self._context, desk, next(number for number in count() if number not in taken), self._limits)

    def _sit_at(self, desk: Desk) -> None:
        """Hands that were opened with other settings or mappings go."""
        if self._desk is not desk:
            self._keep(0)
        self._desk = desk

    def _keep(self, number: int) -> None:
        while len(self._idle) > number:
            self._idle.pop().dismiss()
