"""What the status page shows of branches and their activities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.ledger.received import TakenFile
from pipeline.ledger.shown import ShownActivity, ShownFile
from pipeline.model.problem import Problem
from pipeline.packet.report import PacketReport


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One packet as the page shows it."""

    title: str
    day: str
    month: int
    planned: bool
    overdue: bool
    """Planned for a day that has passed, and no form of it has come."""
    packet: str
    folder: str
    documents: tuple[ShownFile, ...]
    originals: tuple[ShownFile, ...]
    missing: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str, str], ...]

    @property
    def is_empty(self) -> bool:
        """A period that brought nothing to print, and of which nothing is to be said."""
        return not (self.documents or self.missing or self.checks)

    @property
    def state(self) -> str:
        """overdue, planned, missing, check or whole: the worst thing that is true of it."""
        if self.planned:
            return "overdue" if self.overdue else "planned"
        if self.missing:
            return "missing"
        return "check" if self.checks or any(link.beside for link in self.documents) else "whole"


@dataclass(slots=True)
class BranchView:
    """One branch in one year: its activities by month; those of the whole year under 0.

    Of an office, which is no branch of its own, nothing is due by the month.
    """

    branch: str
    year: int
    months: dict[int, list[ActivityView]] = field(default_factory=dict)
    loose: tuple[Problem, ...] = ()
    taken: list[TakenFile] = field(default_factory=list)
    """The files that came from it, the latest first."""
    is_office: bool = False

    def state(self, month: int, this_month: tuple[int, int]) -> str:
        """The worst state of the month's packets; `absent` where a past month has none, `empty` where none is due."""
        states = {view.state for view in self.months.get(month, ())}
        for worst in ("missing", "overdue", "check", "whole", "planned"):
            if worst in states:
                return worst
        return "absent" if (self.year, month) < this_month and not self.is_office else "empty"


class Shelf:
    """The views by branch and year."""

    def __init__(self, branches: Collection[str] = ()) -> None:
        """`branches` are those that are known; what else reports is an office. None where nobody has named any."""
        self._branches = branches
        self._views: dict[str, dict[int, BranchView]] = {}

    def view(self, branch: str, year: int) -> BranchView:
        """Made when there is none yet."""
        years = self._views.setdefault(branch, {})
        if year not in years:
            is_office = bool(self._branches) and branch not in self._branches
            years[year] = BranchView(branch, year, is_office=is_office)
        return years[year]

    def latest(self, branch: str) -> BranchView:
        years = self._views[branch]
        return years[max(years)]

    def of_year(self, branch: str, year: int) -> BranchView | None:
        """The branch's view of that year, else its latest; None for a branch that is not shown."""
        return self._views[branch].get(year) or self.latest(branch) if branch in self._views else None

    def place(self, taken: Iterable[TakenFile]) -> list[TakenFile]:
        """Each file under its branch; returns those that have none."""
        unplaced = []
        for submission in taken:
            if view := self.of_year(submission.branch, int(submission.received[:4])):
                view.taken.append(submission)
            else:
                unplaced.append(submission)
        return unplaced

    def in_order(self) -> list[BranchView]:
        views = (view for years in self._views.values() for view in years.values())
        return sorted(views, key=lambda view: (-view.year, view.branch))


def activity_view(
    entry: ShownActivity, report: PacketReport, today: str, half_taken: Mapping[str, Problem]
) -> ActivityView:
    """`half_taken`: what there is to say of a form that entered it (see `use_of`), because not all of it was taken."""
    made = set(report.made)
    wanting = dict.fromkeys(half_taken[use] for use, paths in report.uses.items() if paths and use in half_taken)
    return ActivityView(
        title=entry.theme or entry.folder.rpartition("/")[2],
        day=entry.day,
        month=entry.month,
        planned=entry.planned,
        overdue=entry.planned and entry.day < today,
        packet=entry.packet,
        folder=entry.folder,
        documents=tuple(file for file in entry.files if file.path in made),
        originals=tuple(file for file in entry.files if file.path not in made),
        missing=tuple((name, wants) for name, wants in report.missing),
        checks=(
            *((problem.places, problem.message, problem.hint) for problem in wanting),
            *((at, message, hint) for at, message, hint, _ in report.checks),
        ),
    )
