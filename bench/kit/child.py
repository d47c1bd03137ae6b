"""A process that does its work on demand: a number in, the seconds that so many pieces of work took out."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType


class Child:
    """Stays warm between rounds. A side of a measurement: call it with a number."""

    def __init__(self, command: Sequence[str | Path], folder: Path | None = None) -> None:
        self._process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def __call__(self, times: int) -> float:
        self.start(times)
        return self.seconds()

    def start(self, times: int) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()

    def seconds(self) -> float:
        """Waits for the answer to `start`."""
        assert self._process.stdout
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._process.args} ended with {self._process.wait()}")
        return float(answer)
