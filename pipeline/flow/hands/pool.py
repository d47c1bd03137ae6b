"""A crew over any executor of concurrent.futures: what needs no watching over goes through it line by line.

Another executor (one of many machines, say) is put in by another `Hire`: the steps and what comes of them stay.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, wait
from typing import Final

from pipeline.flow.desk import Desk, SetUp
from pipeline.flow.hands.crew import Line
from pipeline.flow.hands.processes import do_line
from pipeline.flow.hands.steps import Broken, Step, Tell

Hire = Callable[[SetUp, int], Executor]
"""An executor whose workers have opened the desk of that set-up (see `processes.begin`); it gets so many lines."""

Steps = tuple[Step, ...]

_BEAT_S: Final = 0.5


class Pool:
    """Nothing is told from afar but what became of a line."""

    def __init__(self, hire: Hire) -> None:
        self._hire = hire
        self._broke = False

    def work(
        self, lines: Iterable[Line], desk: Desk, tell: Tell, meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[tuple[Step, object]]:
        """See `Crew`. When a worker dies, what is not done is done once more, line by line: so it is seen whose fault

        it was.
        """
        for line in (yield from self._at_once([tuple(line) for line in lines], desk, meanwhile)):
            if (yield from self._at_once([line], desk, meanwhile)):
                yield from ((step, step.given_up(Broken.DIED, None, desk)) for step in line)

    def has_broken(self) -> bool:
        broke, self._broke = self._broke, False
        return broke

    def _at_once(
        self, lines: Sequence[Steps], desk: Desk, meanwhile: Callable[[], object]
    ) -> Generator[tuple[Step, object], None, list[Steps]]:
        """Returns the lines of which nothing is known, because the executor broke."""
        lost: list[Steps] = []
        if not lines:
            return lost
        executor = self._hire(desk.set_up, len(lines))
        try:
            given = {executor.submit(do_line, line): line for line in lines}
            while given:
                done, _ = wait(given, _BEAT_S, FIRST_COMPLETED)
                for future in done:
                    line = given.pop(future)
                    try:
                        became = future.result()
                    except BrokenExecutor:
                        self._broke = True
                        lost.append(line)
                    else:
                        yield from zip(line, became, strict=True)
                meanwhile()
        finally:
            executor.shutdown(cancel_futures=True)  # what is in work is finished: its branch stays whole
        return sorted(lost, key=lines.index)
