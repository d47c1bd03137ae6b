"""The OLE container in which .xls, .et, .doc and encrypted Office files lie: its streams and their bytes.

Format: [MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MARKS: Final = 0xFFFFFFF0
"""Sector numbers from here on mean something else: free, the end of a chain, a sector of the table."""
_FREE: Final = 0xFFFFFFFF
_HEADER: Final = 512
_ENTRY: Final = 128
_SMALL_SECTOR: Final = 64
_ROOT: Final = "Root Entry"


class BrokenOle(Exception):
    """The container is cut off or contradicts itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int


class OleFile:
    """`content` is the whole file. Raises BrokenOle where bytes that the container promises are not there."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER:
            raise BrokenOle("shorter than its header")
        self._content = content
        shift = int.from_bytes(content[30:32], "little")
        self._sector = 1 << shift if shift in {9, 12} else 512
        self._table = self._read_table()
        if len(content) <= self._promised():
            raise BrokenOle("shorter than its table of sectors")
        self._entries = dict(self._directory())

    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        entry = self._entries[name]
        small = name != _ROOT and entry.size < self._number(56)
        data = self._small(entry.start) if small else self._chained(entry.start, self._table)
        if len(data) < entry.size:
            raise BrokenOle(f"the stream {name} is cut off")
        return data[: entry.size]

    def _number(self, offset: int) -> int:
        return int.from_bytes(self._content[offset : offset + 4], "little")

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._sector // 4}I", self._whole(sector))

    def _at(self, sector: int) -> bytes:
        """The last sector of a file need not be filled to its end."""
        return self._content[(sector + 1) * self._sector : (sector + 2) * self._sector]

    def _whole(self, sector: int) -> bytes:
        data = self._at(sector)
        if len(data) < self._sector:
            raise BrokenOle("a sector behind the end of the file")
        return data

    def _read_table(self) -> list[int]:
        """For each sector the one that follows it in its chain; the header and further sectors say where it stands."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        further, seen = self._number(68), set[int]()
        while 0 < further < _MARKS and further not in seen:
            seen.add(further)
            *more, further = self._numbers(further)
            places += more
        table: list[int] = []
        for place in places:
            if place >= _MARKS or len(table) * self._sector > len(self._content):
                break
            table += self._numbers(place)
        return table

    def _promised(self) -> int:
        """Where the last sector in use begins: a whole file goes on behind it."""
        used = len(self._table)
        while used and self._table[used - 1] == _FREE:
            used -= 1
        return used * self._sector

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        """The sectors from `start` on; a chain that comes back to itself ends there."""
        seen = set[int]()
        while start < _MARKS and start not in seen:
            yield start
            seen.add(start)
            start = table[start] if start < len(table) else _MARKS

    def _chained(self, start: int, table: list[int]) -> bytes:
        return b"".join(self._at(sector) for sector in self._chain(start, table))

    def _small(self, start: int) -> bytes:
        """Small streams lie in 64-byte sectors inside the root's stream, with a table of their own."""
        raw = self._chained(self._number(60), self._table)
        table = list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
        inside = self.stream(_ROOT)
        sectors = (inside[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in self._chain(start, table))
        return b"".join(sectors)

    def _directory(self) -> Iterator[tuple[str, _Entry]]:
        raw = b"".join(self._whole(sector) for sector in self._chain(self._number(48), self._table))
        for at in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            name = raw[at : at + 64].decode("utf-16-le", "replace").partition("\x00")[0]
            start, size = struct.unpack_from("<II", raw, at + 116)
            if name:
                yield name, _Entry(start, size)
