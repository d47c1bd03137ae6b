"""One `dangan watch` works for a workspace; a second one stands by and takes over when the first is gone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeline.flow.desk import Desk
from pipeline.flow.watch_state import SILENT_S, has_died, this_host
from pipeline.ledger.entries import WatcherEntry

BEAT_S: Final = 2.0
"""How often a watcher says that it lives, at most."""


class Duty:
    """Times `at` are seconds of a steady clock: how long another one is silent does not depend on anyone's clock."""

    def __init__(self, desk: Desk) -> None:
        moment = _moment(desk)
        self._me = WatcherEntry(os.urandom(8).hex(), this_host(), os.getpid(), moment, moment)
        self._said = float("-inf")
        self._on_duty = False
        self._heard: dict[str, tuple[int, float]] = {}
        """The others: how often each has said that it lives, and since when that number has stood."""
        self.others: list[WatcherEntry] = []
        """Those that live, as last seen."""

    def stand(self, desk: Desk, at: float) -> bool:
        """Whether it is this one's turn to work. Raises LedgerError; then it is not."""
        due = at - self._said >= BEAT_S
        if self._on_duty and not due:
            return True
        self._on_duty, was = False, self._on_duty
        everyone = [entry for entry in desk.ledger.watchers() if entry.holder != self._me.holder]
        dead = self._dead_among(everyone, at)
        self.others = [entry for entry in everyone if entry.holder not in dead]
        taken = any(entry.on_duty for entry in self.others)
        if due or not taken:
            self._me = replace(self._me, alive=_moment(desk), beats=self._me.beats + 1, on_duty=was)
            self._on_duty = desk.ledger.stand(self._me, dead)
            self._said = at
        return self._on_duty

    def leave(self, desk: Desk) -> None:
        """Raises LedgerError."""
        self._on_duty = False
        desk.ledger.leave(self._me.holder)

    def _dead_among(self, others: Iterable[WatcherEntry], at: float) -> set[str]:
        before, self._heard = self._heard, {}
        for entry in others:
            beats, since = before.get(entry.holder, (entry.beats, at))
            self._heard[entry.holder] = (beats, since) if beats == entry.beats else (entry.beats, at)
        return {entry.holder for entry in others if has_died(entry) or at - self._heard[entry.holder][1] >= SILENT_S}


def _moment(desk: Desk) -> str:
    return desk.now().isoformat(timespec="seconds")
