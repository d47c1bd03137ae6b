"""An append-only file of JSON lines: each is on disk before the call returns, and one that broke off never counts."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.files.publish import make_folder, sync_folder


class Journal:
    """Nobody else writes to it at the same time: see flow/turn.py."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, line: Mapping[str, Any]) -> None:
        """Raises OSError; the line does not count then."""
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        if not self._path.exists():
            make_folder(self._path.parent)
            self._path.touch()
            sync_folder(self._path.parent)
        self._cut_off()
        with self._path.open("ab") as stream:
            stream.write(text.encode(errors="surrogatepass") + b"\n")
            stream.flush()
            os.fsync(stream.fileno())

    def read(self) -> tuple[list[dict[str, Any]], int]:
        """The whole lines in order, and how many are damaged; what broke off at the end is neither. Raises OSError."""
        try:
            written = self._path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return [], 0
        parsed = [_parsed(line) for line in written]
        lines = [line for line in parsed if line is not None]
        return lines, len(parsed) - len(lines)

    def _cut_off(self) -> None:
        """A line that broke off goes, so that it does not spoil the next."""
        with self._path.open("r+b") as stream:
            end = stream.seek(0, os.SEEK_END)
            if end:
                stream.seek(end - 1)
                if stream.read() != b"\n":
                    stream.truncate(self._path.read_bytes().rfind(b"\n") + 1)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line.decode(errors="surrogatepass"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
