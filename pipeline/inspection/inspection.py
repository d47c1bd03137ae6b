"""What an inspector would find on a day: for every branch what is there, late, missing, and what is contradictory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.mapping.rules.parts import Layer
from pipeline.model.problem import Severity
from pipeline.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Link:
    """Something that was found. `path` lies below the outbox, with slashes; empty where nothing is filed."""

    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One rule of one branch, for one period, one activity or one deadline.

    `about` is what the rule demands, `basis` where that is written. `label` is what the cell is of, as it is said
    (3月, 第一季度, 全年, 2026-03-20 主题党日), `first` the first day of that. `due` is the last day on which it is in
    time; None where that cannot be told yet. `wants` are the forms or papers that would fill it, in words; empty where
    nothing is wanting. `missing` are the things that an activity lacks. `is_event`: of one activity, not of a period.
    """

    rule: str
    about: str
    basis: str
    layer: Layer
    label: str
    first: dt.date
    standing: Standing
    due: dt.date | None = None
    found: tuple[Link, ...] = ()
    wants: str = ""
    missing: tuple[str, ...] = ()
    is_event: bool = False

    @property
    def is_gap(self) -> bool:
        return self.standing is Standing.MISSING


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction, or what else a person should look at. `path` is the packet's folder below the outbox.

    `day` is that of the packet, None for what lies in none; `basis` cites the rule, and is empty where plain sense
    says so.
    """

    code: str
    severity: Severity
    places: str
    message: str
    hint: str
    day: dt.date | None
    path: str = ""
    basis: str = ""


def alike(findings: Iterable[Finding]) -> list[tuple[Finding, tuple[str, ...]]]:
    """What says the same, of the same rule, once: the first of it, and all its places."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.message, finding.hint, finding.basis), []).append(finding)
    return [(same[0], tuple(dict.fromkeys(one.places for one in same))) for same in found.values()]


@dataclass(frozen=True, slots=True)
class BranchInspection:
    """Cells by the rules' order, then by time; findings by day. `office` is empty where branches are not grouped.

    `score` is None where no rule of the branch gives points.
    """

    branch: str
    office: str
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    score: Decimal | None = None

    @property
    def gaps(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.is_gap)

    def count(self, standing: Standing) -> int:
        return sum(cell.standing is standing for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Inspection:
    """Of one calendar year as it stood on `today`; branches by name."""

    year: int
    today: dt.date
    branches: tuple[BranchInspection, ...]

    @property
    def is_clean(self) -> bool:
        """Nothing is missing, nothing contradictory."""
        return not any(branch.gaps or branch.findings for branch in self.branches)
