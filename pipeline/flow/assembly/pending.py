"""Every branch whose documents are behind, brought up to date by a crew: no branch needs another."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.files.publish import sweep
from pipeline.flow.assembly.assemble import Assembled
from pipeline.flow.assembly.behind import branches_behind
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.flow.hands.steps import Assemble, Sign

Progress = Callable[[str], object]
"""Told each packet as it is made, by its folder."""


def assemble_pending(
    desk: Desk, crew: Crew, progress: Progress = lambda text: None, meanwhile: Callable[[], object] = lambda: None
) -> Assembled:
    """By branch, whoever was done first. Raises LedgerError, SetupError."""

    def tell(sign: Sign) -> None:
        progress(str(sign))

    steps = [Assemble(behind) for behind in branches_behind(desk)]
    done = dict(crew.work(([step] for step in steps), desk, tell, meanwhile))
    if crew.has_broken():
        sweep_rests(desk)
    whole = Assembled()
    for made in (done[step] for step in steps):
        assert isinstance(made, Assembled)
        whole.published += made.published
        whole.failures += made.failures
    return whole


def sweep_rests(desk: Desk) -> None:
    """What interrupted writes left; nobody may be writing."""
    for folder in (desk.workspace.private, desk.workspace.outbox, desk.workspace.inbox):
        sweep(folder)
