"""The whole main job: every dropped file through intake, then the documents of every branch that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words
from pipeline.files.inbox import dropped_files
from pipeline.files.names import readable_name
from pipeline.files.passed_over import is_ignored
from pipeline.flow.assembly.faults import together
from pipeline.flow.assembly.pending import Progress, assemble_pending
from pipeline.flow.assembly.resume import resume
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Alone, Crew
from pipeline.flow.intake.lying import InboxView, inbox_view, to_take
from pipeline.flow.intake.taking import take_all
from pipeline.flow.log import log_fault, log_report
from pipeline.flow.overview.overview import write_overview
from pipeline.flow.returning.answering import forget_taken_away, worth_another_try
from pipeline.flow.withdrawing.orders import carry_out
from pipeline.model.outcome import Accepted, NotTaken, Outcome, Returned, Updated, Waiting


@dataclass(slots=True)
class IngestReport:
    """What became of each file, and the activities whose documents were brought up to date."""

    outcomes: list[Outcome] = field(default_factory=list)
    published: list[Updated] = field(default_factory=list)
    failures: list[DanganError] = field(default_factory=list)
    """Why a file could not be read or a branch's documents not be made; they are tried again at the next run."""
    resumed: list[str] = field(default_factory=list)
    """Folders of the packets that an earlier run had broken off."""
    not_taken: list[NotTaken] = field(default_factory=list)
    """What lies in the inbox and is not for us."""

    def of(self, kind: type[Any]) -> list[Any]:
        return [outcome for outcome in self.outcomes if isinstance(outcome, kind)]

    @property
    def accepted(self) -> list[Accepted]:
        """What was taken: whole files, and the good forms of files that went back for others."""
        partly = [outcome.taken for outcome in self.of(Returned) if outcome.taken]
        return [*self.of(Accepted), *partly]


def ingest(
    desk: Desk, paths: Sequence[Path] | None = None, progress: Progress = lambda text: None, crew: Crew | None = None
) -> IngestReport:
    """Takes `paths`, or everything that lies in the inbox; then finishes whatever is not yet published.

    What an earlier run left half-done is finished first: as long as the records are the same, it is known what is ours.
    Without a `crew`, this process does it all by itself.
    """
    report, crew = IngestReport(), crew or Alone()
    resumed = resume(desk, crew, progress)
    report.published += resumed.published
    report.resumed += resumed.finished
    carry_out_orders(desk, report)
    forget_taken_away(desk)
    files = _lying(desk) if paths is None else list(_files_of(paths))
    _take(files, desk, crew, report, progress)
    _take([path for path in worth_another_try(desk) if path not in files], desk, crew, report, progress)
    bring_up_to_date(desk, crew, report, progress)
    inbox = inbox_view(desk, report.of(Waiting))
    if paths is None:
        report.not_taken += inbox.not_taken
    show(desk, report, inbox)
    log_report(desk.workspace, report)
    for failure in report.failures:
        log_fault(desk.workspace, failure)
    return report


def carry_out_orders(desk: Desk, report: IngestReport) -> None:
    """What a person has ordered to take back; what cannot be yet is a failure, and holds up nothing.

    Before `forget_taken_away`: an order that was broken off may have taken the copy away, and its return still stands.
    """
    for outcome in carry_out(desk):
        if isinstance(outcome, SetupError):
            report.failures.append(outcome)
        else:
            report.outcomes.append(outcome)


def _take(files: Sequence[Path], desk: Desk, crew: Crew, report: IngestReport, progress: Progress) -> None:
    """Whoever was done first: the report tells them in the order of the files."""
    became: dict[Path, Outcome | DanganError] = {}
    for path, outcome in take_all(files, desk, crew):
        became[path] = outcome
        progress(readable_name(path.name))
    for outcome in (became[path] for path in files):
        if isinstance(outcome, DanganError):
            report.failures.append(outcome)
        else:
            report.outcomes.append(outcome)


def bring_up_to_date(
    desk: Desk,
    crew: Crew,
    report: IngestReport,
    progress: Progress = lambda text: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> None:
    """Documents; also what an earlier run left undone."""
    made = assemble_pending(desk, crew, progress, meanwhile)
    report.published += made.published
    report.failures += together(made.failures)


def show(desk: Desk, report: IngestReport, inbox: InboxView) -> None:
    """The status page; one that cannot be written is a failure of the run, and stops nothing."""
    try:
        write_overview(desk, inbox, report.failures)
    except OSError as error:
        report.failures.append(SetupError(f"总览页写不进去：{in_words(error)}", "请检查磁盘空间和发件箱的权限"))


def _lying(desk: Desk) -> list[Path]:
    try:
        return to_take(desk).files
    except OSError as error:
        raise _unreadable(desk.workspace.inbox, error) from error


def _files_of(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        try:
            if path.is_dir():
                yield from dropped_files(path)
            elif not is_ignored(path.name):
                yield path
        except OSError as error:
            raise _unreadable(path, error) from error


def _unreadable(folder: Path, error: OSError) -> SetupError:
    return SetupError(f"文件夹打不开：{folder}（{in_words(error)}）", "请检查网络和文件夹的权限，再试一次")
