"""Is a JPEG whole? libjpeg paints grey over what is missing or wrong, and says nothing."""

from __future__ import annotations

import io
import re
from typing import Final

from PIL import Image

_NEXT: Final = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
"""The marker that ends coded data: in it, 0xff is followed by 0 or by a restart marker."""
_RESTART: Final = re.compile(rb"\xff([\xd0-\xd7])")
_BETWEEN_SCANS: Final = {0xC4, 0xDA, 0xDB, 0xDC, 0xDD, 0xFE, *range(0xE0, 0xF0)}
_SCAN, _END = 0xDA, 0xD9
_PROBE: Final = bytes(range(1, 255)) * 8
_SPARE: Final = 64
"""So many bytes more than a picture needs are no damage: webcams and some phones write a few."""


def damage_in(content: bytes) -> str:
    """What is wrong with a JPEG that can be opened, in English; empty where it is whole.

    Finds what is missing and what is left over: rubbish is read as other blocks than were written, more or fewer of
    them. It may pass where that makes the same length, between restart markers, and in a progressive picture, rather
    than a whole picture be refused. Raises OSError where the decoder sees it.
    """
    at = _next_scan(content, 2)
    probed = [content[:at]]
    while at:
        if not (marker := _NEXT.search(content, at)):
            return "no end"
        coded = content[at : marker.start()].rstrip(b"\xff")  # which may stand before a marker as often as one likes
        if any(number[0] != 0xD0 + place % 8 for place, number in enumerate(_RESTART.findall(coded))):
            return "restart markers out of order"
        probed.append(_RESTART.sub(lambda restart: _PROBE + restart[0], coded) + _PROBE)
        if marker[1][0] == _END:
            probed.append(content[marker.start() :])
            if _decoded(content) != _decoded(b"".join(probed)):
                return "data missing"
            return "data left over" if _can_do_without(content[: at + len(coded) - _SPARE]) else ""
        if marker[1][0] not in _BETWEEN_SCANS:
            return f"wrong data at {marker.start()}"
        at = _next_scan(content, marker.end() - 2)
        probed.append(content[marker.start() : at])
    return "no scan"


def _next_scan(content: bytes, at: int) -> int:
    """Where coded data starts behind the segments that begin at `at`; 0 where there is none."""
    while at + 4 <= len(content) and content[at] == 0xFF:
        if content[at + 1] == 0xFF:
            at += 1
            continue
        behind = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] == _SCAN:
            return behind
        at = behind
    return 0


def _can_do_without(content: bytes) -> bool:
    """Whether a picture whose end is cut off has nothing missing: the decoder asks for more where it has."""
    try:
        _decoded(content)
    except OSError:
        return False
    return True


def _decoded(content: bytes) -> bytes:
    """At an eighth of its size, but for a progressive picture, whose last scans do not show in that.

    Data behind the last of a scan is skipped: it changes only a picture that has too little.
    """
    with Image.open(io.BytesIO(content)) as image:
        if "progressive" not in image.info:
            image.draft(image.mode, (1, 1))
        return image.tobytes()
