"""Printed documents bound into one book: mirrored margins, running heads, bookmarks, links from the contents.

The documents' own pages are taken as they are; what is added are short content streams before and behind theirs.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Destination, Fit, IndirectObject, NameObject, NumberObject

from pipeline.errors import ConverterError
from pipeline.pdf.annotations import add_page
from pipeline.pdf.archival import archival, claims_archival
from pipeline.pdf.book import Layout, Placed
from pipeline.pdf.paper import A4, WIDTH, fit_to_paper, lay_over

_POINTS: Final = 72 / 25.4
_LINE: Final = 20.0
"""The height of a line of the contents that can be clicked, in points."""
_MARGIN: Final = 28 * _POINTS
_PRINTED: Final = NumberObject(4)
"""An annotation's flag that PDF/A asks for."""


@dataclass(frozen=True, slots=True)
class Book:
    """`front` are the sheets before the first numbered page, each on a right-hand page: cover, instructions.

    `contents` is the printed list of `listed`, in their order, one outline entry of that PDF for each, or none at all.
    `heads` holds the running head of a right-hand page and that of a left-hand one, `numbers` for each page of the body
    one with nothing but its number. All of them are A4, printed by the converter.
    """

    title: str
    front: Sequence[Path]
    contents: Path
    listed: Sequence[Placed]
    body: Layout
    heads: Path
    numbers: Path


def page_counts(pdfs: Iterable[Path]) -> dict[Path, int]:
    return {pdf: _pages_in(pdf) for pdf in dict.fromkeys(pdfs)}


def _pages_in(pdf: Path) -> int:
    with PdfReader(pdf) as reader:
        return len(reader.pages)


def front_pages(book: Book) -> int:
    """How many pages lie before the first numbered one, blank backs included."""
    counts = page_counts([*book.front, book.contents])
    return sum(count + count % 2 for count in counts.values())


def picked(whole: bytes, pages: Collection[int], title: str) -> bytes:
    """Some pages of a book, by their place in it from 0, in order; with the other side of each sheet."""
    writer, reader = PdfWriter(), PdfReader(io.BytesIO(whole))
    sides = {side for page in pages for side in (page - page % 2, page - page % 2 + 1)}
    for page in sorted(side for side in sides if side < len(reader.pages)):
        writer.add_page(reader.pages[page], excluded_keys=("/Annots",))
    if len(writer.pages) % 2:
        writer.add_blank_page(*A4)
    return archival(writer, reader, title, claims=claims_archival(reader))


def bound(book: Book) -> bytes:
    """The same book gives the same bytes. Raises ConverterError where the contents are not a list of `listed`."""
    writer = PdfWriter()
    for pdf in book.front:
        _add_front(writer, pdf)
    contents_at = len(writer.pages)
    _add_front(writer, book.contents)
    body_at = len(writer.pages)
    _add_body(writer, book)
    _bookmark(writer, book.body.placed, body_at)
    for listed, (page, top) in zip(book.listed, _lines(book), strict=False):
        _link(writer, contents_at + page, top, body_at + listed.page - 1)
    claims = all(claims_archival(PdfReader(pdf)) for pdf in _pdfs_of(book))
    return archival(writer, PdfReader(book.heads), book.title, claims=claims)


def _pdfs_of(book: Book) -> Collection[Path]:
    parts = [placed.part.pdf for placed in book.body.placed if placed.part.pdf]
    return dict.fromkeys([*book.front, book.contents, *parts, book.heads, book.numbers])


def _add_front(writer: PdfWriter, pdf: Path) -> None:
    """With a blank back where the next would else begin on a left-hand page."""
    for page in PdfReader(pdf).pages:
        add_page(writer, page)
    if len(writer.pages) % 2:
        writer.add_blank_page(*A4)


def _add_body(writer: PdfWriter, book: Book) -> None:
    before = len(writer.pages)
    heads, numbers = PdfReader(book.heads).pages, PdfReader(book.numbers).pages
    for placed in book.body.placed:
        part = placed.part
        if part.pdf is None:
            continue
        while len(writer.pages) - before < placed.page - 1:
            writer.add_blank_page(*A4)
        for number, page in enumerate(PdfReader(part.pdf).pages, placed.page):
            added = add_page(writer, page)
            is_left = number % 2 == 0
            fit_to_paper(writer, added, -part.wider_left * _POINTS if is_left else 0)
            lay_over(writer, added, heads[is_left])
            lay_over(writer, added, numbers[number - 1], (1, 0, 0, 1, 0, -part.number_lower * _POINTS))


def _bookmark(writer: PdfWriter, placed: Iterable[Placed], body_at: int) -> None:
    above: list[IndirectObject] = []
    for one in placed:
        del above[one.depth :]
        parent = above[-1] if above else None
        page = body_at + one.page - 1
        above.append(writer.add_outline_item(title=one.part.title, page_number=page, parent=parent))


def _lines(book: Book) -> list[tuple[int, float]]:
    """Page, from 0, and upper edge of each line of the contents; none where the converter tells of no lines: Word."""
    contents = PdfReader(book.contents)
    entries = list(_flat(contents.outline))
    if entries and len(entries) != len(book.listed):
        raise ConverterError(f"工作手册的目录应有 {len(book.listed)} 行，印出来的却有 {len(entries)} 行")
    return [(contents.get_destination_page_number(entry) or 0, float(entry.top or 0)) for entry in entries]


def _flat(outline: Sequence[Any]) -> Iterator[Destination]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _link(writer: PdfWriter, page: int, top: float, target: int) -> None:
    area = (_MARGIN, top - _LINE, WIDTH - _MARGIN, top)
    link = Link(rect=area, target_page_index=target, fit=Fit.fit())
    link[NameObject("/F")] = _PRINTED
    writer.add_annotation(page, link)
