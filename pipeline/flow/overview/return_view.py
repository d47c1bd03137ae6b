"""A file that went back, as the status page and `dangan status` show it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.flow.desk import Desk
from pipeline.flow.returning.return_note import note_of
from pipeline.ledger.entries import Submission
from pipeline.model.outcome import sheets_to_mend
from pipeline.model.problem import Problem
from pipeline.model.together import told_together


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A file that went back; `copy` and `note` are links from the page, `note` is empty where the copy itself says all.

    `sheets_taken` of its forms were taken all the same, `sheets_returned` are to be mended.
    """

    name: str
    branch: str
    received: str
    copy: str
    note: str
    problems: tuple[Problem, ...]
    sheets_taken: int
    sheets_returned: int

    @property
    def told(self) -> list[Problem]:
        """The problems as the page has them: the same of several cells in one line."""
        return told_together(self.problems)


def return_view(entry: Submission, desk: Desk) -> ReturnView:
    note = note_of(Path(entry.copy))
    return ReturnView(
        name=entry.name,
        branch=entry.branch,
        received=entry.received,
        copy=f"../{entry.copy}",
        note=f"../{note.as_posix()}" if (desk.workspace.root / note).is_file() else "",
        problems=tuple(problem for problem in entry.problems if problem.stops),
        sheets_taken=entry.taken,
        sheets_returned=sheets_to_mend(entry.problems),
    )


def return_answer(view: ReturnView) -> dict[str, Any]:
    return {
        "file": view.name,
        "branch": view.branch,
        "copy": view.copy,
        "sheets_taken": view.sheets_taken,
        "sheets_returned": view.sheets_returned,
        "problems": [
            {
                "code": p.code,
                "sheet": p.at.sheet,
                "cell": p.at.cell,
                "message": p.message,
                "hint": p.hint,
            }
            for p in view.problems
        ],
    }
