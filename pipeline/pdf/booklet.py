"""A book as a booklet: two pages side by side on each A4, so that the pile, folded in the middle, reads in order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from pypdf import PdfReader, PdfWriter

from pipeline.pdf.archival import archival, claims_archival
from pipeline.pdf.paper import HEIGHT, WIDTH, lay_over

_SCALE: Final = HEIGHT / 2 / WIDTH


def booklet(book: bytes, title: str) -> bytes:
    """To be printed on both sides, turned over on the short edge. Each A4 page of `book` becomes an A5 one."""
    writer, reader = PdfWriter(), PdfReader(io.BytesIO(book))
    for left, right in folded(len(reader.pages)):
        side = writer.add_blank_page(HEIGHT, WIDTH)
        for number, x in ((left, 0.0), (right, HEIGHT / 2)):
            if number is not None:
                lay_over(
                    writer, side, reader.pages[number - 1], (_SCALE, 0, 0, _SCALE, x, (WIDTH - HEIGHT * _SCALE) / 2)
                )
    return archival(writer, reader, title, claims=claims_archival(reader))


def folded(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """Which pages, counted from 1, lie left and right on each side, front and back in turn; None is left blank."""
    sheets = -(-pages // 4)
    for sheet in range(sheets):
        outer, inner = 4 * sheets - 2 * sheet, 2 * sheet + 1
        for left, right in ((outer, inner), (inner + 1, outer - 1)):
            yield (left if left <= pages else None, right if right <= pages else None)
