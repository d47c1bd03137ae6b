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

    What a person changed since it was put there goes to `bin`, never lost; `moved` are those, below `folder`. Before a
    file is put `journal` says so: what a killed run has put there before it wrote the list is ours all the same.
    """

    folder: Path
    bin: Path
    journal: Path
    digests: dict[str, str] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ours: dict[str, set[str]] = {}
        for found in (*_lines(self.folder / LIST), *_lines(self.journal)):
            self._ours.setdefault(found[2], set()).add(found[1])

    def put(self, path: str, content: bytes) -> None:
        """`path` is below the folder, with slashes. Raises OSError."""
        digest = digest_of(content)
        target = self.folder / path
        self.digests[path] = digest
        if target.is_file():
            lying = digest_of_file(target)
            if lying == digest:
                return
            if lying not in self._ours.get(path, ()):
                self._move(path)
        self._note(path, digest)
        write_whole(target, content)

    def finish(self) -> dict[str, str]:
        """Writes the list; the digest of each file and of the list itself. A changed file that lapsed stays."""
        for path in self._ours.keys() - self.digests.keys():
            target = self.folder / path
            if target.is_file() and digest_of_file(target) in self._ours[path]:
                move_aside(target, (self.bin / path).parent)
                remove_empty_folders(target.parent, self.folder)
        written = list_of(self.digests)
        write_whole(self.folder / LIST, written)
        self.journal.unlink(missing_ok=True)
        return self.digests | {LIST: digest_of(written)}

    def _note(self, path: str, digest: str) -> None:
        self.journal.parent.mkdir(parents=True, exist_ok=True)
        with self.journal.open("a", encoding="utf-8", newline="\n") as journal:
            journal.write(f"{digest}  {path}\n")

    def _move(self, path: str) -> None:
        self.moved.append(path)
        move_aside(self.folder / path, (self.bin / path).parent)


def list_of(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def told_in(folder: Path) -> dict[str, str]:
    """Path below the folder -> SHA-256, as its list says; nothing where there is none that can be read."""
    return {found[2]: found[1] for found in _lines(folder / LIST)}


def _lines(path: Path) -> list[re.Match[str]]:
    """A line that a killed run left half written is none."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return [found for line in text.split("\n") if (found := _LINE.fullmatch(line)) and _is_below(found[2])]


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
