"""Who does the work: this process by itself, or hands beside it. What comes of it is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from pipeline.flow.desk import Desk
from pipeline.flow.hands.steps import Step, Tell

Line = Iterable[Step]
"""Steps that are done one after the other; each is asked for when the one before is done."""


class Crew(Protocol):
    def work(
        self, lines: Iterable[Line], desk: Desk, tell: Tell, meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[tuple[Step, object]]:
        """Each step with what came of it, as they are done. No line may need another.

        `tell` hears what the steps tell; `meanwhile` is called every half second at least, as long as others work.
        Raises LedgerError, and SetupError where no hand can be had: the rest is not done then.
        """
        ...

    def has_broken(self) -> bool:
        """Whether some hand was lost since this was asked last: what it was writing may lie there half."""
        ...


class Alone:
    """Here and now, line by line: what hangs holds everything up, what breaks ends the process."""

    def work(
        self, lines: Iterable[Line], desk: Desk, tell: Tell, meanwhile: Callable[[], object] = lambda: None
    ) -> Iterator[tuple[Step, object]]:
        for line in lines:
            for step in line:
                yield step, step.run(desk, tell)
                meanwhile()

    def has_broken(self) -> bool:
        return False
