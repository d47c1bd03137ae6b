"""Files of a cache, with the digest of their content in front: what a disk has damaged is made again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from pipeline.files.digest import digest_of
from pipeline.files.publish import write_whole


def kept(path: Path) -> bytes | None:
    """The content as it was kept; None where there is none, or another than was kept."""
    with suppress(OSError):
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest == digest_of(content).encode():
            return content
    return None


def keep(path: Path, content: bytes) -> None:
    with suppress(OSError):  # without a cache everything works, only slower
        write_whole(path, digest_of(content).encode() + b"\n" + content)
