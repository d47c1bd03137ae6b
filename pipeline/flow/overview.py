"""The status page, outbox/总览.html: one file without a server that says where everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.errors import DanganError
from pipeline.files.publish import write_whole
from pipeline.flow.desk import Desk
from pipeline.flow.return_view import ReturnView, return_answer, return_view
from pipeline.ledger.entries import ActivityEntry, PublishedDocument, Submission
from pipeline.model.outcome import Waiting
from pipeline.model.problem import Problem
from pipeline.packet.report import PacketReport


@dataclass(frozen=True, slots=True)
class Link:
    """A file to open: its shown name, and its path below the outbox, where the page lies."""

    name: str
    path: str
    edited: bool = False

    @property
    def href(self) -> str:
        return quote(self.path)


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
    documents: tuple[Link, ...]
    originals: tuple[Link, ...]
    missing: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str, str], ...]

    @property
    def state(self) -> str:
        """overdue, planned, missing, check or whole: the worst thing that is true of it."""
        if self.planned:
            return "overdue" if self.overdue else "planned"
        if self.missing:
            return "missing"
        return "check" if self.checks or any(link.edited for link in self.documents) else "whole"


@dataclass(slots=True)
class BranchView:
    """One branch in one year: its activities by month; those of the whole year under 0."""

    branch: str
    year: int
    months: dict[int, list[ActivityView]] = field(default_factory=dict)
    loose: tuple[Problem, ...] = ()
    taken: list[Submission] = field(default_factory=list)
    """The files that came from it, the latest first."""

    def state(self, month: int, this_month: tuple[int, int]) -> str:
        """The worst state of the month's packets; `absent` where a past month has none, `empty` where none is due."""
        states = {view.state for view in self.months.get(month, ())}
        for worst in ("missing", "overdue", "check", "whole", "planned"):
            if worst in states:
                return worst
        return "absent" if (self.year, month) < this_month else "empty"


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page and `dangan status` show."""

    branches: list[BranchView]
    returned: list[ReturnView]
    waiting: list[Waiting]
    unplaced: list[Submission]
    """Files taken from a folder that is no branch's: their forms name the branch themselves."""
    refreshed: str
    this_month: tuple[int, int]
    failures: list[DanganError]

    @property
    def missing(self) -> int:
        return sum(len(view.missing) for view in self.activities() if not view.planned)

    def activities(self) -> list[ActivityView]:
        return [view for branch in self.branches for views in branch.months.values() for view in views]


def look(desk: Desk, waiting: Sequence[Waiting], failures: Sequence[DanganError] = ()) -> Overview:
    """Where everything stands; newest year first, then by branch.

    `failures` are those of this run; what failed earlier and is still behind, the ledger knows.
    """
    now = desk.now()
    shelf = _Shelf()
    for entry in desk.ledger.activities():
        shelf.view(entry.branch, entry.year).months.setdefault(entry.month, []).append(
            _activity(entry, now.date().isoformat())
        )
    loose = desk.ledger.loose()
    for branch in {*desk.settings.branches, *loose}:
        shelf.view(branch, now.year)
    for branch, problems in loose.items():
        shelf.latest(branch).loose = problems
    unplaced = []
    for submission in reversed(desk.ledger.taken()):
        if view := shelf.of_year(submission.branch, int(submission.received[:4])):
            view.taken.append(submission)
        else:
            unplaced.append(submission)
    earlier = (DanganError(message, hint) for message, hint in desk.ledger.failures())
    return Overview(
        branches=shelf.in_order(),
        returned=[return_view(entry, desk) for entry in desk.ledger.returned()],
        waiting=list(waiting),
        failures=list({error.message: error for error in (*failures, *earlier)}.values()),
        unplaced=unplaced,
        this_month=(now.year, now.month),
        refreshed=f"{now:%Y-%m-%d %H:%M:%S}",
    )


class _Shelf:
    """The views by branch and year."""

    def __init__(self) -> None:
        self._views: dict[str, dict[int, BranchView]] = {}

    def view(self, branch: str, year: int) -> BranchView:
        """Made when there is none yet."""
        return self._views.setdefault(branch, {}).setdefault(year, BranchView(branch, year))

    def latest(self, branch: str) -> BranchView:
        years = self._views[branch]
        return years[max(years)]

    def of_year(self, branch: str, year: int) -> BranchView | None:
        """The branch's view of that year, else its latest; None for a branch that is not shown."""
        return self._views[branch].get(year) or self.latest(branch) if branch in self._views else None

    def in_order(self) -> list[BranchView]:
        views = (view for years in self._views.values() for view in years.values())
        return sorted(views, key=lambda view: (-view.year, view.branch))


def write_overview(desk: Desk, waiting: Sequence[Waiting], failures: Sequence[DanganError] = ()) -> Path:
    """Publishes the page whole; returns where it lies."""
    page = desk.workspace.status_page
    content = _template().render(o=look(desk, waiting, failures), months=range(1, 13)).encode()
    write_whole(page, content)
    return page


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
                        "edited": [link.path for link in (*view.documents, *view.originals) if link.edited],
                        "missing": [{"document": name, "wants": wants} for name, wants in view.missing],
                        "checks": [{"at": at, "message": text, "hint": hint} for at, text, hint in view.checks],
                    }
                    for month in sorted(branch.months)
                    for view in branch.months[month]
                ],
                "loose": [{"at": problem.places, "message": problem.message} for problem in branch.loose],
            }
            for branch in overview.branches
        ],
        "returned": [return_answer(view) for view in overview.returned],
        "waiting": [{"file": item.file, "reason": item.reason} for item in overview.waiting],
        "failures": [{"message": error.message, "hint": error.hint} for error in overview.failures],
    }


def _activity(entry: ActivityEntry, today: str) -> ActivityView:
    report = PacketReport.from_text(entry.report)
    made = set(report.made)
    return ActivityView(
        title=entry.theme or entry.packet,
        day=entry.day,
        month=entry.month,
        planned=entry.planned,
        overdue=entry.planned and entry.day < today,
        packet=entry.packet,
        folder=entry.folder,
        documents=_links(document for document in entry.documents if document.path in made),
        originals=_links(document for document in entry.documents if document.path not in made),
        missing=tuple((name, wants) for name, wants in report.missing),
        checks=tuple((at, message, hint) for at, message, hint, _ in report.checks),
    )


def _links(documents: Iterable[PublishedDocument]) -> tuple[Link, ...]:
    return tuple(Link(document.name, document.path, document.edited) for document in documents)


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(Path(__file__).with_name("overview.html").read_text(encoding="utf-8"))
