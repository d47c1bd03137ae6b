"""Every document of a year brought up to date with what it is made of; what is as it should be is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.files.names import safe_name
from pipeline.flow.assembly.assemble import Assembled
from pipeline.flow.assembly.behind import Behind, branches_behind
from pipeline.flow.assembly.deeds import Deed, Done
from pipeline.flow.assembly.faults import PacketFault, together
from pipeline.flow.assembly.pending import sweep_rests
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.flow.hands.steps import Assemble, Step
from pipeline.flow.ingest import IngestReport, show
from pipeline.flow.intake.lying import inbox_view
from pipeline.flow.known_years import must_be_known
from pipeline.flow.log import log_fault
from pipeline.flow.rebuild.edited import EditedByHand
from pipeline.flow.rebuild.foresee import Foresee
from pipeline.ledger.laid import LaidFile
from pipeline.mapping.misfit import nearest

_UNSHOWN: Final = "总览待更新"
"""Lies there while documents are made that the status page does not show yet: also after a run that was killed."""

Progress = Callable[[int, int], object]
"""Told how many branches are done, and of how many; none at first."""

_OfBranch = Assemble | Foresee


@dataclass(slots=True)
class Rebuilt:
    """`done` by branch and packet; of the files that were left alone, `kept` counts those that are as they should be,

    `edited` those that a person has changed, `stale` those of packets that could not be made. `read_before` are the
    forms that were read by another mapping than today's: their number by name.
    """

    done: list[Done] = field(default_factory=list)
    failures: list[DanganError] = field(default_factory=list)
    held_up: set[str] = field(default_factory=set)
    """The folders of those packets, below the outbox; that of a branch of which nothing could be made."""
    kept: int = 0
    edited: int = 0
    stale: int = 0
    read_before: dict[str, int] = field(default_factory=dict)

    def count(self, deed: Deed) -> int:
        return sum(one.deed is deed for one in self.done)

    def count_left(self, laid: Iterable[LaidFile], is_edited: Callable[[LaidFile], bool]) -> None:
        """Of the files that lie there: each file is in one count."""
        touched = {one.path for one in self.done}
        for file in laid:
            if file.path in touched:
                continue
            if self.held_up and self._is_held_up(file.path):
                self.stale += 1
            elif is_edited(file):
                self.edited += 1
            else:
                self.kept += 1

    def _is_held_up(self, path: str) -> bool:
        return any(str(folder) in self.held_up for folder in PurePosixPath(path).parents)


@dataclass(frozen=True, slots=True)
class Wish:
    """`branch`: of it alone. `dry_run`: only tell what there is to do."""

    year: int
    branch: str | None = None
    dry_run: bool = False


def rebuild(wish: Wish, desk: Desk, crew: Crew, progress: Progress = lambda done, of: None) -> Rebuilt:
    """Can be broken off anywhere: the next run goes on. Raises SetupError for a year or a branch that sent nothing."""
    must_be_known(wish.year, desk)
    if wish.branch is not None:
        _branch_must_be_known(wish.branch, desk)
    behind = [each for each in branches_behind(desk, wish.year) if wish.branch in {None, each.branch}]
    writes = bool(behind) and not wish.dry_run
    unshown = desk.workspace.private / _UNSHOWN
    if not wish.dry_run:
        # Also where nothing is behind: one that was killed at its very end left a rest.
        sweep_rests(desk)
    if writes:
        unshown.touch()
    rebuilt = _work([_step(each, wish) for each in behind], desk, crew, progress)
    if crew.has_broken() and writes:
        sweep_rests(desk)
    made = rebuilt.count(Deed.MADE) + rebuilt.count(Deed.BESIDE)
    if wish.dry_run or made < desk.ledger.how_many_laid(wish.year, wish.branch):
        rebuilt.count_left(desk.ledger.laid(wish.year, wish.branch), EditedByHand(desk.outbox.folder))
    rebuilt.read_before = _read_before(wish, desk)
    if not wish.dry_run and unshown.exists():
        _tell(desk, rebuilt)
        unshown.unlink(missing_ok=True)
    return rebuilt


def _read_before(wish: Wish, desk: Desk) -> dict[str, int]:
    """A record is what its mapping read then: only its file is read anew, when it comes once more."""
    counts: Counter[str] = Counter()
    for form, digest, count in desk.ledger.read_with(wish.year, wish.branch):
        if desk.mappings.digests.get(form) != digest:
            counts[form] += count
    return dict(counts)


def _step(behind: Behind, wish: Wish) -> _OfBranch:
    return Foresee(behind, wish.year) if wish.dry_run else Assemble(behind, wish.year)


def _work(steps: Sequence[_OfBranch], desk: Desk, crew: Crew, progress: Progress) -> Rebuilt:
    """By branch in the report, whoever was done first."""
    rebuilt = Rebuilt()
    became: dict[Step, Assembled] = {}
    progress(0, len(steps))
    for step, result in crew.work(([step] for step in steps), desk, lambda sign: None):
        assert isinstance(result, Assembled)
        became[step] = result
        progress(len(became), len(steps))
    for step in steps:
        rebuilt.done += became[step].done
        rebuilt.failures += became[step].failures
        rebuilt.held_up |= {folder for failure in became[step].failures for folder in _held_up(failure, step)}
    return rebuilt


def _held_up(failure: DanganError, step: _OfBranch) -> tuple[str, ...]:
    return failure.packets if isinstance(failure, PacketFault) else (f"{step.year}/{safe_name(step.behind.branch)}",)


def _branch_must_be_known(branch: str, desk: Desk) -> None:
    known = sorted({*desk.ledger.asked(), *desk.settings.branches})
    if branch not in known:
        raise SetupError(f"没有叫“{branch}”的支部", nearest(branch, known) or "还没有收到过任何支部的表单")


def _tell(desk: Desk, rebuilt: Rebuilt) -> None:
    """The status page and the log follow."""
    report = IngestReport(failures=together(rebuilt.failures))
    show(desk, report, inbox_view(desk))
    for failure in report.failures:
        log_fault(desk.workspace, failure)
