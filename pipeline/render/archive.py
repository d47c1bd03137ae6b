"""A zip of which the unchanging members are made once: their headers and deflated bytes are kept ready.

Every member is dated 1980-01-01, so that equal parts give equal bytes. Bytes still differ between compressors and
their versions: across machines compare contents, not archives.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final, NamedTuple

from isal import isal_zlib

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_DATE: Final = 0x0021
"""1980-01-01 as zip writes it; the time is 0."""
_UTF8_NAMES: Final = 0x0800
_DEFLATED: Final = 8
_RAW: Final = -15
"""Window bits as zlib takes them: a bare deflate stream, as zip wants it."""
_VERSION: Final = 20
_STORED: Final = 0
_PACKED: Final = (".jpg", ".jpeg", ".png")
"""Pictures are packed by their own format: they are stored, as Word stores them."""
_FAST: Final = 1
"""ISA-L's level: a quarter of the time of zlib-ng's level 6, and documents 4 % larger."""
_SMALL: Final = 9
"""zlib's level; ISA-L has none that packs as small."""


class Member(NamedTuple):
    """One file of the archive: its local header with data, and its line of the directory without offset."""

    name: bytes
    body: bytes
    method: int
    crc: int
    size: int
    """Before compression, in bytes."""

    def central(self, offset: int) -> bytes:
        packed = len(self.body) - _LOCAL.size - len(self.name)
        head = (b"PK\x01\x02", _VERSION, _VERSION, _UTF8_NAMES, self.method, 0, _DATE, self.crc, packed, self.size)
        return _CENTRAL.pack(*head, len(self.name), 0, 0, 0, 0, 0, offset) + self.name


def member(name: str, content: bytes, *, once: bool = False) -> Member:
    """`once`: it is packed once for all documents, small and slowly. Pictures are stored."""
    raw_name = name.encode()
    method = _STORED if name.endswith(_PACKED) else _DEFLATED
    packed = content if method == _STORED else _deflated(content, once)
    crc = isal_zlib.crc32(content)
    sizes = (crc, len(packed), len(content), len(raw_name), 0)
    local = _LOCAL.pack(b"PK\x03\x04", _VERSION, _UTF8_NAMES, method, 0, _DATE, *sizes)
    return Member(raw_name, local + raw_name + packed, method, crc, len(content))


def _deflated(content: bytes, once: bool) -> bytes:
    return zlib.compress(content, _SMALL, _RAW) if once else isal_zlib.compress(content, _FAST, _RAW)


class Prepared(NamedTuple):
    """The members that never change, as one run of bytes with its part of the directory."""

    body: bytes
    central: bytes
    members: int

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
        count = self.members + len(members)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offset, 0)
        return b"".join((*bodies, directory, end))
