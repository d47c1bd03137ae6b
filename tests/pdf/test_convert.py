"""With a real LibreOffice: what goes in comes out, whatever it is called."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader

from pipeline.errors import ConverterError
from pipeline.pdf.convert import convert

LONG = 120.0


def text_of(pdf: Path) -> str:
    with PdfReader(pdf) as reader:
        return "".join(page.extract_text() for page in reader.pages)


def test_text_survives_and_the_result_bears_the_name(soffice, make_docx, tmp_path):
    source = make_docx("01 活动方案.docx", "R&D <主题党日> 活动")
    [pdf] = convert([source], tmp_path / "出", "pdf", soffice=soffice, timeout_s=LONG)
    assert pdf == tmp_path / "出" / "01 活动方案.pdf"
    assert "R&D <主题党日> 活动" in text_of(pdf)


def test_equal_stems_of_a_batch_keep_apart_and_in_order(soffice, make_docx, tmp_path):
    sources = [make_docx("甲/方案.docx", "甲支部"), make_docx("乙/方案.docx", "乙支部")]
    results = convert(sources, tmp_path / "out", "pdf", soffice=soffice, timeout_s=LONG)
    assert [path.name for path in results] == ["方案.pdf", "方案-2.pdf"]
    assert [text_of(path).strip() for path in results] == ["甲支部", "乙支部"]


def test_a_workbook_converts_in_the_same_batch(soffice, make_docx, tmp_path):
    book = Workbook()
    book.active["A1"] = "应交党费"
    book.save(tmp_path / "党费.xlsx")
    sources = [tmp_path / "党费.xlsx", make_docx("方案.docx", "方案")]
    results = convert(sources, tmp_path / "out", "pdf", soffice=soffice, timeout_s=LONG)
    assert "应交党费" in text_of(results[0])


def test_png_is_a_picture_of_the_first_page(soffice, make_docx, tmp_path):
    source = make_docx("方案.docx", "第一页")
    try:
        [png] = convert([source], tmp_path / "out", "png", soffice=soffice, timeout_s=LONG)
    except ConverterError as error:
        if "libreoffice-draw-nogui" not in error.hint:
            raise
        pytest.skip(f"needs LibreOffice's picture filters: {error.hint}")
    with Image.open(png) as picture:
        darkest, _ = picture.convert("L").getextrema()
        assert picture.width > 300
        assert darkest < 128


def test_two_runs_at_once_do_not_meet(soffice, make_docx, tmp_path):
    sources = [make_docx(f"{number}.docx", text) for number, text in enumerate(("甲支部", "乙支部"))]

    def one(number: int) -> list[Path]:
        return convert([sources[number]], tmp_path / "out", "pdf", soffice=soffice, timeout_s=LONG)

    with ThreadPoolExecutor(2) as pool:
        assert [text_of(pdf).strip() for [pdf] in pool.map(one, range(2))] == ["甲支部", "乙支部"]


def test_a_temporary_folder_with_chinese_and_spaces_in_a_c_locale(soffice, make_docx, tmp_path, monkeypatch):
    folder = tmp_path / "临时 文件"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("LC_ALL", "C")
    [pdf] = convert([make_docx("a.docx", "党课")], tmp_path / "out", "pdf", soffice=soffice, timeout_s=LONG)
    assert "党课" in text_of(pdf)
    assert list(folder.iterdir()) == []


def test_nothing_to_do_starts_nothing(tmp_path):
    assert convert([], tmp_path / "out", "pdf", soffice=tmp_path / "none", timeout_s=1) == []


@pytest.mark.parametrize("content", [b"", b"PK but not a zip", "正文".encode()])
def test_a_broken_docx_is_named_and_not_printed_as_text(content, tmp_path):
    source = tmp_path / "坏.docx"
    source.write_bytes(content)
    with pytest.raises(ConverterError, match=r"坏\.docx"):
        convert([source], tmp_path / "out", "pdf", soffice=tmp_path / "none", timeout_s=1)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConverterError, match=r"无\.docx"):
        convert([tmp_path / "无.docx"], tmp_path / "out", "pdf", soffice=tmp_path / "none", timeout_s=1)
