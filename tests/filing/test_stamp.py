"""The stamp on pages of every kind, measured in the pixels of the drawn page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from core import make_core_desk
from PIL import Image, ImageChops
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject

from pipeline.errors import ConverterError
from pipeline.filing import sheets
from pipeline.flow.printing.press import all_printed, open_press
from pipeline.pdf.piece import Marks, marked_piece
from pipeline.pdf.press import Sheet
from pipeline.pdf.soffice import find_soffice
from pipeline.render.properties import Properties

DPI = 144
MM = DPI / 25.4
PAPER = (0, 0, 595, 842)
FULL = b"BT /F 12 Tf 0 0 1 rg 60 829 Td (Full to the very top of the page, from side to side, with gy) Tj ET"
SCAN = b"0 0 1 rg 0 0 3000 3000 re f"
HIDDEN = b"0 0 1 rg 60 780 400 62 re f 0 1 0 rg 60 400 400 300 re f"
"""Blue above the part that is seen, green within."""
STAMP = {"全宗号": "Z109", "年度": "2026", "保管期限": "30年", "机构": "主题党日", "件号": "1", "页数": "3"}


@pytest.fixture(scope="module")
def marks(tmp_path_factory) -> Marks:
    try:
        find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")
    desk = make_core_desk(tmp_path_factory.mktemp("workspace"))
    told = ((sheets.STAMPS, {"各章": [STAMP]}), (sheets.NUMBERS, sheets.numbers(3)))
    properties = Properties("归档", "", dt.date(2026, 12, 31))
    own = [Sheet(name, desk.renderer.render(name, context, properties)) for name, context in told]
    made = Marks.of(*all_printed(own, open_press(desk)))
    desk.close()
    return made


@pytest.fixture
def drawn(marks: Marks, tmp_path: Path) -> Callable[..., list[Image.Image]]:
    """The pages of a piece, each of these boxes with that on it."""

    def drawn(*boxes: tuple[int, ...], content: bytes = b"", rotation: int = 0, seen=None) -> list[Image.Image]:
        writer = PdfWriter()
        for box in boxes:
            page = writer.add_blank_page(1, 1)
            page[NameObject("/MediaBox")] = RectangleObject(box)
            stream = DecodedStreamObject()
            stream.set_data(content)
            page[NameObject("/Contents")] = writer._add_object(stream)
            font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
            names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F"): names})}
            )
            if seen:
                page[NameObject("/CropBox")] = RectangleObject(seen)
            page.rotate(rotation)
        source, made = tmp_path / "source.pdf", tmp_path / "made.pdf"
        writer.write(source)
        made.write_bytes(marked_piece("题名", [source], marks, 0))
        with pdfplumber.open(made) as pages:
            return [page.to_image(resolution=DPI).original.convert("RGB") for page in pages.pages]

    return drawn


def extent(page: Image.Image, color: str) -> tuple[int, int, int, int] | None:
    """Of all that has more of this colour than of the others, in pixels: left, upper, right, lower."""
    one, *others = (page.getchannel(each) for each in (color, *"RGB".replace(color, "")))
    over = ImageChops.subtract(one, ImageChops.lighter(*others))
    return over.point(lambda value: 255 * (value > 60)).getbbox()


@pytest.mark.parametrize(
    ("box", "content", "rotation"),
    [
        (PAPER, b"", 0),
        (PAPER, FULL, 0),
        (PAPER, SCAN, 0),
        ((0, 0, 842, 595), SCAN, 0),
        ((0, 0, 842, 595), SCAN, 90),
        (PAPER, SCAN, 90),
        (PAPER, SCAN, 180),
        ((100, 50, 695, 892), SCAN, 0),
        ((-100, -50, 495, 792), SCAN, 0),
        ((0, 0, 1684, 1191), SCAN, 0),
        ((0, 0, 250, 300), SCAN, 0),
    ],
)
def test_the_stamp_is_red_45_by_16_in_the_middle_and_over_nothing(drawn, box, content, rotation):
    [page] = drawn(box, content=content, rotation=rotation)
    stamp = extent(page, "R")
    assert stamp
    left, upper, right, lower = stamp
    assert (right - left) / MM == pytest.approx(45, abs=0.6)
    assert (lower - upper) / MM == pytest.approx(16, abs=0.6)
    assert (left + right) / 2 == pytest.approx(page.width / 2, abs=MM)
    assert upper >= 3 * MM
    if content:
        own = extent(page, "B")
        assert own
        assert own[1] > lower + MM


def test_only_the_first_page_is_stamped_and_odd_ones_are_numbered_at_the_right(drawn):
    pages = drawn(PAPER, (0, 0, 842, 595), PAPER)
    assert [extent(page, "R") is not None for page in pages] == [True, False, False]
    for number, page in enumerate(pages, 1):
        corner = ImageChops.invert(page.convert("L")).crop((0, 0, page.width, round(15 * MM)))
        outer = round(40 * MM)
        left, right = corner.crop((0, 0, outer, corner.height)), corner.crop((page.width - outer, 0, *corner.size))
        assert (left.getbbox() is None, right.getbbox() is None) == ((True, False) if number % 2 else (False, True))


def test_what_was_cropped_away_does_not_come_in_sight(drawn):
    [page] = drawn(PAPER, content=HIDDEN, seen=(50, 300, 500, 700))
    stamp, within = extent(page, "R"), extent(page, "G")
    assert stamp
    assert within
    assert within[1] > stamp[3] + MM
    assert extent(page, "B") is None
    assert page.size == (900, 800)
