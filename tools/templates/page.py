"""Paper, margins and page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docx.document import Document
from docx.section import _Footer
from docx.shared import Mm

from templates.markup import elements, twips

A4_WIDTH, A4_HEIGHT = 210, 297


@dataclass(frozen=True)
class Page:
    """Measures in millimetres; `footer` is the distance of the page number from the paper's edge."""

    top: float
    right: float
    bottom: float
    left: float = 28
    footer: float = 11
    numbers: Literal["official", "counted", "none"] = "counted"
    landscape: bool = False
    mirrored: bool = False
    """On even pages left and right change places."""


# GB/T 9704: type area 156 x 225 mm, the dash of the page number 7 mm below it
OFFICIAL = Page(top=37, right=26, bottom=35, footer=25.1, numbers="official")
SHEET = Page(top=22, right=15, bottom=18)
WIDE_SHEET = Page(top=28, right=20, bottom=18, left=20, landscape=True)
CARDS = Page(top=7, right=10, bottom=5, left=10, footer=2, numbers="none")
# The running head of a book, and its page numbers where an official paper has them
HEAD = Page(top=11, right=26, bottom=35, numbers="none")
NUMBERS = Page(top=37, right=26, bottom=35, footer=25.1, numbers="official", mirrored=True)
PLAIN = Page(top=37, right=26, bottom=35, numbers="none")
ALBUM = Page(top=18, right=15, bottom=15, footer=7)


def lay_out(document: Document, page: Page) -> None:
    section = document.sections[0]
    width, height = (A4_HEIGHT, A4_WIDTH) if page.landscape else (A4_WIDTH, A4_HEIGHT)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.header_distance, section.footer_distance = Mm(12), Mm(page.footer)
    if page.mirrored:
        document.settings.element.insert(0, elements("<w:mirrorMargins/>")[0])
    if page.numbers == "official":
        document.settings.odd_and_even_pages_header_footer = True
        _fill(section.footer, "page_number", f"{_text('— ')}{_field('PAGE')}{_text(' —')}")
        _fill(section.even_page_footer, "page_number_even", f"{_text('— ')}{_field('PAGE')}{_text(' —')}")
    elif page.numbers == "counted":
        pages = f"{_text('第 ')}{_field('PAGE')}{_text(' 页　共 ')}{_field('NUMPAGES')}{_text(' 页')}"
        _fill(section.footer, "page_count", pages)


def text_width(document: Document) -> int:
    """The width between the margins, in twips."""
    section = document.sections[0]
    lengths = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (twips(length.mm) if length else 0 for length in lengths)
    return page - left - right


def _fill(footer: _Footer, style: str, runs: str) -> None:
    footer.is_linked_to_previous = False
    body = footer._element
    for child in list(body):
        body.remove(child)
    body.extend(elements(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'))


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
