"""Listens for changes below the inbox, so that a drop is seen at once. Without it the rescan alone does the work."""

from __future__ import annotations

import logging
import time
import warnings
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

from pipeline.errors import SetupError
from pipeline.files.faults import in_words

if TYPE_CHECKING:
    from watchdog.events import FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

_TRY_AGAIN_S: Final = 60.0


class Lookout:
    """Sets `wake` at each event. Begins anew when the inbox went away and came back, or the listening died."""

    def __init__(self, inbox: Path, wake: Event) -> None:
        # It warns of folders that are made and filled at once, and logs tracebacks; the rescan finds what it lost.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        logging.getLogger("watchdog").setLevel(logging.CRITICAL + 1)
        self._inbox = inbox
        self._wake = wake
        self._observer: BaseObserver | None = None
        self._of: tuple[int, int] | None = None
        """Device and number of the folder that is listened to, or was tried last."""
        self._tried = float("-inf")
        self._refused: SetupError | None = None

    def keep(self) -> None:
        """Raises SetupError while the system refuses; an inbox that is gone is for others to tell."""
        folder = _identity(self._inbox)
        if folder is None or (folder == self._of and self._is_alive()):
            return
        if self._refused and folder == self._of and time.monotonic() - self._tried < _TRY_AGAIN_S:
            raise self._refused
        self.end()
        self._of, self._tried = folder, time.monotonic()
        self._refused = self._begin()
        if self._refused:
            raise self._refused

    def _begin(self) -> SetupError | None:
        from watchdog.observers import Observer

        observer = Observer()
        try:
            observer.schedule(_waker(self._wake), str(self._inbox), recursive=True)
            observer.start()
        except (OSError, RuntimeError) as error:  # the second when no thread can be had
            why = in_words(error) if isinstance(error, OSError) else str(error)
            hint = "文件照样会收；要一放就收，请让管理员调高系统的 inotify 上限"
            return SetupError(f"收不到收件箱的变动通知（{why}），改为每隔几秒查看一次", hint)
        self._observer = observer
        return None

    def _is_alive(self) -> bool:
        observer = self._observer
        return observer is not None and observer.is_alive() and all(each.is_alive() for each in observer.emitters)

    def end(self) -> None:
        observer, self._observer = self._observer, None
        if observer:
            observer.stop()
            observer.join(5)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _waker(wake: Event) -> FileSystemEventHandler:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class Waker(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in {"opened", "closed_no_write"}:
                wake.set()

    return Waker()
