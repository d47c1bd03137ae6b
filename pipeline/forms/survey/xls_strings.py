"""How long the texts are that the cells of an .xls share.

Format: [MS-XLS] 2.4.265 (SST) and 2.5.293 (XLUnicodeRichExtendedString): the list goes on in CONTINUE records, each of
which begins with a new width when it cuts the characters of a text.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from pipeline.forms.survey.facts import Unsound

_WIDE, _PHONETIC, _RICH = 1, 4, 8
_RUN: Final = 4


def text_lengths(records: Sequence[bytes]) -> list[int]:
    """Characters of each text, in order; `records` are the list's own data and those of its continuations."""
    if not records:
        return []
    if int.from_bytes(records[0][4:8], "little") > sum(map(len, records)):
        raise Unsound("more texts than bytes")
    strings = _Strings(records)
    lengths: list[int] = []
    while not strings.is_at_end():
        lengths.append(strings.skip_one())
    return lengths


class _Strings:
    """Walks over the texts without making them."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._record = 0
        self._at = 8  # behind the two counts

    def is_at_end(self) -> bool:
        while self._record < len(self._records) and self._at >= len(self._records[self._record]):
            self._next(self._at - len(self._records[self._record]))
        return self._record >= len(self._records)

    def skip_one(self) -> int:
        data = self._records[self._record]
        length, flags = struct.unpack_from("<HB", data, self._at)
        self._at += 3
        behind = 0
        if flags & _RICH:
            behind += _RUN * self._number("<H", 2)
        if flags & _PHONETIC:
            behind += self._number("<I", 4)
        self._skip_characters(length, 2 if flags & _WIDE else 1)
        self._at += behind
        return int(length)

    def _number(self, form: str, size: int) -> int:
        (number,) = struct.unpack_from(form, self._records[self._record], self._at)
        self._at += size
        return int(number)

    def _skip_characters(self, left: int, width: int) -> None:
        while left:
            here = min(left, (len(self._records[self._record]) - self._at) // width)
            self._at += here * width
            left -= here
            if left:
                self._next(0)
                width = 2 if self._number("<B", 1) & _WIDE else 1

    def _next(self, at: int) -> None:
        self._record += 1
        self._at = at
