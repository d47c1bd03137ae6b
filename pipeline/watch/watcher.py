"""The loop that keeps a workspace up to date. An event only wakes it; what is to be done it sees in the folder."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import DanganError, SetupError
from pipeline.files.digest import digest_of_file
from pipeline.files.faults import in_words
from pipeline.flow.answering import forget_taken_away
from pipeline.flow.assemble import made_with
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import IngestReport, finish, in_order, take, waiting_files
from pipeline.flow.log import log_fault, log_lines, log_report
from pipeline.flow.turn import Busy, turn
from pipeline.model.outcome import Waiting
from pipeline.watch.notify import ALIVE, READY, STOPPING, tell_systemd
from pipeline.watch.settle import Seen, Stamp, settled

_PATIENCE_S = 1.0
"""How long a round waits for another process; then it is put off, for the inbox to be looked at again."""

Tell = Callable[[IngestReport], None]
Complain = Callable[[DanganError], None]


class Watcher:
    """Takes what is dropped until `stop` is set. `tell` hears of every round that did something,
    `complain` of every fault, once while it lasts.
    """

    def __init__(self, desk: Desk, stop: threading.Event, tell: Tell, complain: Complain) -> None:
        self._desk = desk
        self._stop = stop
        self._tell = tell
        self._complain = complain
        self._wake = threading.Event()
        self._started = False
        self._seen: dict[Path, Seen] = {}
        self._digests: dict[Path, tuple[Stamp, str]] = {}
        """Of files that a round has dealt with and that still lie there: returned ones that nobody has touched."""
        self._waiting: dict[Path, Waiting] = {}
        self._before: set[str] = set()
        self._complaints: set[str] = set()
        """What was said in the round before and in this one: a fault that lasts is told once."""

    def run(self) -> None:
        """Returns when `stop` is set; raises nothing that a later round could mend."""
        _load_what_is_heavy()
        observer = self._observe()
        tell_systemd(READY)
        log_lines(self._desk.workspace, ["开始守着收件箱"])
        try:
            while True:
                self._wake.clear()
                if self._stop.is_set():
                    return
                busy = self._look()
                tell_systemd(ALIVE)
                self._wake.wait(self._desk.settings.watch.quiet_s / 4 if busy else self._desk.settings.watch.rescan_s)
        finally:
            tell_systemd(STOPPING)
            log_lines(self._desk.workspace, ["停止"])
            observer()

    def wake(self) -> None:
        """Something may have changed: look now."""
        self._wake.set()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()

    def _observe(self) -> Callable[[], None]:
        """Starts listening below the inbox; returns what ends it. Without events the rescan alone does the work."""
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        wake = self._wake

        class Waker(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type not in {"opened", "closed_no_write"}:
                    wake.set()

        # It warns of folders that are made and filled at once; the rescan finds what it may miss.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        observer = Observer()
        try:
            observer.schedule(Waker(), str(self._desk.workspace.inbox), recursive=True)
            observer.start()
        except OSError:
            return lambda: None

        def end() -> None:
            observer.stop()
            observer.join(5)

        return end

    def _look(self) -> bool:
        """A round, or why there was none: the inbox may be gone for a while, the ledger busy."""
        self._before, self._complaints = self._complaints, set()
        try:
            with turn(self._desk, _PATIENCE_S):
                if not self._started:
                    self._started = True
                    self._finish(IngestReport())
                return self._round()
        except Busy:
            return True
        except DanganError as error:
            self._say(error)
        except OSError as error:
            message = f"收件箱或发件箱暂时用不了：{in_words(error)}"
            self._say(SetupError(message, "请检查网络和文件夹；恢复后会自动继续"))
        return False

    def _say(self, error: DanganError) -> None:
        if error.message not in self._before | self._complaints:
            self._complain(error)
            log_fault(self._desk.workspace, error)
        self._complaints.add(error.message)

    def _round(self) -> bool:
        """One look at the inbox; true while some file is not quiet yet."""
        there = self._there()
        self._seen, quiet = settled(self._seen, there, time.monotonic(), self._desk.settings.watch.quiet_s)
        report = IngestReport()
        for path in in_order(quiet, self._desk):
            if self._stop.is_set():
                break
            self._take(path, there[path], report)
            tell_systemd(ALIVE)
        gone = [path for path in self._waiting if path not in there]
        for path in gone:
            del self._waiting[path]
        # Pending without a new file: what could not be made before, and may be now.
        if report.outcomes or gone or self._desk.ledger.pending(made_with(self._desk)):
            self._finish(report)
        return any(path not in quiet for path in there)

    def _there(self) -> dict[Path, Stamp]:
        forget_taken_away(self._desk)
        stamps: dict[Path, Stamp] = {}
        for path in waiting_files(self._desk, self._digest):
            try:
                stamps[path] = _stamp(path)
            except OSError:
                continue
        return stamps

    def _digest(self, path: Path) -> str:
        """Read again only when the stamp is another one."""
        stamp = _stamp(path)
        known = self._digests.get(path)
        if known is None or known[0] != stamp:
            self._digests[path] = known = (stamp, digest_of_file(path))
        return known[1]

    def _take(self, path: Path, stamp: Stamp, report: IngestReport) -> None:
        try:
            outcome = take(path, self._desk)
        except DanganError as error:
            self._say(error)
            return
        if isinstance(outcome, Waiting):
            if self._waiting.get(path) != outcome:
                self._waiting[path] = outcome
                report.outcomes.append(outcome)
            # Asked again after another quiet time, not in a loop.
            self._seen[path] = Seen(stamp, time.monotonic())
            return
        self._waiting.pop(path, None)
        self._seen.pop(path, None)
        report.outcomes.append(outcome)

    def _finish(self, report: IngestReport) -> None:
        others = [waiting for waiting in self._waiting.values() if waiting not in report.outcomes]
        try:
            finish(self._desk, report, lambda text: tell_systemd(ALIVE), also_waiting=others)
        except DanganError as error:
            self._say(error)
        for failure in report.failures:
            self._say(failure)
        if report.outcomes or report.published:
            self._tell(report)
            log_report(self._desk.workspace, report)


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _load_what_is_heavy() -> None:
    """The first drop shall not pay for imports."""
    from importlib import import_module

    for name in ("chinese_calendar", "docxtpl", "PIL.JpegImagePlugin", "python_calamine"):
        import_module(name)
