"""What became of one dropped file: one type for each way that it can go."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.problem import Problem


@dataclass(frozen=True, slots=True)
class AcceptedForm:
    """One form that was read: the branch, and the ledger's key for it."""

    form: str
    branch: str
    key: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """`file` is the path below the inbox, with slashes."""

    file: str
    submission: int
    forms: tuple[AcceptedForm, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """`copy` is where the file lies now, below the workspace."""

    file: str
    copy: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The same bytes were taken before, as `of`, and still hold."""

    file: str
    of: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not ready yet; looked at again by itself."""

    file: str
    reason: str


Outcome = Accepted | Returned | Duplicate | Waiting
