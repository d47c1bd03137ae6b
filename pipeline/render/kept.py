"""Files of a cache, with the digest of their content in front: what a disk has damaged is made again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.files.publish import aside_in


def kept(path: Path) -> bytes | None:
    """The content as it was kept; None where there is none, or another than was kept."""
    with suppress(OSError):
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest == digest_of(content).encode():
            return content
    return None


def keep(path: Path, content: bytes) -> None:
    """Nobody sees a part of it. Not flushed: what a power cut takes is made again."""
    aside = Path(aside_in(str(path.parent), os.urandom(6).hex()))
    with suppress(OSError):  # without a cache everything works, only slower
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(digest_of(content).encode() + b"\n" + content)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
