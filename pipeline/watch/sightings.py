"""What the watcher knows of the files in the inbox from one look to the next."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.files.digest import digest_of_file
from pipeline.files.faults import in_words
from pipeline.flow.desk import Desk
from pipeline.flow.intake.lying import InboxView, not_taken, shown, to_take
from pipeline.model.outcome import NotTaken, Waiting
from pipeline.watch.settle import Seen, Stamp, settled

_SHOWN_AFTER_S: Final = 1.0
"""What is taken sooner is not worth a line on the page."""


class Sightings:
    """Times are seconds of a steady clock."""

    def __init__(self) -> None:
        self._seen: dict[Path, Seen] = {}
        self._first: dict[Path, float] = {}
        self._waiting: dict[Path, Waiting] = {}
        """Why a file was not taken when it was tried; forgotten when the file changes."""
        self._closed: list[Waiting] = []
        """Files that cannot even be looked at."""
        self._digests: dict[Path, tuple[Stamp, str]] = {}
        """Of returned files that nobody has touched."""
        self._not_taken: tuple[NotTaken, ...] = ()

    def look(self, desk: Desk, now: float) -> list[Path]:
        """The files that are quiet. Raises OSError when the inbox cannot be read."""
        lying = to_take(desk, self._digest)
        stamps = self._stamps(lying.files, desk)
        before = self._seen
        self._seen, quiet = settled(before, stamps, now, desk.settings.watch.quiet_s)
        self._first = {path: self._first.get(path, now) for path in stamps}
        self._waiting = {
            path: why for path, why in self._waiting.items() if path in before and self._seen.get(path) == before[path]
        }
        self._not_taken = not_taken(lying, desk)
        return quiet

    @property
    def settling(self) -> bool:
        """Some file is not quiet yet."""
        return any(path not in self._waiting for path in self._seen)

    def waits(self, path: Path, why: Waiting) -> bool:
        """Whether that is news."""
        news = self._waiting.get(path) != why
        self._waiting[path] = why
        return news

    def done(self, path: Path) -> None:
        self._seen.pop(path, None)
        self._first.pop(path, None)
        self._waiting.pop(path, None)

    def view(self, desk: Desk, now: float) -> InboxView:
        waiting = [Waiting(shown(path, desk), self._why(path, now, desk)) for path in self._worth_showing(now)]
        return InboxView((*waiting, *self._closed), self._not_taken)

    def _worth_showing(self, now: float) -> list[Path]:
        return [path for path in self._seen if path in self._waiting or now - self._first[path] >= _SHOWN_AFTER_S]

    def _why(self, path: Path, now: float, desk: Desk) -> str:
        if path in self._waiting:
            return self._waiting[path].reason
        return "还在写入" if now - self._seen[path].since < desk.settings.watch.quiet_s else "排着队，轮到就收"

    def _stamps(self, paths: list[Path], desk: Desk) -> dict[Path, Stamp]:
        stamps: dict[Path, Stamp] = {}
        self._closed = []
        for path in paths:
            try:
                stamps[path] = _stamp(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                self._closed.append(Waiting(shown(path, desk), f"暂时读不到（{in_words(error)}），会再看"))
        return stamps

    def _digest(self, path: Path) -> str:
        """Read again only when the stamp is another one."""
        stamp = _stamp(path)
        known = self._digests.get(path)
        if known is None or known[0] != stamp:
            self._digests[path] = known = (stamp, digest_of_file(path))
        return known[1]


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
