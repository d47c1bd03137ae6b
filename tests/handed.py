"""A run of `ingest` with hands as a process of its own: it tells each file and packet in a line, as they are done.

Each hand leaves its process number in a file beside the workspace.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from standing_clock import StandingClock

from pipeline.flow.desk import Desk, open_desk
from pipeline.settings.workspace import Workspace

TESTS = Path(__file__).resolve().parent


class NotedClock(StandingClock):
    """Where it arrives, it leaves the number of the process in the folder."""

    def __init__(self, clock: StandingClock, folder: Path) -> None:
        super().__init__(clock.now)
        self._arriving = (clock.now, folder)

    def __reduce__(self) -> tuple[Callable[..., StandingClock], tuple[Any, ...]]:
        return _arrive, self._arriving


def _arrive(now: Any, folder: Path) -> StandingClock:
    folder.mkdir(exist_ok=True)
    (folder / str(os.getpid())).touch()
    return StandingClock(now)


def noting_hands(desk: Desk) -> Desk:
    return replace(desk, now=NotedClock(StandingClock(desk.now()), _folder(desk.workspace.root)))


def hands_of(root: Path) -> list[int]:
    folder = _folder(root)
    return sorted(int(path.name) for path in folder.iterdir()) if folder.is_dir() else []


def _folder(root: Path) -> Path:
    return root.with_name(f"{root.name}-hands")


def start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, str(root)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))},
        text=True,
    )


def main(root: Path) -> None:
    from builders import NOW

    from pipeline.flow.hands.hands import Hands
    from pipeline.flow.ingest import ingest
    from pipeline.flow.turn import turn

    def tell(text: str) -> None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    desk = noting_hands(open_desk(Workspace(root), StandingClock(NOW)))
    with Hands(2) as hands, turn(desk, 30.0):
        report = ingest(desk, progress=tell, crew=hands)
    desk.close()
    sys.exit("；".join(failure.message for failure in report.failures) or 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
