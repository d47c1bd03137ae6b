"""A year made ready for the archive, printed by a real LibreOffice: what stands on the pages, and that it stays."""

from __future__ import annotations

import errno
import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_photo, registration, sign_in, talk
from click.testing import CliRunner
from core import make_core_desk
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from pipeline.cli.main import cli
from pipeline.errors import ConverterError, SetupError
from pipeline.filing.register import read_register
from pipeline.flow.archiving.archive import Archived, archive
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.printing.press import open_press
from pipeline.flow.verify import State, verify
from pipeline.pdf.embedded import fonts_in
from pipeline.pdf.ink import ink_top
from pipeline.pdf.soffice import find_soffice

YEAR = 2026
BOXES = """
archive: 归档
boxes:
  主题党日: {code: ZTR, retention: 30年, of: [主题党日]}
  谈心谈话: {code: TXT, retention: 10年, of: [谈心谈话]}
  照片: {code: ZHP, retention: 永久, photos: true}
"""
THEME_DAY = "Z109-WS·2026-D30-ZTR-0001"
MM = 72 / 25.4


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    try:
        find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")
    root = tmp_path_factory.mktemp("workspace")
    (root / "mappings" / "archive").mkdir(parents=True)
    (root / "mappings" / "archive" / "归档.yaml").write_text(BOXES, "utf-8")
    (root / "dangan.toml").write_text('[archive]\nfonds = "Z109"\n', "utf-8")
    desk = make_core_desk(root)
    form = [*registration(), ["照片"], ["序号", "文件名", "说明", "摄影者"], [1, "a.jpg", "党员学习", "严一鸣"]]
    form.append([2, "IMG_2031", "合影", "严一鸣"])
    drop(desk, form, "登记.xlsx")
    drop(desk, sign_in([("冯伟", "√"), ("姜淑芬", "√")]), "签到.xlsx")
    drop(desk, talk(), "谈话.xlsx")
    make_photo(desk.workspace.inbox / BRANCH / "a.jpg")
    Image.new("RGB", (640, 480), "red").save(desk.workspace.inbox / BRANCH / "IMG_2031", "PNG")
    speech = desk.workspace.inbox / BRANCH / "2026-03-20 主持词.pdf"
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(speech)
    ingest(desk)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def done(desk: Desk) -> Archived:
    made = archive(YEAR, desk, open_press(desk))
    assert made
    return made


@pytest.fixture
def folder(desk: Desk, done: Archived) -> Path:
    return desk.outbox.folder / done.folder


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_piece_is_there_under_its_number(folder: Path, done: Archived):
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")} >= {
        f"01 主题党日/{THEME_DAY}.pdf",
        *(f"02 谈心谈话/Z109-WS·2026-D10-TXT-{number:04}.pdf" for number in (1, 2, 3)),
    }
    assert done.kept == ()


def test_the_stamp_says_what_the_catalogue_says_and_is_red(folder: Path, done: Archived):
    [box] = [box for box in done.boxes if box.series.box == "主题党日"]
    pages = PdfReader(folder / "01 主题党日" / f"{THEME_DAY}.pdf").pages
    text = plain(pages[0].extract_text())
    assert len(pages) == box.pages
    assert f"Z10920261主题党日30年{len(pages)}" in text
    drawn = [form.get_object().get_data() for form in pages[0]["/Resources"]["/XObject"].values()]
    assert any(b"1 0 0 RG" in data or b"1 0 0 rg" in data for data in drawn)


def test_the_stamp_is_45_by_16_and_stands_above_all_that_is_printed(folder: Path):
    for path in folder.glob("0*/*.pdf"):
        page = PdfReader(path).pages[0]
        left, bottom, right, top = stamp_frame(page)
        assert right - left == pytest.approx(45 * MM, abs=0.4 * MM)
        assert top - bottom == pytest.approx(16 * MM, abs=0.4 * MM)
        assert (left + right) / 2 == pytest.approx(float(page.mediabox.width) / 2, abs=MM)
        assert bottom > own_ink_top(page) + MM
        assert top < float(page.mediabox.top) - 3 * MM


def overlays(page) -> list[tuple[float, float, bytes]]:
    """Where each thing that was laid over it lies, and how it is drawn."""
    objects = page["/Resources"]["/XObject"]
    found = re.findall(rb"q 1 0 0 1 (\S+) (\S+) cm (/Over\d+) Do Q", page.get_contents().get_data())
    return [(float(x), float(y), objects[name.decode()].get_object().get_data()) for x, y, name in found]


def stamp_frame(page) -> tuple[float, float, float, float]:
    """The extent of the red lines."""
    x, y, data = overlays(page)[-1]
    points = [(float(a), float(b)) for a, b in re.findall(rb"(-?[\d.]+) (-?[\d.]+) [ml]\b", data)]
    boxes = [tuple(map(float, four)) for four in re.findall(rb"(\S+) (\S+) (\S+) (\S+) re\s+f", data)]
    points += [(a + w, b + h) for a, b, w, h in boxes] + [(a, b) for a, b, _, _ in boxes]
    xs, ys = [p for p, _ in points], [q for _, q in points]
    return min(xs) + x, min(ys) + y, max(xs) + x, max(ys) + y


def own_ink_top(page) -> float:
    """Of the page without what was laid over it."""
    writer = PdfWriter()
    bare = writer.add_page(page)
    bare[NameObject("/Contents")] = ArrayObject(list(bare["/Contents"])[: -len(overlays(page))])
    return ink_top(bare)


def test_pages_are_numbered_from_one_at_the_outer_corners(folder: Path):
    for path in folder.glob("0*/*.pdf"):
        for number, page in enumerate(PdfReader(path).pages, 1):
            x, y = number_on(page)
            assert str(number) in page.extract_text().split()
            assert y > float(page.mediabox.top) - 15 * MM
            assert x > float(page.mediabox.right) - 25 * MM if number % 2 else x < 25 * MM


def number_on(page) -> tuple[float, float]:
    """Where its text begins."""
    x, y, data = overlays(page)[0]
    found = re.search(rb"BT\s+(\S+) (\S+) Td", data)
    assert found
    return x + float(found[1]), y + float(found[2])


def test_all_of_it_stays_pdf_a(folder: Path):
    """Fonts embedded, colours defined, said in the metadata; but not of a piece with a PDF that is none."""
    for path in folder.rglob("*.pdf"):
        root = PdfReader(path).root_object
        claims = b"<pdfaid:part>2" in root["/Metadata"].get_object().get_data()
        assert claims == (path.stem != THEME_DAY)
        assert "/OutputIntents" in root
        assert all(font.embedded for font in fonts_in(path))


def test_the_photo_is_as_it_was_taken_and_catalogued(folder: Path, desk: Desk):
    photo = folder / "03 照片" / "Z109-ZP·2026-Y-ZHP-0001.jpg"
    with Image.open(photo) as picture:
        assert picture.getexif().get_ifd(0x8769)[0x9003] == "2026:03:20 14:40:00"
    text = plain("".join(page.extract_text() for page in PdfReader(folder / "照片目录.pdf").pages))
    for told in ("党员学习", "2026032014:40", "会议室", "学党章", "严一鸣", plain(THEME_DAY)):
        assert told in text


def test_a_photo_ends_as_its_bytes_say(folder: Path):
    photos = sorted(path.name for path in (folder / "03 照片").iterdir())
    assert photos == ["Z109-ZP·2026-Y-ZHP-0001.jpg", "Z109-ZP·2026-Y-ZHP-0002.png"]


def test_the_list_the_zip_and_the_folder_agree(folder: Path, done: Archived, desk: Desk):
    listed = dict(line.split("  ", 1)[::-1] for line in (folder / "SHA256SUMS.txt").read_text("utf-8").splitlines())
    lying = digests(folder)
    package = lying.pop("2026年归档.zip")
    assert package
    lying.pop("SHA256SUMS.txt")
    assert lying == listed
    with zipfile.ZipFile(desk.outbox.folder / done.package) as archived:
        names = {name.removeprefix("2026年归档/") for name in archived.namelist()}
    assert names == {*listed, "SHA256SUMS.txt"}


def test_the_index_leads_to_files_that_are_there(folder: Path):
    from urllib.parse import unquote

    links = re.findall(r'href="([^"]+)"', (folder / "首页.html").read_text("utf-8"))
    assert len(links) > 6
    for link in links:
        assert (folder / unquote(link)).is_file(), link


def test_a_year_that_is_not_over_is_said_on_the_closing_sheets(folder: Path, done: Archived):
    assert done.reserved
    for page in PdfReader(folder / "备考表.pdf").pages:
        assert all(plain(sentence) in plain(page.extract_text()) for sentence in done.reserved)


def test_made_again_it_is_the_same(folder: Path, desk: Desk):
    before = digests(folder)
    for path in (folder / "备考表.pdf", folder / "2026年归档.zip"):
        path.unlink()
    for cached in (desk.workspace.cache / "pdf").glob("*.pdf"):
        cached.unlink()
    archive(YEAR, desk, open_press(desk))
    assert digests(folder) == before


def test_verify_sees_what_was_changed_there(folder: Path, desk: Desk):
    index = folder / "首页.html"
    whole = index.read_bytes()
    index.write_bytes(whole + b" ")
    (folder / "多.txt").write_text("x")
    try:
        odd = {one.path.rpartition("/")[2]: one.state for one in verify(desk, YEAR) if one.state != State.UNCHANGED}
        assert odd == {"首页.html": State.EDITED, "多.txt": State.FOREIGN}
    finally:
        index.write_bytes(whole)
        (folder / "多.txt").unlink()
    assert all(one.state == State.UNCHANGED for one in verify(desk, YEAR))


def test_what_cannot_be_printed_is_kept_as_it_is_and_the_catalogue_says_so(folder: Path, desk: Desk):
    document = next((desk.outbox.folder / str(YEAR) / BRANCH).rglob("02 签到表.docx"))
    whole = document.read_bytes()
    document.write_bytes(b"broken")
    try:
        made = archive(YEAR, desk, open_press(desk))
        assert made
        assert [path.rpartition("/")[2] for path, _ in made.kept] == ["02 签到表.docx"]
        assert (folder / "01 主题党日" / f"{THEME_DAY} 02 签到表.docx").read_bytes() == b"broken"
        [box] = [box for box in made.boxes if box.series.box == "主题党日"]
        assert "另有电子文件" in box.filed[0].remark
    finally:
        document.write_bytes(whole)
        archive(YEAR, desk, open_press(desk))


def test_numbers_outlive_what_comes_later(folder: Path, desk: Desk):
    """An activity of an earlier day comes after the numbers were given."""
    before = read_register(desk.workspace.private).series
    drop(desk, registration(date="2026-02-20", theme="先来的"), "二月.xlsx")
    ingest(desk)
    made = archive(YEAR, desk, open_press(desk))
    assert made
    [box] = [box for box in made.boxes if box.series.box == "主题党日"]
    assert [(one.number, one.piece.day) for one in box.filed] == [(1, "20260320"), (2, "20260220")]
    after = read_register(desk.workspace.private).series
    assert all(after[name][: len(given)] == given for name, given in before.items())


def test_a_full_disk_is_said_and_what_was_there_stays(folder: Path, desk: Desk, monkeypatch):
    before = digests(folder)

    def full(target: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "full", str(target))

    (folder / "首页.html").unlink()
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.filing.handover.write_whole", full)
        with pytest.raises(SetupError, match="写不进去"):
            archive(YEAR, desk, open_press(desk))
    archive(YEAR, desk, open_press(desk))
    assert digests(folder) == before


def test_a_year_without_documents_is_said(desk: Desk):
    result = CliRunner().invoke(cli, ["archive", "2020", "-w", str(desk.workspace.root)])
    assert result.exit_code == 1
    assert "2020" in result.output


def test_labels_are_of_the_box_s_true_size(folder: Path):
    """Spine 20 mm and cover 220 mm, both 310 mm high, on A3."""
    page = PdfReader(folder / "档案盒标签（A3）.pdf").pages[0]
    assert (float(page.mediabox.width) / MM, float(page.mediabox.height) / MM) == pytest.approx((297, 420), abs=0.2)
    lines = re.findall(rb"(-?[\d.]+) (-?[\d.]+) m\s+(-?[\d.]+) (-?[\d.]+) l", page.get_contents().get_data())
    ends = [tuple(float(value) / MM for value in line) for line in lines]
    upright = sorted({round(x, 1) for x, y, u, v in ends if abs(x - u) < 0.1 and abs(v - y) > 5})
    assert len(upright) == 4
    assert upright[1] - upright[0] == pytest.approx(20, abs=0.4)
    assert upright[3] - upright[2] == pytest.approx(220, abs=0.4)
    heights = [y for _, y, _, v in ends for y in (y, v)]
    assert max(heights) - min(heights) == pytest.approx(310, abs=0.6)
