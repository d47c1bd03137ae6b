"""Word through docx2pdf, with a module in its place: it was never run with a real Word here."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfWriter

from pipeline.errors import ConverterError
from pipeline.pdf.press import Press, Sheet
from pipeline.pdf.process import Stopped
from pipeline.pdf.soffice import NoConverter
from pipeline.pdf.word import Word, find_program

# As docx2pdf does with a folder.
_PRINTS = """
import shutil, sys
from pathlib import Path

def convert(given, into):
    for document in sorted(Path(given).glob("*.docx")):
        shutil.copy(Path(__file__).with_name("page.pdf"), Path(into, document.stem + ".pdf"))
"""
_FAILS = "def convert(given, into): raise OSError('(-2147221005, 无效的类字符串)')"
_HANGS = "import time\ndef convert(given, into): time.sleep(300)"


@pytest.fixture
def docx2pdf(tmp_path, monkeypatch):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "page.pdf")

    def module(code: str) -> Word:
        (tmp_path / "docx2pdf.py").write_text(code, "utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return Word(Path(sys.executable))

    return module


def test_each_document_is_printed(docx2pdf, make_docx, tmp_path):
    press = Press(docx2pdf(_PRINTS), tmp_path / "cache", timeout_s=60)
    sheets = [Sheet(f"{name}.docx", make_docx(f"{name}.docx", name).read_bytes()) for name in "甲乙丙"]
    printed = list(press.print_all(sheets))
    assert sorted(one.number for one in printed) == [0, 1, 2]
    assert all(one.pdf and one.pdf.is_file() for one in printed)


def test_a_word_that_is_not_there_is_quoted(docx2pdf, make_docx, tmp_path):
    with pytest.raises(ConverterError, match=r"Word 没有转出：方案\.docx.*无效的类字符串"):
        docx2pdf(_FAILS).convert([make_docx("方案.docx")], tmp_path / "out", timeout_s=60, stop=Event())


def test_a_hanging_word_is_given_up(docx2pdf, make_docx, tmp_path):
    with pytest.raises(ConverterError, match=r"超过 2 秒.*方案\.docx"):
        docx2pdf(_HANGS).convert([make_docx("方案.docx")], tmp_path / "out", timeout_s=2, stop=Event())


def test_it_is_ended_when_nobody_waits(docx2pdf, make_docx, tmp_path):
    stop = Event()
    stop.set()
    with pytest.raises(Stopped):
        docx2pdf(_HANGS).convert([make_docx("方案.docx")], tmp_path / "out", timeout_s=300, stop=stop)


def test_what_is_no_docx_needs_libreoffice(docx2pdf, make_docx, tmp_path):
    table = make_docx("名册.docx").rename(tmp_path / "名册.xls")
    with pytest.raises(ConverterError, match=r"名册\.xls") as caught:
        docx2pdf(_PRINTS).convert([table], tmp_path / "out", timeout_s=60, stop=Event())
    assert "LibreOffice" in caught.value.hint


def test_it_is_taken_on_windows_alone_and_only_where_nothing_else_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("shutil.which", lambda *_: None)
    monkeypatch.setattr("pipeline.pdf.word.find_spec", lambda name: name == "docx2pdf")
    with pytest.raises(NoConverter):
        find_program()
    monkeypatch.setattr("pipeline.pdf.word._ON_WINDOWS", True)
    assert find_program() == Word(Path(sys.executable))
    with pytest.raises(NoConverter, match="不存在"):
        find_program(str(tmp_path / "soffice"))
    monkeypatch.setattr("pipeline.pdf.word.find_spec", lambda name: None)
    with pytest.raises(NoConverter):
        find_program()
