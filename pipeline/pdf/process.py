"""One run of a program in a process group of its own: for a time, wanted all the while, and nothing outlives it.

Nor does it outlive us, where we are killed: a shell in its group waits for the end of a pipe that we alone hold open.
On Windows nobody watches: what a killed run leaves there ends by itself, once it has printed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

_LOOK_S: Final = 0.2
"""How long until it is seen that the run is no longer wanted."""
_WATCHED: Final = """exec 3<&0
{ read -r _ <&3; kill -KILL 0; } &
exec "$@" </dev/null 3<&-
"""
"""`kill 0` is for the whole group, the shell itself among it."""


class NotStarted(Exception):
    """The operating system did not start the program; the message says why."""


class Stopped(Exception):
    """The run was ended since nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `said` is all that the program printed."""

    exit_code: int
    said: str


def run_program(
    command: Sequence[str], work: Path, environment: Mapping[str, str], *, timeout_s: float, stop: Event
) -> Outcome:
    """In the folder `work`, with the log there. Raises NotStarted, and Stopped soon after `stop` is set.

    Raises TimeoutError, which says the limit in seconds, when the time is over.

    The output goes to a file, since a pipe that a surviving child holds open would block for ever.
    """
    log = work / "output.txt"
    with log.open("wb") as sink, _life_line() as life:
        try:
            process = subprocess.Popen(
                command if life is None else ["/bin/sh", "-c", _WATCHED, "sh", _startable(command[0]), *command[1:]],
                stdin=subprocess.DEVNULL if life is None else life,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=work,
                start_new_session=True,
            )
        except OSError as error:
            raise NotStarted(str(error)) from error
        try:
            exit_code = _ended(process, timeout_s, stop)
        finally:
            _end(process)
    return Outcome(exit_code, log.read_text("utf-8", errors="replace").strip())


@contextlib.contextmanager
def _life_line() -> Iterator[int | None]:
    """The end of a pipe that is at its end when we are; None where there is no shell to watch it."""
    if sys.platform == "win32":
        yield None
        return
    watched, held = os.pipe()
    try:
        yield watched
    finally:
        os.close(watched)
        os.close(held)


def _startable(program: str) -> str:
    """The shell would not tell why it cannot start one."""
    found = shutil.which(program)
    if found is None:
        raise NotStarted(f"不存在，或不能运行：{program}")
    return found


def _ended(process: subprocess.Popen[bytes], timeout_s: float, stop: Event) -> int:
    end = time.monotonic() + timeout_s
    while (left := end - time.monotonic()) > 0:
        if stop.is_set():
            raise Stopped
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(min(left, _LOOK_S))
    raise TimeoutError(f"{timeout_s:g}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the run: soffice is a launcher, and its child does not die with it."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(tree, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    else:
        # macOS answers EPERM for a group of zombies
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
