"""What a page was really printed with."""

from __future__ import annotations

import shutil

import pytest

from pipeline.pdf.asked import asked_for
from pipeline.pdf.convert import convert
from pipeline.pdf.embedded import fonts_in
from pipeline.pdf.fonts import installed, is_expected, is_face, stand_ins


def test_the_fonts_of_a_page_with_what_is_set_in_them(soffice, make_docx, tmp_path):
    source = make_docx("方案.docx", "主题党日䶮", font="仿宋_GB2312")
    [pdf] = convert([source], tmp_path, "pdf", soffice=soffice, timeout_s=120)
    fonts = [font for font in fonts_in(pdf) if "党" in font.characters]
    assert len(fonts) == 1
    assert fonts[0].embedded
    assert is_expected(fonts[0].name)
    assert "䶮" in {sign for font in fonts_in(pdf) for sign in font.characters}


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        ("NotoSerifCJKjp-Regular-VKana", True),
        ("NotoSansCJKsc-Bold", True),
        ("FangSong_GB2312", True),
        ("SimSun", True),
        ("FZXBSJW--GB1-0", True),
        ("DejaVuSerif", False),
        ("OpenSymbol", False),
    ],
)
def test_official_fonts_and_those_that_stand_in_for_them_are_expected(font, expected):
    assert is_expected(font) is expected


def test_what_a_document_asks_for(make_docx):
    asked = asked_for(make_docx("方案.docx", "正文", font="华文行楷").read_bytes())
    assert "华文行楷" in asked
    assert not is_face("华文行楷")
    assert is_face("仿宋_GB2312")


def test_a_face_that_is_there_needs_no_stand_in(tmp_path):
    if shutil.which("fc-list") is None:
        pytest.skip("needs fontconfig")
    missing = dict(stand_ins(tmp_path))
    assert all(not instead or instead in installed(tmp_path) for instead in missing.values())
    assert missing.keys().isdisjoint(installed(tmp_path))
