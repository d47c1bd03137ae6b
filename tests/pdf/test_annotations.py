"""What lies over a stranger's page: a stamp, a signature, a filled field stay where they are on it; links do not."""

from __future__ import annotations

import re

import pytest
from foreign_pdf import STAMP, annotation, page_with
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NullObject, RectangleObject, TextStringObject

from pipeline.pdf.annotations import add_page
from pipeline.pdf.paper import fit_to_paper
from pipeline.pdf.piece import lost_annotations, pages_in

OWN = b"2 0 0 2 30 40 cm 0 0 10 10 re f"
"""Leaves its matrix behind."""


def stamps_on(page) -> list[tuple[float, ...]]:
    """Left, bottom, right, top of each, with every matrix that it stands under."""
    objects, found, stack, now = page["/Resources"]["/XObject"], [], [], (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for six, operator, name in re.findall(
        rb"((?:[-\d.]+ ){6})cm|\b(q|Q)\b|(/Over\d+) Do", page.get_contents().get_data()
    ):
        if six:
            now = times(tuple(map(float, six.split())), now)
        elif operator == b"q":
            stack.append(now)
        elif operator == b"Q":
            now = stack.pop()
        elif (form := objects[name.decode()].get_object()).get_data() == STAMP:
            a, b, c, d, e, f = times(tuple(map(float, form["/Matrix"])), now)
            points = [(a * x + c * y + e, b * x + d * y + f) for x in (0, 10) for y in (0, 10)]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def times(first, second):
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


@pytest.mark.parametrize("kind", ["/Stamp", "/Widget", "/FreeText"])
def test_a_stamp_stays_on_its_rectangle(kind, tmp_path):
    reader = page_with(tmp_path / "a.pdf", OWN, annotation(kind, (100, 200, 140, 220)))
    page = add_page(PdfWriter(), reader.pages[0])
    assert stamps_on(page) == [pytest.approx((100, 200, 140, 220))]
    assert "/Annots" not in page


def test_of_a_box_the_state_that_it_is_in(tmp_path):
    reader = page_with(tmp_path / "a.pdf", OWN, annotation("/Widget", (0, 0, 10, 10), on="/Yes"))
    assert len(stamps_on(add_page(PdfWriter(), reader.pages[0]))) == 1


def test_on_a_turned_page_it_turns_too(tmp_path):
    """The page is shown turned to the right: its left edge is above."""
    reader = page_with(tmp_path / "a.pdf", OWN, annotation("/Stamp", (100, 200, 140, 220)), rotation=90)
    writer = PdfWriter()
    page = add_page(writer, reader.pages[0])
    page.transfer_rotation_to_content()
    assert stamps_on(page) == [pytest.approx((200, 595 - 140, 220, 595 - 100))]


def test_on_a_page_that_is_moved_it_moves_too(tmp_path):
    writer = PdfWriter()
    reader = page_with(tmp_path / "a.pdf", OWN, annotation("/Stamp", (100, 200, 140, 220)))
    page = add_page(writer, reader.pages[0])
    fit_to_paper(writer, page, -20)
    assert stamps_on(page) == [pytest.approx((80, 200, 120, 220))]


@pytest.mark.parametrize(
    "odd",
    [
        annotation("/Link", (0, 0, 10, 10)),
        annotation("/Popup", (0, 0, 10, 10)),
        annotation("/Stamp", (0, 0, 10, 10), flags=2),
    ],
)
def test_what_is_not_seen_is_not_drawn(odd, tmp_path):
    reader = page_with(tmp_path / "a.pdf", OWN, odd)
    assert add_page(PdfWriter(), reader.pages[0]).get_contents().get_data().strip() == OWN


def test_what_is_broken_does_not_keep_the_page_out(tmp_path):
    flat, pointless = annotation("/Stamp", (0, 0, 10, 10)), annotation("/Stamp", (0, 0, 10, 10))
    flat["/AP"]["/N"][NameObject("/BBox")] = RectangleObject((0, 0, 0, 10))
    pointless[NameObject("/Rect")] = ArrayObject([NullObject()] * 4)
    pointless[NameObject("/F")] = NullObject()
    bare = annotation("/Stamp", (0, 0, 10, 10))
    bare["/AP"].pop("/N")
    page_with(tmp_path / "a.pdf", OWN, flat, pointless, bare)
    assert pages_in(tmp_path / "a.pdf") == 1


@pytest.mark.parametrize(("kind", "lost"), [("/Text", 1), ("/FreeText", 1), ("/Widget", 0), ("/Link", 0)])
def test_what_says_nothing_of_its_looks_is_counted(kind, lost, tmp_path):
    bare = annotation(kind, (0, 0, 10, 10))
    bare["/AP"].pop("/N")
    kept, hidden = annotation("/Stamp", (0, 0, 10, 10)), annotation("/Text", (0, 0, 10, 10), flags=2)
    page_with(tmp_path / "a.pdf", OWN, bare, kept, hidden)
    assert lost_annotations(tmp_path / "a.pdf") == lost


def test_a_field_that_somebody_filled_in_and_no_page_shows_is_counted(tmp_path):
    field = annotation("/Widget", (0, 0, 10, 10))
    field["/AP"].pop("/N")
    field[NameObject("/V")] = TextStringObject("甲")
    page_with(tmp_path / "a.pdf", OWN, field)
    assert lost_annotations(tmp_path / "a.pdf") == 1
