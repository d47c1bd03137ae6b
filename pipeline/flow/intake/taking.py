"""Dropped files taken in lines that do not need each other: a branch's own files are one, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.flow.hands.steps import LookForBranches, Step, TakeFile
from pipeline.flow.intake.drop import branch_folder, secure, tidy
from pipeline.flow.withdrawing.by_folder import is_withdrawal
from pipeline.model.outcome import Accepted, Outcome

Became = tuple[Path, Outcome | DanganError]

_TAKEN_AWAY_TOGETHER: Final = 16
"""Files that wait for the disk together. Where a run is broken off, so many at most are looked at once more."""
_LOOKED_AT_TOGETHER: Final = 20
"""Files: long enough for a hand, short enough to share the work out."""


def take_all(
    files: Sequence[Path],
    desk: Desk,
    crew: Crew,
    meanwhile: Callable[[], object] = lambda: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> Iterator[Became]:
    """What became of each file, some at a time, as they are done; once it `goes_on` no more, the rest stays there.

    What is taken back goes first, so that the same file may come anew; then forms that name the branches, so that it
    does not matter in which order they were dropped; then what may be any branch's; then the branches' own folders,
    side by side. Raises LedgerError, SetupError.
    """
    taken_back = {path: None for path in files if is_withdrawal(path, desk)}
    files = [path for path in files if path not in taken_back]
    rosters = _naming_branches(files, desk, crew, meanwhile)
    anyones, own = _by_branch([path for path in files if path not in rosters], desk)
    first = [path for path in files if path in rosters]
    some: list[Became] = []
    for lines in ([[*taken_back, *first, *anyones]], sorted(own, key=len, reverse=True)):
        work = (_line(paths, goes_on) for paths in lines)
        for step, outcome in crew.work(work, desk, lambda sign: None, meanwhile):
            some.append((step.path, outcome))  # type: ignore[attr-defined,arg-type]
            if len(some) == _TAKEN_AWAY_TOGETHER:
                yield from _taken_away(some, desk)
                some = []
    yield from _taken_away(some, desk)


def _taken_away(some: Iterable[Became], desk: Desk) -> Iterator[Became]:
    """The files out of the inbox, as far as they were taken: what cannot go yet is known as taken at the next look."""
    some = list(some)
    lying = {path: outcome.lies for path, outcome in some if isinstance(outcome, Accepted) and outcome.lies}
    try:
        if lying:
            secure(lying.values(), desk)
    except SetupError as error:
        yield from ((path, error if path in lying else outcome) for path, outcome in some)
        return
    for path, digest in lying.items():
        with suppress(OSError):
            tidy(path, digest, desk)
    yield from some


def _line(paths: Iterable[Path], goes_on: Callable[[], bool]) -> Iterator[TakeFile]:
    for path in paths:
        if not goes_on():
            return
        yield TakeFile(path)


def _naming_branches(files: Sequence[Path], desk: Desk, crew: Crew, meanwhile: Callable[[], object]) -> set[Path]:
    """Nobody needs them where the settings name the branches."""
    if len(files) < 2 or desk.settings.branches:
        return set()
    starts = range(0, len(files), _LOOKED_AT_TOGETHER)
    groups = [LookForBranches(tuple(files[at : at + _LOOKED_AT_TOGETHER])) for at in starts]
    found = _found_by(groups, desk, crew, meanwhile)
    alone = [LookForBranches((path,)) for group in groups if found[group] is None for path in group.paths]
    found |= _found_by(alone, desk, crew, meanwhile)
    return set().union(*filter(None, found.values()))


def _found_by(
    looks: Iterable[LookForBranches], desk: Desk, crew: Crew, meanwhile: Callable[[], object]
) -> dict[Step, set[Path] | None]:
    return dict(crew.work(([look] for look in looks), desk, lambda sign: None, meanwhile))  # type: ignore[arg-type]


def _by_branch(files: Iterable[Path], desk: Desk) -> tuple[list[Path], list[list[Path]]]:
    """The files that lie in no branch's folder, and those of each branch."""
    anyones: list[Path] = []
    own: dict[str, list[Path]] = {}
    known = desk.known_branches()
    for path in files:
        branch = branch_folder(path, known, desk)
        (own.setdefault(branch, []) if branch else anyones).append(path)
    return anyones, list(own.values())
