"""The set as it is handed over: its files in one folder, a list of their digests, and all of it as one ZIP."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.files.digest import digest_of, digest_of_file
from pipeline.files.publish import move_aside, remove_empty_folders, write_whole

LIST: Final = "SHA256SUMS.txt"
"""As `sha256sum -c` reads it."""
_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16


@dataclass
class HandOver:
    """Files are put one by one; `finish` takes away what the set no longer has.

    What a person changed since it was put there goes to `bin`, never lost; `moved` are those, below `folder`.
    """

    folder: Path
    bin: Path
    digests: dict[str, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._before = told_in(self.folder)

    def put(self, path: str, content: bytes) -> None:
        """`path` is below the folder, with slashes. Raises OSError."""
        digest = digest_of(content)
        target = self.folder / path
        self.digests[path] = digest
        if target.is_file():
            lying = digest_of_file(target)
            if lying == digest:
                return
            if lying != self._before.get(path):
                self._move(path)
        write_whole(target, content)

    def finish(self) -> dict[str, str]:
        """Writes the list; the digest of each file and of the list itself. A changed file that lapsed stays."""
        for path in self._before.keys() - self.digests.keys():
            target = self.folder / path
            if target.is_file() and digest_of_file(target) == self._before[path]:
                move_aside(target, (self.bin / path).parent)
                remove_empty_folders(target.parent, self.folder)
        written = list_of(self.digests)
        write_whole(self.folder / LIST, written)
        return self.digests | {LIST: digest_of(written)}

    def _move(self, path: str) -> None:
        self.moved.append(path)
        move_aside(self.folder / path, (self.bin / path).parent)


def list_of(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def told_in(folder: Path) -> dict[str, str]:
    """Path below the folder -> SHA-256, as its list says; nothing where there is none that can be read."""
    try:
        text = (folder / LIST).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    return {
        found[2]: found[1] for line in text.splitlines() if (found := _LINE.fullmatch(line)) and _is_below(found[2])
    }


def _is_below(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and ":" not in path


def packed(folder: Path, paths: list[str], top: str, into: Path) -> None:
    """A ZIP of those files below a folder called `top`; the same files give the same bytes."""
    with zipfile.ZipFile(into, "w") as package:
        for path in sorted(paths):
            info = zipfile.ZipInfo(f"{top}/{path}", _FIRST_DAY)
            info.create_system = 3
            info.external_attr = _READABLE
            with (folder / path).open("rb") as source, package.open(info, "w") as target:
                while piece := source.read(1 << 20):
                    target.write(piece)
