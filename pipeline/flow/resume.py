"""What an interrupted run left is finished first: as long as the records are the same, it is known what is ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.files.publish import sweep
from pipeline.flow.assemble import assemble_pending
from pipeline.flow.desk import Desk
from pipeline.ledger.entries import ActivityEntry


@dataclass(frozen=True, slots=True)
class Resumed:
    """All that was published, and the folders of those packets that a run had broken off."""

    published: list[ActivityEntry]
    finished: list[str]


def resume(desk: Desk, progress: Callable[[str], None] = lambda text: None) -> Resumed:
    """Documents of whatever was entered and not published; the rests of files that were being written go."""
    for folder in (desk.workspace.private, desk.workspace.outbox, desk.workspace.inbox):
        sweep(folder)
    broken_off = desk.ledger.broken_off()
    made = assemble_pending(desk, progress)
    return Resumed(made.published, [entry.folder for entry in made.published if entry.branch in broken_off])
