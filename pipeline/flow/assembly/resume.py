"""What an interrupted run left is finished first: as long as the records are the same, it is known what is ours."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.flow.assembly.pending import Progress, assemble_pending, sweep_rests
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.model.outcome import Updated


@dataclass(frozen=True, slots=True)
class Resumed:
    """All that was published, and the folders of those packets that a run had broken off."""

    published: list[Updated]
    finished: list[str]


def resume(desk: Desk, crew: Crew, progress: Progress = lambda text: None) -> Resumed:
    """Documents of whatever was entered and not published; the rests of files that were being written go."""
    sweep_rests(desk)
    broken_off = desk.ledger.broken_off()
    made = assemble_pending(desk, crew, progress)
    return Resumed(made.published, [entry.folder for entry in made.published if entry.branch in broken_off])
