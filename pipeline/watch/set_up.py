"""Settings and mappings that are changed while the watcher runs are taken up without a new start."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import DanganError, LedgerError
from pipeline.flow.desk import Desk, set_up_anew
from pipeline.settings.workspace import SETTINGS_NAME, Workspace

_Stamps = tuple[tuple[str, int, int], ...]


class SetUp:
    """Knows which files the desk was set up with."""

    def __init__(self, workspace: Workspace) -> None:
        self._loaded = self._seen = _stamps(workspace)
        self._ledger = _number(workspace.ledger)
        self._refused: tuple[_Stamps, DanganError] | None = None

    def current(self, desk: Desk) -> Desk:
        """The desk with what holds now; raises DanganError as long as what holds now does not fit.

        A change is taken up when two looks have found it the same: it may be half written.
        """
        stamps = _stamps(desk.workspace)
        stable, self._seen = stamps == self._seen, stamps
        if not stable or stamps == self._loaded:
            return desk
        if self._refused and self._refused[0] == stamps:
            raise self._refused[1]
        try:
            fresh = set_up_anew(desk)
        except DanganError as error:
            told = type(error)(f"改动没有采用，仍照原来的处理：{error.message}", error.hint)
            self._refused = (stamps, told)
            raise told from error
        self._loaded = stamps
        return fresh

    def check_ledger(self, desk: Desk) -> None:
        """A ledger that was put in the place of the one that is open is opened. Raises LedgerError where none is."""
        number = _number(desk.workspace.ledger)
        if number == 0:
            raise LedgerError(f"台账库不见了：{desk.workspace.ledger}", "请停下 dangan watch，运行 dangan recover")
        if number != self._ledger:
            desk.ledger.close()
            self._ledger = number


def _stamps(workspace: Workspace) -> _Stamps:
    """Files that cannot be looked at are left out: reading them will say why."""
    stamps = []
    for path in (workspace.root / SETTINGS_NAME, *sorted(workspace.mappings.rglob("*.yaml"))):
        try:
            status = path.stat()
        except OSError:
            continue
        stamps.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(stamps)


def _number(path: Path) -> int:
    """The file's own number; 0 where there is no file."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0
