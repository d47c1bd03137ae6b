"""An append-only file of JSON lines; one that broke off never counts."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from io import RawIOBase
from pathlib import Path
from typing import Any

from pipeline.files.disk import flush, flush_folder
from pipeline.files.publish import make_folder


class Journal:
    """For one writer at a time: several processes write in turn, each while it holds the ledger."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, line: Mapping[str, Any], *, flushed: bool = True) -> None:
        """On disk before it returns, unless it need not be `flushed`. Raises OSError; the line does not count then."""
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        if not self._path.exists():
            make_folder(self._path.parent)
            self._path.touch()
            flush_folder(self._path.parent)
        with self._path.open("a+b", buffering=0) as stream:
            self._cut_off(stream)
            _write(stream, text.encode(errors="surrogatepass") + b"\n")
            if flushed:
                os.fsync(stream.fileno())

    def flush(self) -> None:
        """Every line is on disk. Raises OSError."""
        for fault in flush([self._path] if self._path.exists() else []).values():
            raise fault

    def read(self) -> tuple[list[dict[str, Any]], int]:
        """The whole lines in order, and how many are damaged; what broke off at the end is neither. Raises OSError."""
        try:
            written = self._path.read_bytes().split(b"\n")[:-1]
        except FileNotFoundError:
            return [], 0
        parsed = [_parsed(line) for line in written]
        lines = [line for line in parsed if line is not None]
        return lines, len(parsed) - len(lines)

    def _cut_off(self, stream: RawIOBase) -> None:
        """A line that broke off goes, so that it does not spoil the next."""
        end = stream.seek(0, os.SEEK_END)
        if end:
            stream.seek(end - 1)
            if stream.read(1) != b"\n":
                stream.truncate(self._path.read_bytes().rfind(b"\n") + 1)


def _write(stream: RawIOBase, line: bytes) -> None:
    """In one piece: whoever reads meanwhile sees all of the line or a part that does not count."""
    if stream.write(line) != len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line.decode(errors="surrogatepass"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
