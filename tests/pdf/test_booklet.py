"""The pile of a booklet reads in order when it is folded."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter

from pipeline.pdf.archival import archival, claims_archival
from pipeline.pdf.binding import picked
from pipeline.pdf.booklet import booklet, folded


def test_two_sheets_for_seven_pages():
    assert list(folded(7)) == [(None, 1), (2, 7), (6, 3), (4, 5)]


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 5, 8, 9, 40])
def test_every_page_is_there_once_and_backs_the_one_before(pages):
    sides = list(folded(pages))
    assert sorted(number for side in sides for number in side if number) == list(range(1, pages + 1))
    for (_, front), (back, _) in zip(sides[::2], sides[1::2], strict=True):
        assert front
        assert back in (front + 1, None)


def test_a_booklet_has_one_side_for_two_pages():
    writer = PdfWriter()
    for _ in range(5):
        writer.add_blank_page(595, 842)
    book = io.BytesIO()
    writer.write(book)
    made = booklet(book.getvalue(), "手册")
    with PdfReader(io.BytesIO(made)) as reader:
        assert len(reader.pages) == 4
        assert all(page.mediabox.width > page.mediabox.height for page in reader.pages)
    assert made == booklet(book.getvalue(), "手册")


@pytest.mark.parametrize("claims", [True, False])
def test_what_is_made_of_a_book_claims_what_the_book_does(claims, tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "page.pdf")
    book = archival(writer, PdfReader(tmp_path / "page.pdf"), "手册", claims=claims)
    for made in (booklet(book, "手册"), picked(book, [0], "手册")):
        assert claims_archival(PdfReader(io.BytesIO(made))) == claims
