"""A zip of which the unchanging members are made once: their headers and deflated bytes are kept ready.

Every member is dated 1980-01-01, so that equal parts give equal bytes. Bytes still differ between compressors and
their versions: across machines compare contents, not archives.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from zlib_ng import zlib_ng

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DATE: Final = 0x0021
"""1980-01-01 as zip writes it; the time is 0."""
_UTF8_NAMES: Final = 0x0800
_DEFLATED: Final = 8
_VERSION: Final = 20
_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive, deflated: its local header with data, and its line of the directory without offset."""

    name: bytes
    body: bytes
    crc: int
    size: int
    """Before compression, in bytes."""

    def central(self, offset: int) -> bytes:
        packed = len(self.body) - _LOCAL.size - len(self.name)
        head = (b"PK\x01\x02", _VERSION, _VERSION, _UTF8_NAMES, _DEFLATED, 0, _DATE, self.crc, packed, self.size)
        return _CENTRAL.pack(*head, len(self.name), 0, 0, 0, 0, 0, offset) + self.name


def member(name: str, content: bytes) -> Member:
    """Deflates `content`."""
    raw_name = name.encode()
    squeeze = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    crc = zlib_ng.crc32(content)
    sizes = (crc, len(packed), len(content), len(raw_name), 0)
    local = _LOCAL.pack(b"PK\x03\x04", _VERSION, _UTF8_NAMES, _DEFLATED, 0, _DATE, *sizes)
    return Member(raw_name, local + raw_name + packed, crc, len(content))


@dataclass(frozen=True, slots=True)
class Prepared:
    """The members that never change, as one run of bytes with its part of the directory."""

    body: bytes
    central: bytes
    count: int

    @classmethod
    def of(cls, members: list[Member]) -> Prepared:
        offset, lines = 0, []
        for each in members:
            lines.append(each.central(offset))
            offset += len(each.body)
        return cls(b"".join(each.body for each in members), b"".join(lines), len(members))

    def with_members(self, members: list[Member]) -> bytes:
        """The whole archive: what is prepared, then `members`."""
        offset = len(self.body)
        bodies, lines = [self.body], [self.central]
        for each in members:
            bodies.append(each.body)
            lines.append(each.central(offset))
            offset += len(each.body)
        directory = b"".join(lines)
        count = self.count + len(members)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
        return b"".join((*bodies, directory, end))
