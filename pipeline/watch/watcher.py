"""The loop that keeps a workspace up to date. An event only wakes it; what is to be done it sees in the folder."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import DanganError, SetupError
from pipeline.files.faults import in_words
from pipeline.flow.assembly.behind import is_behind
from pipeline.flow.assembly.resume import resume
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.flow.ingest import IngestReport, bring_up_to_date, carry_out_orders
from pipeline.flow.intake.lying import InboxView, shown
from pipeline.flow.intake.taking import take_all
from pipeline.flow.log import log_lines, log_report
from pipeline.flow.returning.answering import forget_taken_away
from pipeline.flow.turn import Busy, turn
from pipeline.model.outcome import NotTaken, Outcome, Waiting
from pipeline.watch.complaints import Complaints
from pipeline.watch.duty import BEAT_S, Duty
from pipeline.watch.lookout import Lookout
from pipeline.watch.notify import ALIVE, READY, STOPPING, tell_systemd
from pipeline.watch.page import Page
from pipeline.watch.set_up import SetUp
from pipeline.watch.sightings import Sightings

_PATIENCE_S: Final = 1.0
"""How long a round waits for another process; then it is put off, for the inbox to be looked at again."""
_STANDBY_S: Final = 1.0
_BREATH_S: Final = 0.03
"""Between two looks: a large file that is being written brings events without end."""
_PAGE_S: Final = 1.5
"""How often the page is looked after within a long round."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears of every round that did something, of every fault, once while it lasts, and of who works."""

    report: Callable[[IngestReport], None]
    fault: Callable[[DanganError], None]
    note: Callable[[str], None]


class Watcher:
    """Takes what is dropped until it is stopped."""

    def __init__(self, desk: Desk, ears: Ears, crew: Crew) -> None:
        self._desk = desk
        self._ears = ears
        self._crew = crew
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._complaints = Complaints(desk.workspace, ears.fault)
        self._lookout = Lookout(desk.workspace.inbox, self._wake)
        self._duty = Duty(desk)
        self._set_up = SetUp(desk.workspace)
        self._sightings = Sightings()
        self._page = Page()
        self._role = ""
        self._started = False
        self._told_not_taken: set[NotTaken] = set()
        self._failures: list[DanganError] = []
        self._page_looked_after = 0.0

    def run(self) -> None:
        """Returns when it is stopped; raises nothing that a later round could mend."""
        tell_systemd(READY)
        try:
            while not self._stop.is_set():
                self._wake.clear()
                pause = self._look()
                tell_systemd(ALIVE)
                self._rest(pause)
        finally:
            tell_systemd(STOPPING)
            self._leave()

    def wake(self) -> None:
        """Something may have changed: look now."""
        self._wake.set()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()

    def _rest(self, pause: float) -> None:
        """Until something happens or the pause is over; says meanwhile that it lives."""
        end = time.monotonic() + pause
        while not self._wake.wait(min(BEAT_S, max(0.0, end - time.monotonic()))) and time.monotonic() < end:
            with suppress(DanganError):  # the next round meets the same fault, and tells it
                self._duty.stand(self._desk, time.monotonic())
            tell_systemd(ALIVE)
        self._stop.wait(_BREATH_S)

    def _look(self) -> float:
        """A round, or why there was none: the inbox may be gone for a while, the ledger busy. Returns the pause."""
        self._complaints.next_round()
        settings = self._desk.settings.watch
        try:
            self._set_up.check_ledger(self._desk)
            if not self._is_on_duty():
                return _STANDBY_S
            self._refresh_set_up()
            self._listen()
            with turn(self._desk, _PATIENCE_S):
                self._round()
            return settings.quiet_s / 4 if self._sightings.settling else settings.rescan_s
        except Busy:
            return settings.quiet_s / 4
        except DanganError as error:
            self._trouble(error)
        except OSError as error:
            message = f"收件箱或发件箱暂时用不了：{in_words(error)}"
            self._trouble(SetupError(message, "请检查网络和文件夹；恢复后会自动继续"))
        except Exception as error:
            # A fault of ours: the next round may do without what brought it to light.
            message = f"这一轮没有做完：程序内部出错（{type(error).__name__}：{error}）"
            self._trouble(DanganError(message, "会自动再试；一直这样时请把这句话交给维护人员"))
        return settings.rescan_s

    def _trouble(self, error: DanganError) -> None:
        self._complaints.say(error)
        self._show(InboxView(alarms=(error,)))

    def _is_on_duty(self) -> bool:
        on_duty = self._duty.stand(self._desk, time.monotonic())
        if on_duty:
            self._say_role("on duty", f"{'已接手，' if self._role else ''}正在守着 {self._desk.workspace.inbox}")
        else:
            holder = next((entry for entry in self._duty.others if entry.on_duty), None)
            whose = f"{holder.host}（进程 {holder.pid}）" if holder else "别处"
            self._say_role("standby", f"{whose} 的 dangan watch 正守着这个收件箱；这一个候补，它停了就接手。")
        return on_duty

    def _say_role(self, role: str, told: str) -> None:
        if role != self._role:
            self._ears.note(told)
            log_lines(self._desk.workspace, [told])
        self._role = role

    def _refresh_set_up(self) -> None:
        try:
            fresh = self._set_up.current(self._desk)
        except DanganError as error:
            self._complaints.say(error)
            return
        if fresh is not self._desk:
            self._desk = fresh
            self._page.out_of_date()
            told = "设置或映射有改动，已经采用。"
            self._ears.note(told)
            log_lines(fresh.workspace, [told])

    def _listen(self) -> None:
        try:
            self._lookout.keep()
        except SetupError as error:
            self._complaints.say(error)

    def _round(self) -> None:
        """One look at the inbox, and what follows from it."""
        if not self._started:
            # First what an earlier run left half-done: as long as the records are the same, it is known what is ours.
            self._started = True
            resumed = resume(self._desk, self._crew, lambda text: self._breathe())
            self._finish(IngestReport(published=resumed.published, resumed=resumed.finished))
        report = IngestReport()
        carry_out_orders(self._desk, report)
        forget_taken_away(self._desk)
        quiet = self._sightings.look(self._desk, time.monotonic())
        goes_on = lambda: not self._stop.is_set()  # noqa: E731
        for path, outcome in take_all(quiet, self._desk, self._crew, self._breathe, goes_on):
            self._taken(path, outcome, report)
        report.not_taken += self._new_not_taken()
        # Pending without a new file: what could not be made before, and may be now.
        if report.outcomes or report.not_taken or is_behind(self._desk):
            self._finish(report)
        self._hear_failures(report)
        self._show(self._sightings.view(self._desk, time.monotonic()))

    def _taken(self, path: Path, outcome: Outcome | DanganError, report: IngestReport) -> None:
        if isinstance(outcome, DanganError):
            self._complaints.say(outcome)
            self._sightings.waits(path, Waiting(shown(path, self._desk), outcome.message))
            return
        if isinstance(outcome, Waiting):
            if self._sightings.waits(path, outcome):
                report.outcomes.append(outcome)
            return
        self._sightings.done(path)
        report.outcomes.append(outcome)

    def _new_not_taken(self) -> list[NotTaken]:
        there = set(self._sightings.view(self._desk, time.monotonic()).not_taken)
        news = sorted(there - self._told_not_taken, key=lambda item: item.file)
        self._told_not_taken = there
        return news

    def _finish(self, report: IngestReport) -> None:
        try:
            bring_up_to_date(self._desk, self._crew, report, lambda text: self._breathe(), self._breathe)
        except DanganError as error:
            report.failures.append(error)
        self._hear_failures(report)
        if report.outcomes or report.published or report.not_taken:
            self._page.out_of_date()
            self._ears.report(report)
            log_report(self._desk.workspace, report)

    def _hear_failures(self, report: IngestReport) -> None:
        self._failures = report.failures
        for failure in report.failures:
            self._complaints.say(failure)

    def _breathe(self) -> None:
        """Within a long round: says that it lives, and shows on the page what has come meanwhile."""
        tell_systemd(ALIVE)
        now = time.monotonic()
        if now - self._page_looked_after < _PAGE_S:
            return
        with suppress(DanganError, OSError):  # the next round meets the same fault, and tells it
            self._duty.stand(self._desk, now)
            self._sightings.look(self._desk, now)
            self._page.out_of_date()
            self._show(self._sightings.view(self._desk, now))

    def _show(self, inbox: InboxView) -> None:
        self._page_looked_after = time.monotonic()
        standby = tuple(entry.holder for entry in self._duty.others)
        try:
            self._page.show(self._desk, inbox, [*self._complaints.standing, *self._failures], standby)
        except DanganError as error:
            self._complaints.say(error)

    def _leave(self) -> None:
        log_lines(self._desk.workspace, ["停止守着收件箱"])
        self._lookout.end()
        with suppress(DanganError):
            self._duty.leave(self._desk)
            if self._role == "on duty":
                self._page.out_of_date()
                self._show(self._sightings.view(self._desk, time.monotonic()))
