"""The whole main job: every dropped file through intake, then the documents of every branch that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import DanganError, LedgerError, SetupError
from pipeline.files.faults import in_words
from pipeline.files.inbox import dropped_files, reason_to_wait
from pipeline.files.names import readable_name
from pipeline.files.passed_over import is_ignored
from pipeline.flow.answering import forget_taken_away, worth_another_try
from pipeline.flow.assemble import assemble_pending
from pipeline.flow.desk import Desk
from pipeline.flow.intake import process
from pipeline.flow.log import log_fault, log_report
from pipeline.flow.lying import InboxView, inbox_view, shown, to_take
from pipeline.flow.overview import write_overview
from pipeline.flow.resume import resume
from pipeline.forms.read import names_branches
from pipeline.ledger.entries import ActivityEntry
from pipeline.model.outcome import Accepted, NotTaken, Outcome, Returned, Waiting

Progress = Callable[[str], None]


@dataclass(slots=True)
class IngestReport:
    """What became of each file, and the activities whose documents were brought up to date."""

    outcomes: list[Outcome] = field(default_factory=list)
    published: list[ActivityEntry] = field(default_factory=list)
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


def ingest(desk: Desk, paths: Sequence[Path] | None = None, progress: Progress = lambda text: None) -> IngestReport:
    """Takes `paths`, or everything that lies in the inbox; then finishes whatever is not yet published.

    What an earlier run left half-done is finished first: as long as the records are the same, it is known what is ours.
    """
    report = IngestReport()
    resumed = resume(desk, progress)
    report.published += resumed.published
    report.resumed += resumed.finished
    forget_taken_away(desk)
    files = in_order(_lying(desk) if paths is None else _files_of(paths), desk)
    _take_all(files, desk, report, progress)
    _take_all([path for path in worth_another_try(desk) if path not in files], desk, report, progress)
    bring_up_to_date(desk, report, progress)
    inbox = inbox_view(desk, report.of(Waiting))
    if paths is None:
        report.not_taken += inbox.not_taken
    show(desk, report, inbox)
    log_report(desk.workspace, report)
    for failure in report.failures:
        log_fault(desk.workspace, failure)
    return report


def _take_all(files: Iterable[Path], desk: Desk, report: IngestReport, progress: Progress) -> None:
    for path in files:
        try:
            report.outcomes.append(take(path, desk))
        except LedgerError:
            raise
        except DanganError as error:
            report.failures.append(error)
        progress(readable_name(path.name))


def bring_up_to_date(desk: Desk, report: IngestReport, progress: Progress = lambda text: None) -> None:
    """Documents; also what an earlier run left undone."""
    made = assemble_pending(desk, progress)
    report.published += made.published
    report.failures += made.failures


def show(desk: Desk, report: IngestReport, inbox: InboxView) -> None:
    """The status page; one that cannot be written is a failure of the run, and stops nothing."""
    try:
        write_overview(desk, inbox, report.failures)
    except OSError as error:
        report.failures.append(SetupError(f"总览页写不进去：{in_words(error)}", "请检查磁盘空间和发件箱的权限"))


def take(path: Path, desk: Desk) -> Outcome:
    """One file, or why it has to wait; a file that goes away or is locked meanwhile only waits. Raises DanganError."""
    name = shown(path, desk)
    if reason := reason_to_wait(path, desk.now().timestamp()):
        return Waiting(name, reason)
    try:
        return process(path, desk)
    except DanganError:
        raise
    except OSError as error:
        return Waiting(name, f"暂时读不到这个文件（{in_words(error)}）")
    except Exception as error:
        # A fault of ours that one file brings to light shall not hold up the others.
        raise DanganError(
            f"{name} 没有收：程序内部出错（{type(error).__name__}：{error}）", "文件留在原处，请把它交给维护人员"
        ) from error


def in_order(files: Iterable[Path], desk: Desk) -> list[Path]:
    """Forms that name the branches come first, so that it does not matter in which order they were dropped."""
    files = list(files)
    if len(files) < 2 or desk.settings.branches:
        return files
    first = {path for path in files if _names_branches(path, desk)}
    return sorted(files, key=lambda path: path not in first)


def _names_branches(path: Path, desk: Desk) -> bool:
    try:
        return names_branches(path, desk.mappings.forms)
    except OSError:
        return False


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
