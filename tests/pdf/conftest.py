"""A real LibreOffice where there is one, and stand-ins that die in every way that one can."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipeline.errors import ConverterError
from pipeline.pdf.soffice import find_soffice

Stub = Callable[[str], Path]
MakeDocx = Callable[..., Path]

_OPTIONS = """#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --convert-to) to=$2; shift 2 ;;
    --outdir) out=$2; shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
result() { name=${1##*/}; echo "$out/${name%.*}.${to%%:*}"; }
"""


@pytest.fixture(scope="session")
def soffice() -> Path:
    try:
        return find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")


@pytest.fixture
def stub(tmp_path: Path) -> Stub:
    """A shell script in soffice's place; in its body `$to`, `$out`, the files "$@" and `result FILE` are known."""

    def write(body: str) -> Path:
        if sys.platform == "win32":
            pytest.skip("the stand-ins for soffice are shell scripts")
        script = tmp_path / "stub soffice"
        script.write_text(_OPTIONS + body, "utf-8")
        script.chmod(0o755)
        return script

    return write


@pytest.fixture
def make_docx(tmp_path: Path) -> MakeDocx:
    """make_docx('甲/方案.docx', '正文', font='仿宋_GB2312')"""

    def make(name: str, *paragraphs: str, font: str = "宋体") -> Path:
        document = Document()
        for text in paragraphs:
            run = document.add_paragraph().add_run(text)
            run.font.name = font
            run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
        return path

    return make
