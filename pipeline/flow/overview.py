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
from pipeline.flow.returns import note_of
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

    def state(self, month: int, this_month: tuple[int, int]) -> str:
        """The worst state of the month's packets; `absent` where a past month has none, `empty` where none is due."""
        states = {view.state for view in self.months.get(month, ())}
        for worst in ("missing", "overdue", "check", "whole", "planned"):
            if worst in states:
                return worst
        return "absent" if (self.year, month) < this_month else "empty"


@dataclass(frozen=True, slots=True)
class ReturnView:
    """A file that went back."""

    name: str
    branch: str
    received: str
    copy: str
    note: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page and `dangan status` show."""

    branches: list[BranchView]
    returned: list[ReturnView]
    waiting: list[Waiting]
    taken: list[Submission]
    refreshed: str
    this_month: tuple[int, int]
    failures: list[DanganError]

    @property
    def missing(self) -> int:
        return sum(len(view.missing) for view in self.activities() if not view.planned)

    def activities(self) -> list[ActivityView]:
        return [view for branch in self.branches for views in branch.months.values() for view in views]


def look(desk: Desk, waiting: Sequence[Waiting], failures: Sequence[DanganError] = ()) -> Overview:
    """Where everything stands; newest year first, then by branch."""
    loose = desk.ledger.loose()
    views: dict[tuple[int, str], BranchView] = {}
    for entry in desk.ledger.activities():
        view = views.setdefault((-entry.year, entry.branch), BranchView(entry.branch, entry.year))
        view.months.setdefault(entry.month, []).append(_activity(entry, desk.now().date().isoformat()))
    for branch, problems in loose.items():
        mine = [key for key in views if key[1] == branch]
        if problems:
            year = min(mine)[0] if mine else -desk.now().year
            views.setdefault((year, branch), BranchView(branch, -year)).loose = problems
    return Overview(
        branches=[views[key] for key in sorted(views)],
        returned=[_returned(entry) for entry in desk.ledger.returned()],
        waiting=list(waiting),
        failures=list(failures),
        taken=list(reversed(desk.ledger.taken())),
        this_month=(desk.now().year, desk.now().month),
        refreshed=f"{desk.now():%Y-%m-%d %H:%M:%S}",
    )


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
                "loose": [{"at": str(problem.at), "message": problem.message} for problem in branch.loose],
            }
            for branch in overview.branches
        ],
        "returned": [
            {
                "file": view.name,
                "branch": view.branch,
                "copy": view.copy,
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
            for view in overview.returned
        ],
        "waiting": [{"file": item.file, "reason": item.reason} for item in overview.waiting],
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


def _returned(entry: Submission) -> ReturnView:
    copy = Path(entry.copy)
    return ReturnView(
        name=entry.name,
        branch=entry.branch,
        received=entry.received,
        copy=quote(f"../{entry.copy}"),
        note=quote(f"../{note_of(copy).as_posix()}"),
        problems=tuple(problem for problem in entry.problems if problem.stops),
    )


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(Path(__file__).with_name("overview.html").read_text(encoding="utf-8"))
