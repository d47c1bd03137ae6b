"""The status page, outbox/总览.html: one file without a server that says where everything stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import DanganError
from pipeline.files.links import link_to
from pipeline.files.publish import write_whole
from pipeline.flow.assembly.faults import PacketFault, kept_fault, together
from pipeline.flow.desk import Desk
from pipeline.flow.intake.lying import InboxView
from pipeline.flow.overview.arrivals import Arrival, arrivals
from pipeline.flow.overview.return_view import ReturnView, return_view
from pipeline.flow.overview.views import ActivityView, BranchView, Shelf, activity_view
from pipeline.flow.returning.half_taken import half_taken
from pipeline.flow.watch_state import WatchState, watch_state
from pipeline.flow.withdrawing.left_over import left_over
from pipeline.ledger.received import TakenFile
from pipeline.model.problem import Problem
from pipeline.packet.report import PacketReport, use_of


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page and `dangan status` show."""

    branches: list[BranchView]
    returned: list[ReturnView]
    inbox: InboxView
    arrivals: list[Arrival]
    unplaced: list[TakenFile]
    """Files taken from a folder that is no branch's: their forms name the branch themselves."""
    watch: WatchState
    refreshed: str
    this_month: tuple[int, int]
    failures: list[DanganError]

    @property
    def missing(self) -> int:
        return sum(len(view.missing) for view in self.activities() if not view.planned)

    def activities(self) -> list[ActivityView]:
        return [view for branch in self.branches for views in branch.months.values() for view in views]


def look(desk: Desk, inbox: InboxView | None = None, failures: Sequence[DanganError] = ()) -> Overview:
    """Where everything stands; newest year first, then by branch.

    `failures` are those of this run; what failed earlier and is still behind, the ledger knows.
    """
    now = desk.now()
    wanting = {use_of(of.held.submission, of.held.form, of.held.key): of.problem for of in half_taken(desk)}
    shelf = Shelf(desk.known_branches())
    entered: dict[int, list[str]] = {}  # the packets of each submission's forms, by their folders
    for entry in desk.ledger.shown():
        report = PacketReport.from_text(entry.report)
        for submission in report.brought_by:
            entered.setdefault(submission, []).append(entry.folder)
        view = activity_view(entry, report, now.date().isoformat(), wanting)
        if not view.is_empty:
            shelf.view(entry.branch, entry.year).months.setdefault(entry.month, []).append(view)
    loose = _loose(desk)
    for branch in {*desk.settings.branches, *loose}:
        shelf.view(branch, now.year)
    for branch, problems in loose.items():
        shelf.view(branch, now.year).loose = problems
    inbox = inbox or InboxView()
    earlier = together(map(kept_fault, desk.ledger.failures()))
    of_run = (failure for failure in failures if not isinstance(failure, PacketFault))
    told = {alarm.message for alarm in inbox.alarms}
    return Overview(
        branches=shelf.in_order(),
        returned=[return_view(entry, desk) for entry in desk.ledger.returned()],
        inbox=inbox,
        arrivals=arrivals(desk, entered),
        unplaced=shelf.place(reversed(desk.ledger.taken())),
        watch=watch_state(desk),
        refreshed=f"{now:%Y-%m-%d %H:%M:%S}",
        this_month=(now.year, now.month),
        failures=[
            failure
            for message, failure in {error.message: error for error in (*of_run, *earlier)}.items()
            if message not in told
        ],
    )


def _loose(desk: Desk) -> dict[str, tuple[Problem, ...]]:
    """By branch, what belongs to no activity, and what came again without all of its sheets."""
    loose = desk.ledger.loose()
    for branch, problems in left_over(desk).items():
        loose[branch] = (*loose.get(branch, ()), *problems)
    return loose


def write_overview(desk: Desk, inbox: InboxView, failures: Sequence[DanganError] = ()) -> Path:
    """Publishes the page whole; returns where it lies."""
    page = desk.workspace.status_page
    content = _template().render(o=look(desk, inbox, failures), months=range(1, 13))
    write_whole(page, content.encode(errors="backslashreplace"))
    return page


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(Path(__file__).parent),
    )
    environment.filters["link_to"] = link_to
    return environment.get_template("overview.html")
