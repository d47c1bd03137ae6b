"""Runs in processes of their own that are killed by SIGKILL: nothing is flushed, closed or cleaned up.

Run as a script it is the parent of such processes: it forks for each order that it reads. It has done the first of each
kind itself, in a copy: what a run imports, looks up and compiles once, its forks have.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Step:
    """A function as `module:name` or `module:Class.name`; the kill comes at its call after so many, before or after."""

    name: str
    calls: int = 0
    after: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a run: killed or not, its exit code where it was not, and how long it took."""

    killed: bool
    code: int
    seconds: float


class Forker:
    """Each run is a fork of one process that stays; it takes milliseconds to start."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))},
            text=True,
        )

    def ingest(self, root: Path, step: Step | None = None, after_s: float | None = None) -> Run:
        """One run in the workspace, killed at the step, or after so many seconds, unless it has ended by then."""
        return self._run(root, step, after_s, year=None)

    def rebuild(self, root: Path, year: int, after_s: float | None = None) -> Run:
        """As `ingest`, of `rebuild`."""
        return self._run(root, None, after_s, year)

    def _run(self, root: Path, step: Step | None, after_s: float | None, year: int | None) -> Run:
        order = {"root": str(root), "after_s": after_s, "step": None, "year": year}
        if step:
            order["step"] = [step.name, step.calls, step.after]
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return Run(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


def replaced(step: Step, end: Callable[[], object]) -> tuple[Any, str, Any]:
    """Where the step's function stands, its name there, and what calls `end` at the step and else does the same."""
    module, _, way = step.name.partition(":")
    place: Any = import_module(module)
    *inside, name = way.split(".")
    for part in inside:
        place = getattr(place, part)
    real = getattr(place, name)
    left = [step.calls]

    def instead(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            return real(*args, **kwargs)
        if step.after:
            real(*args, **kwargs)
        return end()

    return place, name, instead


def _serve() -> None:
    """For as long as orders come."""
    from builders import NOW
    from opening import open_soon

    from pipeline.errors import DanganError
    from pipeline.flow.hands.crew import Alone
    from pipeline.flow.ingest import ingest
    from pipeline.flow.rebuild.rebuild import Wish, rebuild
    from pipeline.settings.workspace import Workspace

    def work(root: Path, year: int | None) -> Sequence[DanganError]:
        desk = open_soon(Workspace(root), lambda: NOW)
        failures = rebuild(Wish(year), desk, Alone()).failures if year else ingest(desk).failures
        desk.close()
        return failures

    def rehearse(root: Path, year: int | None) -> None:
        with tempfile.TemporaryDirectory() as folder:
            work(shutil.copytree(root, Path(folder) / "副本"), year)

    def follow(root: Path, step: list[Any] | None, year: int | None) -> None:
        if step:
            setattr(*replaced(Step(*step), lambda: os.kill(os.getpid(), signal.SIGKILL)))
        failures = work(root, year)
        for failure in failures:
            sys.stderr.write(f"{failure.message}\n")
        sys.stderr.flush()
        os._exit(1 if failures else 0)

    rehearsed: set[bool] = set()
    for line in sys.stdin:
        order = json.loads(line)
        root, year = Path(order["root"]), order["year"]
        if bool(year) not in rehearsed:
            rehearse(root, year)
            rehearsed.add(bool(year))
        begun = time.monotonic()
        child = os.fork()
        if not child:
            try:
                follow(root, order["step"], year)
            except BaseException as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                sys.stderr.flush()
                os._exit(70)
        status = _end_of(child, order["after_s"])
        run = {
            "killed": os.WIFSIGNALED(status),
            "code": os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - begun,
        }
        sys.stdout.write(json.dumps(run) + "\n")
        sys.stdout.flush()


def _end_of(child: int, after_s: float | None) -> int:
    if after_s is not None:
        handle = os.pidfd_open(child)
        ended, _, _ = select.select([handle], [], [], after_s)
        os.close(handle)
        if not ended:
            os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    _serve()
