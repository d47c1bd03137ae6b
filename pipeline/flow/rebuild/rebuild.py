"""Every document of a year brought up to date with what it is made of; what is as it should be is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.flow.assembly.assemble import Assembled
from pipeline.flow.assembly.behind import Behind, branches_behind
from pipeline.flow.assembly.deeds import Deed, Done
from pipeline.flow.assembly.faults import together
from pipeline.flow.assembly.pending import sweep_rests
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.flow.hands.steps import Assemble, Step
from pipeline.flow.ingest import IngestReport, show
from pipeline.flow.intake.lying import inbox_view
from pipeline.flow.known_years import must_be_known
from pipeline.flow.log import log_fault
from pipeline.flow.rebuild.foresee import Foresee
from pipeline.mapping.misfit import nearest

_UNSHOWN: Final = "总览待更新"
"""Lies there while documents are made that the status page does not show yet: also after a run that was killed."""

Progress = Callable[[int, int], object]
"""Told how many branches are done, and of how many."""


@dataclass(slots=True)
class Rebuilt:
    """`done` by branch and packet; `kept` counts the documents that were left alone, `edited` those of which a person's

    version stands.
    """

    done: list[Done] = field(default_factory=list)
    failures: list[DanganError] = field(default_factory=list)
    kept: int = 0
    edited: int = 0

    def count(self, deed: Deed) -> int:
        return sum(one.deed is deed for one in self.done)


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
    touched = {one.path for one in rebuilt.done}
    edited = desk.ledger.edited(wish.year, wish.branch)
    rebuilt.kept = len(edited.keys() - touched)
    rebuilt.edited = sum(edited.values())
    if not wish.dry_run and unshown.exists():
        _tell(desk, rebuilt)
        unshown.unlink(missing_ok=True)
    return rebuilt


def _step(behind: Behind, wish: Wish) -> Step:
    return Foresee(behind, wish.year) if wish.dry_run else Assemble(behind, wish.year)


def _work(steps: Sequence[Step], desk: Desk, crew: Crew, progress: Progress) -> Rebuilt:
    """By branch in the report, whoever was done first."""
    rebuilt = Rebuilt()
    became: dict[Step, Assembled] = {}
    for step, result in crew.work(([step] for step in steps), desk, lambda sign: None):
        assert isinstance(result, Assembled)
        became[step] = result
        progress(len(became), len(steps))
    for step in steps:
        rebuilt.done += became[step].done
        rebuilt.failures += became[step].failures
    return rebuilt


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
