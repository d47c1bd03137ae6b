"""A piece for the archive: its documents as one PDF, stamped on the first page, numbered at the upper outer corners.

The documents' own pages stay as they are; where there is no room above what is printed, a page is made a little
smaller.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter

from pipeline.pdf.annotations import add_page, lost_from
from pipeline.pdf.archival import archival, claims_archival
from pipeline.pdf.ink import ink_top
from pipeline.pdf.paper import HEIGHT, WIDTH, crop, fit_to_paper, lay_over, shrink

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it remarks on a foreign file is for no user

_MM: Final = 72 / 25.4
STAMP_TOP: Final = 8.0
"""How far below the edge the printed stamps begin, in millimetres."""
_STAMP: Final = 16.0
_LEAST: Final = 3.5
_AIR: Final = 2.5
_FOR_STAMP: Final = _LEAST + _STAMP + _AIR
_FOR_NUMBER: Final = 14.0
_SMALL: Final = 120.0
"""A page that is narrower or lower is put on A4."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Printed by the converter on A4: `stamps` one on each page, 45 x 16 mm, in the middle, 8 mm below the edge;

    `numbers` nothing but each page's number, odd ones at the right.
    """

    stamps: PdfReader
    numbers: PdfReader

    @classmethod
    def of(cls, stamps: Path, numbers: Path) -> Marks:
        return cls(PdfReader(stamps), PdfReader(numbers))


def marked_piece(title: str, parts: Sequence[Path], marks: Marks, stamp: int) -> bytes:
    """`stamp` counts the stamps from 0. The same piece gives the same bytes."""
    writer = _copied(parts)
    for number, page in enumerate(writer.pages, 1):
        _mark(writer, page, number, marks, marks.stamps.pages[stamp] if number == 1 else None)
    claims = all(map(_claims, parts)) and claims_archival(marks.stamps) and claims_archival(marks.numbers)
    return archival(writer, marks.stamps, title, claims=claims)


def undated(title: str, pdf: Path) -> bytes:
    """Printed by the converter, without the time at which it was."""
    printed = PdfReader(pdf)
    return archival(_copied([pdf]), printed, title, claims=claims_archival(printed))


def _claims(pdf: Path) -> bool:
    with PdfReader(pdf) as reader:
        return claims_archival(reader)


def _copied(parts: Iterable[Path]) -> PdfWriter:
    writer = PdfWriter()
    for part in parts:
        with PdfReader(part) as reader:
            for page in reader.pages:
                add_page(writer, page)
    return writer


def pages_in(pdf: Path) -> int:
    """0 where it cannot be taken into a piece, as one that is locked or broken."""
    try:
        with PdfReader(pdf) as reader:
            if reader.is_encrypted:
                return 0
        pages = _copied([pdf]).pages
        for page in pages:
            ink_top(page)
    except Exception:  # whatever a foreign file brings pypdf to raise
        return 0
    return len(pages)


def lost_annotations(pdf: Path) -> int:
    """How many of one that `pages_in` can take are in no piece made of it."""
    with PdfReader(pdf) as reader:
        return sum(map(lost_from, reader.pages))


def _mark(writer: PdfWriter, page: PageObject, number: int, marks: Marks, stamp: PageObject | None) -> None:
    crop(writer, page)
    if min(page.mediabox.width, page.mediabox.height) < _SMALL * _MM:
        fit_to_paper(writer, page, 0)
    box = page.mediabox
    wider, up = float(box.width) - WIDTH, float(box.top) - HEIGHT
    left = float(box.left)
    above = _room_above(writer, page, (_FOR_STAMP if stamp else _FOR_NUMBER) * _MM)
    lay_over(writer, page, marks.numbers.pages[number - 1], (1, 0, 0, 1, left + (wider if number % 2 else 0), up))
    if stamp:
        top = min(STAMP_TOP, above / _MM - _STAMP - _AIR)
        lay_over(writer, page, stamp, (1, 0, 0, 1, left + wider / 2, up + (STAMP_TOP - top) * _MM))


def _room_above(writer: PdfWriter, page: PageObject, needed: float) -> float:
    """The blank height above what is printed, in points; made where there is less than is needed."""
    height, printed = float(page.mediabox.height), ink_top(page) - float(page.mediabox.bottom)
    scale = min(1.0, (height - needed) / printed) if printed else 1.0
    # Also where it stays as large: what is laid over it must not stand under a matrix that it leaves behind.
    shrink(writer, page, scale)
    return height - printed * scale
