"""What `--json` prints: one object for programs, with stable English keys (design, command line)."""

from __future__ import annotations

from typing import Any

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import IngestReport
from pipeline.ledger.entries import ActivityEntry
from pipeline.model.outcome import Duplicate, Returned, Waiting, Withdrawn
from pipeline.model.problem import Problem
from pipeline.packet.report import PacketReport, use_of


def ingest_answer(report: IngestReport, desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """Paths of `documents` and `copy` are below the workspace; `activity` is the packet's folder below outbox/.

    A file of several forms may stand in both lists: in `accepted` with the forms that were taken, in `returned` with
    how many sheets that is, and how many are still asked for. `not_read` lists the sheets that files which were
    accepted as a whole were taken without, of others they stand among the problems; and returns that were settled by
    another file.
    """
    branches = {form.branch for outcome in report.accepted for form in outcome.forms}
    used = _Uses([entry for branch in sorted(branches) for entry in desk.ledger.activities(branch)])
    return {
        "accepted": [
            {
                "file": outcome.file,
                "form": form.form,
                "branch": form.branch,
                **used.by(use_of(outcome.submission, form.form, form.key)),
                "warnings": [problem_answer(warning) for warning in form.warnings],
            }
            for outcome in report.accepted
            for form in outcome.forms
        ],
        "not_read": [
            {"file": outcome.file, **problem_answer(problem)}
            for outcome in report.accepted
            for problem in outcome.not_read
        ],
        "returned": [
            {
                "file": outcome.file,
                "copy": outcome.copy,
                "sheets_taken": len(outcome.taken.forms) if outcome.taken else 0,
                "sheets_returned": outcome.sheets,
                "problems": [problem_answer(p) for p in outcome.problems],
            }
            for outcome in report.of(Returned)
        ],
        "duplicates": [{"file": outcome.file, "of": outcome.of} for outcome in report.of(Duplicate)],
        "withdrawn": [withdrawn_answer(outcome) for outcome in report.of(Withdrawn)],
        "waiting": [{"file": outcome.file, "reason": outcome.reason} for outcome in report.of(Waiting)],
        "not_taken": [{"file": item.file, "reason": item.reason} for item in report.not_taken],
        "failures": [{"message": failure.message, "hint": failure.hint} for failure in report.failures],
    }


def withdrawn_answer(outcome: Withdrawn) -> dict[str, Any]:
    forms = [{"form": form.form, "branch": form.branch, "key": form.key} for form in outcome.forms]
    return {"file": outcome.file, "of": outcome.of, "number": outcome.submission, "forms": forms}


def problem_answer(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "sheet": problem.at.sheet,
        "cell": problem.at.cell,
        "message": problem.message,
        "hint": problem.hint,
    }


class _Uses:
    """Which activities, and which of their documents, a submitted form entered."""

    def __init__(self, entries: list[ActivityEntry]) -> None:
        self._found: dict[str, list[tuple[str, list[str]]]] = {}
        for entry in entries:
            for use, paths in PacketReport.from_text(entry.report).uses.items():
                if paths:
                    self._found.setdefault(use, []).append((entry.folder, paths))

    def by(self, use: str) -> dict[str, Any]:
        """`activity` is one folder, null where there is none yet, or a list: a year's plan enters many."""
        hits = self._found.get(use, [])
        folders = [folder for folder, _ in hits]
        documents = sorted({f"outbox/{path}" for _, paths in hits for path in paths})
        return {"activity": folders[0] if len(folders) == 1 else folders or None, "documents": documents}
