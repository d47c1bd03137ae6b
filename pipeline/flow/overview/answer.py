"""What `dangan status --json` prints: the status page for programs, with stable English keys."""

from __future__ import annotations

from typing import Any

from pipeline.flow.overview.arrivals import arrival_answer
from pipeline.flow.overview.overview import Overview
from pipeline.flow.overview.return_view import return_answer
from pipeline.flow.watch_state import watch_answer


def overview_answer(overview: Overview) -> dict[str, Any]:
    """For `dangan status --json`."""
    return {
        "branches": [
            {
                "branch": branch.branch,
                "year": branch.year,
                "activities": [
                    {
                        "folder": view.folder,
                        "date": view.day,
                        "title": view.title,
                        "state": view.state,
                        "documents": [link.path for link in view.documents],
                        "edited": [link.path for link in (*view.documents, *view.originals) if link.beside],
                        "missing": [{"document": name, "wants": wants} for name, wants in view.missing],
                        "checks": [{"at": at, "message": text, "hint": hint} for at, text, hint in view.checks],
                    }
                    for month in sorted(branch.months)
                    for view in branch.months[month]
                ],
                "loose": [
                    {"at": problem.places, "code": problem.code, "message": problem.message, "hint": problem.hint}
                    for problem in branch.loose
                ],
            }
            for branch in overview.branches
        ],
        "returned": [return_answer(view) for view in overview.returned],
        "waiting": [{"file": item.file, "reason": item.reason} for item in overview.inbox.waiting],
        "not_taken": [{"file": item.file, "reason": item.reason} for item in overview.inbox.not_taken],
        "alarms": [{"message": alarm.message, "hint": alarm.hint} for alarm in overview.inbox.alarms],
        "arrivals": [arrival_answer(arrival) for arrival in overview.arrivals],
        "watch": watch_answer(overview.watch),
        "failures": [{"message": error.message, "hint": error.hint} for error in overview.failures],
    }
