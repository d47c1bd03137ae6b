"""Dropped files taken in lines that do not need each other: a branch's own files are one, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import DanganError
from pipeline.flow.desk import Desk
from pipeline.flow.drop import branch_folder
from pipeline.flow.hands.crew import Crew
from pipeline.flow.hands.steps import LookForBranches, TakeFile
from pipeline.model.outcome import Outcome

_MOST_LOOKED_AT: Final = 20
"""Files of one line: long enough for a hand, short enough to share the work out."""


def take_all(
    files: Sequence[Path],
    desk: Desk,
    crew: Crew,
    meanwhile: Callable[[], object] = lambda: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> Iterator[tuple[Path, Outcome | DanganError]]:
    """What became of each file, as they are done; once it `goes_on` no more, the rest stays where it is.

    Forms that name the branches come first, so that it does not matter in which order they were dropped; then what
    may be any branch's; then the branches' own folders, side by side. Raises LedgerError, SetupError.
    """
    rosters = _naming_branches(files, desk, crew, meanwhile)
    anyones, own = _by_branch([path for path in files if path not in rosters], desk)
    first = [path for path in files if path in rosters]
    for lines in ([[*first, *anyones]], sorted(own, key=len, reverse=True)):
        work = (_line(paths, goes_on) for paths in lines)
        for step, outcome in crew.work(work, desk, lambda sign: None, meanwhile):
            yield step.path, outcome  # type: ignore[attr-defined,misc]


def _line(paths: Iterable[Path], goes_on: Callable[[], bool]) -> Iterator[TakeFile]:
    for path in paths:
        if not goes_on():
            return
        yield TakeFile(path)


def _naming_branches(files: Sequence[Path], desk: Desk, crew: Crew, meanwhile: Callable[[], object]) -> set[Path]:
    """Nobody needs them where the settings name the branches."""
    if len(files) < 2 or desk.settings.branches:
        return set()
    lines = (map(LookForBranches, files[at : at + _MOST_LOOKED_AT]) for at in range(0, len(files), _MOST_LOOKED_AT))
    looked = crew.work(lines, desk, lambda sign: None, meanwhile)
    return {step.path for step, names in looked if names}  # type: ignore[attr-defined]


def _by_branch(files: Iterable[Path], desk: Desk) -> tuple[list[Path], list[list[Path]]]:
    """The files that lie in no branch's folder, and those of each branch."""
    anyones: list[Path] = []
    own: dict[str, list[Path]] = {}
    known = desk.known_branches()
    for path in files:
        branch = branch_folder(path, known, desk)
        (own.setdefault(branch, []) if branch else anyones).append(path)
    return anyones, list(own.values())
