"""A small book out of real prints: where everything begins, and that contents and bookmarks say so too."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from foreign_pdf import STAMP, annotation, page_with
from pypdf import PdfReader

from pipeline.errors import ConverterError
from pipeline.pdf.archival import claims_archival
from pipeline.pdf.binding import Book, bound, page_counts
from pipeline.pdf.book import Part, laid_out
from pipeline.pdf.convert import convert

PAGES = {"封面": 1, "目录": 1, "甲": 3, "乙": 1, "丙": 2, "书眉": 2, "页码": 8}
HEADINGS = ["章一", "甲", "乙", "章二", "丙"]


def page_of(name: str, number: int) -> str:
    return f"{name}页{'零一二三四五六七八九'[number]}"


def make(folder: Path, name: str, pages: int, *, wide: bool = False) -> Path:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    for number in range(1, pages + 1):
        document.add_paragraph(page_of(name, number))
        if number < pages:
            document.add_page_break()
    if name == "目录":
        for heading in HEADINGS:
            document.add_heading(heading, 2)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def printed(soffice, tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("leaves")
    sources = [make(folder, name, pages, wide=name == "乙") for name, pages in PAGES.items()]
    made = convert(sources, folder / "out", "pdf", soffice=soffice, timeout_s=120)
    return dict(zip(PAGES, made, strict=True))


def book(printed: dict[str, Path]) -> Book:
    chapters = [
        Part("章一", parts=(Part("甲", printed["甲"], wider_left=10), Part("乙", printed["乙"])), opens_right=True),
        Part("章二", parts=(Part("丙", printed["丙"]),), opens_right=True),
    ]
    body = laid_out(chapters, page_counts(printed.values()))
    return Book("工作手册", [printed["封面"]], printed["目录"], body.placed, body, printed["书眉"], printed["页码"])


def test_chapters_open_on_the_right_and_blank_pages_go_before_them(printed):
    body = book(printed).body
    assert [(one.part.title, one.page) for one in body.placed] == [
        ("章一", 1),
        ("甲", 1),
        ("乙", 4),
        ("章二", 5),
        ("丙", 5),
    ]
    assert body.pages == 6


def test_contents_and_bookmarks_lead_to_the_page_that_they_name(printed, tmp_path):
    (tmp_path / "book.pdf").write_bytes(bound(book(printed)))
    with PdfReader(tmp_path / "book.pdf") as reader:
        texts = [page.extract_text().replace(" ", "") for page in reader.pages]
        first = {"章一": "甲", "甲": "甲", "乙": "乙", "章二": "丙", "丙": "丙"}
        chapters = [entry for entry in reader.outline if not isinstance(entry, list)]
        assert [chapter.title for chapter in chapters] == ["章一", "章二"]
        flat = [entry for group in reader.outline for entry in (group if isinstance(group, list) else [group])]
        for entry in flat:
            assert page_of(first[entry.title], 1) in texts[reader.get_destination_page_number(entry)]
        [contents] = [page for page in reader.pages if "/Annots" in page]
        links = [link.get_object() for link in contents["/Annots"]]
        assert len(links) == len(HEADINGS)
        for heading, link in zip(HEADINGS, links, strict=True):
            target = reader.get_page_number(link["/Dest"][0].get_object())
            assert page_of(first[heading], 1) in texts[target]


def test_every_page_has_its_head_and_is_upright(printed, tmp_path):
    (tmp_path / "book.pdf").write_bytes(bound(book(printed)))
    with PdfReader(tmp_path / "book.pdf") as reader:
        body = reader.pages[4:]
        texts = [page.extract_text().replace(" ", "") for page in body]
        for number in (1, 2, 3, 4, 5, 6):
            assert page_of("书眉", 2 - number % 2) in texts[number - 1]
            assert page_of("页码", number) in texts[number - 1]
        assert all(page.mediabox.width < page.mediabox.height for page in reader.pages)


def test_the_binding_is_on_the_other_side_of_a_left_hand_page(printed, tmp_path):
    (tmp_path / "book.pdf").write_bytes(bound(book(printed)))
    with PdfReader(tmp_path / "book.pdf") as reader:
        right, left = (edge_of(reader.pages[4 + index], "甲") for index in (0, 1))
        assert right - left == pytest.approx(10 * 72 / 25.4, abs=0.1)


def edge_of(page, word: str) -> float:
    """How far from the left, in points, the word begins."""
    found: list[float] = []

    def visit(text, matrix, text_matrix, *_):
        if word in text:
            found.append(matrix[4] + matrix[0] * text_matrix[4])

    page.extract_text(visitor_text=visit)
    return found[0]


def test_the_same_book_is_the_same_file(printed):
    assert bound(book(printed)) == bound(book(printed))


def test_contents_that_list_something_else_are_an_error(printed):
    whole = book(printed)
    wrong = Book(whole.title, whole.front, whole.contents, whole.listed[:2], whole.body, whole.heads, whole.numbers)
    with pytest.raises(ConverterError, match="2 行"):
        bound(wrong)


def with_foreign(printed: dict[str, Path], folder: Path, content: bytes) -> Book:
    page_with(folder / "a.pdf", content, annotation("/Stamp", (100, 200, 140, 220)))
    whole = book(printed)
    body = laid_out([Part("章一", folder / "a.pdf")], {folder / "a.pdf": 1})
    return replace(whole, body=body, listed=[*body.placed] * len(HEADINGS))


def test_a_book_claims_to_be_pdf_a_where_all_of_it_does(printed, tmp_path):
    assert claims_archival(PdfReader(io.BytesIO(bound(book(printed)))))
    assert not claims_archival(PdfReader(io.BytesIO(bound(with_foreign(printed, tmp_path, b"")))))


def test_a_foreign_page_keeps_its_stamps_and_moves_no_head(printed, tmp_path):
    made = PdfReader(io.BytesIO(bound(with_foreign(printed, tmp_path, b"2 0 0 2 30 40 cm"))))
    page = made.pages[4]
    assert STAMP in [form.get_object().get_data() for form in page["/Resources"]["/XObject"].values()]
    own = PdfReader(printed["书眉"]).pages[0]
    assert edge_of(page, "书眉") == pytest.approx(edge_of(own, "书眉"), abs=0.1)
