"""What a check finds: a problem that names the places which disagree; the catalogue says later how grave it is."""

from __future__ import annotations

from pipeline.model.problem import Problem, Severity
from pipeline.model.record import Origin, Value


def finding(at: Value | Origin, code: str, message: str, hint: str, other: Value | Origin | None = None) -> Problem:
    """A warning until it is graded (see `grading`)."""
    return Problem(_place(at), code, message, hint, Severity.WARNS, _place(other) if other else None)


def _place(at: Value | Origin) -> Origin:
    return at.origin if isinstance(at, Value) else at
